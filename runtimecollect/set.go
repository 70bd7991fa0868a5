package runtimecollect

// A Set is a named set of families: those of a version of client_golang. A
// family that client_golang lacks belongs to no Set.
type Set uint8

const (
	// Current has the default families of client_golang v1.25.0. Three of
	// the families publish a metric of the runtime unchanged, with the
	// runtime's own HELP text, which may differ between Go versions.
	Current Set = iota

	// Legacy has the families of client_golang up to v1.11, for comparison
	// with pages of old programs. Legacy publishes no metrics of the
	// runtime, but rules can add some.
	Legacy
)
