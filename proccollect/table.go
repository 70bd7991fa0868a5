package proccollect

import "plainmetrics/expfmt"

// A row is a family: its name, type and HELP text, its value among the
// values of a reading, and the sources that the value is made of on each
// system. A system without sources can't tell the value.
type row struct {
	name   string
	typ    expfmt.Type
	help   string
	legacy bool // the Legacy set has the family, too
	value  value
	needs  [systemCount]source
}

// A value is the index of a family's value in a reading.
type value uint8

const (
	cpuTime value = iota // in seconds
	maxOpenFiles
	receivedBytes
	sentBytes
	openFiles
	residentBytes
	startTime // in seconds since 1970
	virtualBytes
	maxVirtualBytes
	valueCount
)

// table has the families of both sets in the order of their names, the
// order of a page.
var table = [...]row{
	{
		"process_cpu_seconds_total", expfmt.TypeCounter,
		"Total user and system CPU time spent in seconds.",
		true, cpuTime,
		[systemCount]source{linux: fromStat, windows: fromTimes, macOS: fromUsage},
	},
	{
		"process_max_fds", expfmt.TypeGauge,
		"Maximum number of open file descriptors.",
		true, maxOpenFiles,
		[systemCount]source{linux: fromLimits, windows: fromHandles, macOS: fromOwnLimits},
	},
	{
		"process_network_receive_bytes_total", expfmt.TypeCounter,
		"Number of bytes received by the process over the network.",
		false, receivedBytes,
		[systemCount]source{linux: fromNetstat},
	},
	{
		"process_network_transmit_bytes_total", expfmt.TypeCounter,
		"Number of bytes sent by the process over the network.",
		false, sentBytes,
		[systemCount]source{linux: fromNetstat},
	},
	{
		"process_open_fds", expfmt.TypeGauge,
		"Number of open file descriptors.",
		true, openFiles,
		[systemCount]source{linux: fromFD, windows: fromHandles, macOS: fromOwnFD},
	},
	{
		"process_resident_memory_bytes", expfmt.TypeGauge,
		"Resident memory size in bytes.",
		true, residentBytes,
		[systemCount]source{linux: fromStat, windows: fromMemory},
	},
	{
		"process_start_time_seconds", expfmt.TypeGauge,
		"Start time of the process since unix epoch in seconds.",
		true, startTime,
		[systemCount]source{linux: fromStat | fromBootTime, windows: fromTimes, macOS: fromProcesses},
	},
	{
		"process_virtual_memory_bytes", expfmt.TypeGauge,
		"Virtual memory size in bytes.",
		true, virtualBytes,
		[systemCount]source{linux: fromStat, windows: fromMemory},
	},
	{
		"process_virtual_memory_max_bytes", expfmt.TypeGauge,
		"Maximum amount of virtual memory available in bytes.",
		true, maxVirtualBytes,
		[systemCount]source{linux: fromLimits, macOS: fromOwnLimits},
	},
}

// in reports whether the row is in the set.
func (r *row) in(s Set) bool { return s == Current || r.legacy }
