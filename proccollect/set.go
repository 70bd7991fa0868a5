package proccollect

// A Set names the families that a Collector contributes. The zero value is
// Current. The Set of package runtimecollect has the same two values.
type Set uint8

const (
	// Current is the set of client_golang v1.25.0: nine families. An
	// unlimited address space is 1.8446744073709552e+19 bytes, the kernel's
	// number for no limit.
	Current Set = iota

	// Legacy is the set on the page in Acra's documentation: the seven
	// families of client_golang v1.11, without the network. No limit is -1.
	Legacy
)
