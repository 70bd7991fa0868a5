package proccollect

import "math/bits"

// A system is an operating system that tells about processes in a way of its
// own.
type system uint8

const (
	linux system = iota // also a proc filesystem, or a copy of one, that another system has
	windows
	macOS
	systemCount
)

// systemNames are the names in the documentation.
var systemNames = [systemCount]string{linux: "Linux", windows: "Windows", macOS: "macOS"}

// A source is a file or a function of a system that families are made of. A
// set of sources is their sum.
type source uint16

const (
	// In /proc of Linux.
	fromStat source = 1 << iota
	fromBootTime
	fromFD
	fromLimits
	fromNetstat

	// On Windows.
	fromTimes
	fromMemory
	fromHandles

	// On macOS. All but fromProcesses tell of this process alone.
	fromUsage
	fromOwnFD
	fromOwnLimits
	fromProcesses
)

// sourceNames has the names of the sources in the order of their constants.
// In /proc the name is a path below the root, with PID for the number of the
// process.
var sourceNames = [...]string{
	"PID/stat", "stat", "PID/fd", "PID/limits", "PID/net/netstat",
	"GetProcessTimes", "GetProcessMemoryInfo", "GetProcessHandleCount",
	"getrusage", "/dev/fd", "getrlimit", "sysctl kern.proc.all",
}

// name returns the name of a single source.
func (s source) name() string { return sourceNames[bits.TrailingZeros16(uint16(s))] }

// A sourceReader reads a source into the values of a reading. A system has
// its readers in the order in which a scrape calls them.
type sourceReader struct {
	source source
	read   func(r *reading, path string) error
}
