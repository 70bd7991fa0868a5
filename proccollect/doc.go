// Package proccollect is the process_* families: what the Linux kernel
// says in /proc about a process, read when a scrape asks for it.
//
//	reg.MustRegister(proccollect.New(proccollect.Options{}))
//
// A [Collector] tells of this process, or of another whose number it is
// told, in a PID file for example:
//
//	proccollect.New(proccollect.Options{
//		PID:       proccollect.PIDFromFile("/run/acra-server.pid"),
//		Namespace: "acraserver",
//	})
//
// Times are in seconds and sizes in bytes; no family has labels. Which
// families there are is a [Set]'s choice. A source that can't be read, or
// makes no sense, costs the families that are made of it, and Collect
// returns an error that names the file; the other families stay. Nothing
// is logged, and no value is made up.
//
// What to know about the values: The network families count what went
// through the network namespace of the process, so processes that share
// one share the numbers. The kernel counts CPU and start times in
// hundredths of a second. The time at which the system booted is read
// once, so that setting the clock does not move the start of a process.
// Before Linux 6.2 the open file descriptors of this process include the
// one with which they are counted.
//
// A scrape reads two or three files and allocates four small objects;
// nearly all of its time is spent in the kernel, more than half of that for
// net/netstat. That of this process stays open from the first scrape on,
// for then it takes a third of the time; so process_open_fds counts it. The
// limits of this process come from getrlimit(2). A system without the proc
// filesystem of Linux has no such families: the package compiles there, and
// [Collector.Err] says so.
//
// The families, with their type, their sets and the files under the root
// that they need:
//
//	process_cpu_seconds_total (counter; Current, Legacy; PID/stat)
//		Total user and system CPU time spent in seconds.
//	process_max_fds (gauge; Current, Legacy; PID/limits)
//		Maximum number of open file descriptors.
//	process_network_receive_bytes_total (counter; Current; PID/net/netstat)
//		Number of bytes received by the process over the network.
//	process_network_transmit_bytes_total (counter; Current; PID/net/netstat)
//		Number of bytes sent by the process over the network.
//	process_open_fds (gauge; Current, Legacy; PID/fd)
//		Number of open file descriptors.
//	process_resident_memory_bytes (gauge; Current, Legacy; PID/stat)
//		Resident memory size in bytes.
//	process_start_time_seconds (gauge; Current, Legacy; PID/stat, stat)
//		Start time of the process since unix epoch in seconds.
//	process_virtual_memory_bytes (gauge; Current, Legacy; PID/stat)
//		Virtual memory size in bytes.
//	process_virtual_memory_max_bytes (gauge; Current, Legacy; PID/limits)
//		Maximum amount of virtual memory available in bytes.
package proccollect
