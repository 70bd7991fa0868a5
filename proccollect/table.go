package proccollect

import "plainmetrics/expfmt"

// A row is a family: its name, type and HELP text, the sources that the
// family needs, and its value among the values of a reading.
type row struct {
	name   string
	typ    expfmt.Type
	help   string
	needs  source
	legacy bool // the Legacy set has the family, too
	value  value
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
		fromStat, true, cpuTime,
	},
	{
		"process_max_fds", expfmt.TypeGauge,
		"Maximum number of open file descriptors.",
		fromLimits, true, maxOpenFiles,
	},
	{
		"process_network_receive_bytes_total", expfmt.TypeCounter,
		"Number of bytes received by the process over the network.",
		fromNetstat, false, receivedBytes,
	},
	{
		"process_network_transmit_bytes_total", expfmt.TypeCounter,
		"Number of bytes sent by the process over the network.",
		fromNetstat, false, sentBytes,
	},
	{
		"process_open_fds", expfmt.TypeGauge,
		"Number of open file descriptors.",
		fromFD, true, openFiles,
	},
	{
		"process_resident_memory_bytes", expfmt.TypeGauge,
		"Resident memory size in bytes.",
		fromStat, true, residentBytes,
	},
	{
		"process_start_time_seconds", expfmt.TypeGauge,
		"Start time of the process since unix epoch in seconds.",
		fromStat | fromBootTime, true, startTime,
	},
	{
		"process_virtual_memory_bytes", expfmt.TypeGauge,
		"Virtual memory size in bytes.",
		fromStat, true, virtualBytes,
	},
	{
		"process_virtual_memory_max_bytes", expfmt.TypeGauge,
		"Maximum amount of virtual memory available in bytes.",
		fromLimits, true, maxVirtualBytes,
	},
}

// in reports whether the row is in the set.
func (r *row) in(s Set) bool { return s == Current || r.legacy }
