package proccollect

import "math"

// A Set names the families that a Collector contributes.
type Set uint8

const (
	// Current is the set of client_golang v1.25.0: nine families. An
	// unlimited address space is 1.8446744073709552e+19 bytes, which is the
	// kernel's number for no limit. It is the zero value.
	Current Set = iota

	// Legacy is the set on the page that Acra's documentation shows: the
	// seven families of client_golang v1.11, without the network. No limit
	// is -1.
	Legacy
)

var sets = [...]struct {
	word      string
	unlimited float64
}{
	Current: {"Current", math.MaxUint64},
	Legacy:  {"Legacy", -1},
}

// String returns the name of the set.
func (s Set) String() string {
	if int(s) < len(sets) {
		return sets[s].word
	}
	return "invalid"
}
