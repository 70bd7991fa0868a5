package proccollect

import "plainmetrics/expfmt"

// A row is one family: what it is called, which sources it needs, and how
// its value is taken from what they said.
type row struct {
	name   string
	typ    expfmt.Type
	help   string
	needs  source
	legacy bool // in both sets, not in Current alone
	value  func(*reading) float64
}

// table has the families of both sets in the order of their names, which
// is that of a page.
var table = [...]row{
	{
		"process_cpu_seconds_total", expfmt.TypeCounter,
		"Total user and system CPU time spent in seconds.",
		fromStat, true, func(r *reading) float64 { return r.stat.cpuSeconds },
	},
	{
		"process_max_fds", expfmt.TypeGauge,
		"Maximum number of open file descriptors.",
		fromLimits, true, func(r *reading) float64 { return r.limit(r.limits.openFiles) },
	},
	{
		"process_network_receive_bytes_total", expfmt.TypeCounter,
		"Number of bytes received by the process over the network.",
		fromNetstat, false, func(r *reading) float64 { return r.network.receivedBytes },
	},
	{
		"process_network_transmit_bytes_total", expfmt.TypeCounter,
		"Number of bytes sent by the process over the network.",
		fromNetstat, false, func(r *reading) float64 { return r.network.sentBytes },
	},
	{
		"process_open_fds", expfmt.TypeGauge,
		"Number of open file descriptors.",
		fromFD, true, func(r *reading) float64 { return r.openFiles },
	},
	{
		"process_resident_memory_bytes", expfmt.TypeGauge,
		"Resident memory size in bytes.",
		fromStat, true, func(r *reading) float64 { return r.stat.residentBytes },
	},
	{
		"process_start_time_seconds", expfmt.TypeGauge,
		"Start time of the process since unix epoch in seconds.",
		fromStat | fromBootTime, true, func(r *reading) float64 { return r.bootTime + r.stat.startSeconds },
	},
	{
		"process_virtual_memory_bytes", expfmt.TypeGauge,
		"Virtual memory size in bytes.",
		fromStat, true, func(r *reading) float64 { return r.stat.virtualBytes },
	},
	{
		"process_virtual_memory_max_bytes", expfmt.TypeGauge,
		"Maximum amount of virtual memory available in bytes.",
		fromLimits, true, func(r *reading) float64 { return r.limit(r.limits.addressSpace) },
	},
}

// in reports whether the row is in the set.
func (r *row) in(s Set) bool { return s == Current || r.legacy }
