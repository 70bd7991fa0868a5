package runtimecollect

// A Set is a choice of families, with the HELP texts that belong to it.
// The zero value is Current.
type Set uint8

const (
	// Current is what client_golang v1.25.0 collects by default. Three of
	// its families publish a metric of the runtime as it is; their HELP
	// texts are the runtime's own, and may change with the Go version.
	Current Set = iota

	// Legacy is what client_golang collected up to v1.11, for pages that
	// are compared with pages of that time. It begins without metrics of
	// the runtime; rules can add some.
	Legacy
)
