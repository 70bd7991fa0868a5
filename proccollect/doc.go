// Package proccollect collects the process_* families: facts about a process
// from the operating system, read at each scrape. Linux tells the facts in
// /proc; Windows and macOS tell some of the facts through functions.
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
// names the families. A file that can't be read or has unexpected text, or a
// function of the system that fails, costs the families that need the file
// or the function, and Encode returns an error that names it; the other
// families stay. The package logs nothing and makes no value up.
//
// # Linux
//
// The network families count all traffic of the network namespace of the
// process, so processes in the same namespace have the same numbers. The
// kernel counts CPU and start times in hundredths of a second. The start of a
// process follows the clock, as in client_golang: a Collector reads the boot
// time of the system again when the clock was set by half a second or more.
// Where the clock says 1970 the start may lie before 1970, and be negative.
// Before Linux 6.2 the open file descriptors of this process include the
// descriptor that reads the directory.
//
// A scrape reads two or three files and allocates four small objects. The
// kernel takes nearly all of the time, more than half for net/netstat. From
// its first scrape on, a Collector of this process has net/netstat open,
// which saves two thirds of that time. process_open_fds counts the file, one
// for each Collector; the file is closed some time after the program has let
// go of the Collector, when the garbage collector runs. The limits of this
// process come from getrlimit(2).
//
// # Windows
//
// The families are the six of client_golang on Windows, of this process or
// of another process that this process may ask about. The open file
// descriptors are handles of all kinds; 16777216 is the most that Windows
// allows any process. The virtual memory is the private memory, for the
// address space says little. The start is in whole seconds, as in
// client_golang.
//
// # macOS
//
// The families are the five that client_golang has in programs without cgo.
// Of another process macOS tells the start alone; the other families fail.
// The start is in whole seconds, as in client_golang. The package finds the
// start in kern.proc.all by the layout of today's headers; a table in which
// this process can't be found costs process_start_time_seconds.
//
// # Other systems
//
// Where there is no proc filesystem of Linux, a Collector has no families on
// the page, and [Collector.Err] says so. A Collector with an
// [Options.ProcRoot] needs a proc filesystem on Windows and macOS, too.
//
// # Families
//
// The families, with their type, their sets, and on each system that has the
// family, the files below the root, or the functions, where its value is read:
//
//	process_cpu_seconds_total (counter; Current, Legacy)
//		Total user and system CPU time spent in seconds.
//		Linux: PID/stat; Windows: GetProcessTimes; macOS: getrusage
//	process_max_fds (gauge; Current, Legacy)
//		Maximum number of open file descriptors.
//		Linux: PID/limits; Windows: GetProcessHandleCount; macOS: getrlimit
//	process_network_receive_bytes_total (counter; Current)
//		Number of bytes received by the process over the network.
//		Linux: PID/net/netstat
//	process_network_transmit_bytes_total (counter; Current)
//		Number of bytes sent by the process over the network.
//		Linux: PID/net/netstat
//	process_open_fds (gauge; Current, Legacy)
//		Number of open file descriptors.
//		Linux: PID/fd; Windows: GetProcessHandleCount; macOS: /dev/fd
//	process_resident_memory_bytes (gauge; Current, Legacy)
//		Resident memory size in bytes.
//		Linux: PID/stat; Windows: GetProcessMemoryInfo
//	process_start_time_seconds (gauge; Current, Legacy)
//		Start time of the process since unix epoch in seconds.
//		Linux: PID/stat, stat; Windows: GetProcessTimes; macOS: sysctl kern.proc.all
//	process_virtual_memory_bytes (gauge; Current, Legacy)
//		Virtual memory size in bytes.
//		Linux: PID/stat; Windows: GetProcessMemoryInfo
//	process_virtual_memory_max_bytes (gauge; Current, Legacy)
//		Maximum amount of virtual memory available in bytes.
//		Linux: PID/limits; macOS: getrlimit
package proccollect
