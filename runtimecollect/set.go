package runtimecollect

// A Set names the families that a Collector writes, with their HELP texts.
// The zero value is Current. The Set of package proccollect has the same two
// values.
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
