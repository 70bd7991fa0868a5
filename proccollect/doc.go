// Package proccollect collects the process_* families: facts about a process
// from the Linux kernel's /proc, read at each scrape.
//
//	reg.MustRegister(proccollect.New(proccollect.Options{}))
//
// A [Collector] reads this process, or another process whose number comes
// from a function, such as a function that reads a PID file:
//
//	proccollect.New(proccollect.Options{
//		PID:       proccollect.PIDFromFile("/run/acra-server.pid"),
//		Namespace: "acraserver",
//	})
//
// As in client_golang, New takes a struct of options here, and functions in
// package runtimecollect.
//
// Times are in seconds and sizes in bytes; no family has labels. A [Set]
// names the families. A file that can't be read, or has unexpected text,
// costs the families that need the file, and Collect returns an error that
// names the file; the other families stay. The package logs nothing and
// makes no value up.
//
// The network families count all traffic of the network namespace of the
// process, so processes in the same namespace have the same numbers. The
// kernel counts CPU and start times in hundredths of a second. A Collector
// reads the boot time of the system once, so that setting the clock does not
// move the start of a process. Before Linux 6.2 the open file descriptors of
// this process include the descriptor that reads the directory.
//
// A scrape reads two or three files and allocates four small objects. The
// kernel takes nearly all of the time, more than half for net/netstat. From
// its first scrape on, a Collector of this process has net/netstat open,
// which saves two thirds of that time. process_open_fds counts the file, one
// for each Collector; the file is closed some time after the program has let
// go of the Collector, when the garbage collector runs. The limits of this
// process come from getrlimit(2). On a system without the proc filesystem of
// Linux a Collector has no families on the page, and [Collector.Err] says so.
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
