//go:build !ios

package proccollect

import (
	"fmt"
	"os"
	"syscall"
)

// native is the system whose own functions tell about processes.
const native = macOS

// The first source can tell that a process is gone.
var nativeSources = []sourceReader{
	{fromProcesses, (*reading).readProcesses},
	{fromUsage, (*reading).readUsage},
	{fromOwnFD, (*reading).readOwnFD},
	{fromOwnLimits, (*reading).readOwnLimits},
}

// readProcesses reads the start of the process from the table of all
// processes. Package syscall can't ask the kernel for one process. The start
// of this process is read once.
func (r *reading) readProcesses(name string) error {
	isOwn := r.pid == os.Getpid()
	if isOwn && r.ownStart > 0 {
		r.values[startTime] = r.ownStart
		return nil
	}
	table, err := syscall.Sysctl("kern.proc.all")
	if err != nil {
		return os.NewSyscallError(name, err)
	}
	seconds, err := findStart(table, r.pid, isOwn)
	if err != nil {
		return wrap(name, err)
	}
	r.values[startTime] = float64(seconds)
	if isOwn {
		r.ownStart = float64(seconds)
	}
	return nil
}

func (r *reading) readUsage(name string) error {
	if err := r.checkOwn(name); err != nil {
		return err
	}
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return os.NewSyscallError(name, err)
	}
	r.values[cpuTime] = float64(used.Utime.Nano()+used.Stime.Nano()) / 1e9
	return nil
}

// readOwnFD counts all entries but the descriptor that reads the directory.
func (r *reading) readOwnFD(path string) error {
	if err := r.checkOwn(path); err != nil {
		return err
	}
	entries, err := countEntries(path)
	if err != nil {
		return err
	}
	r.values[openFiles] = entries - 1
	return nil
}

func (r *reading) readOwnLimits(name string) error {
	if err := r.checkOwn(name); err != nil {
		return err
	}
	l, err := ownLimits()
	if err != nil {
		return err
	}
	r.setLimits(l)
	return nil
}

// checkOwn returns an error unless the process is this process. The kernel
// tells others of a process only through functions of C.
func (r *reading) checkOwn(name string) error {
	if own := os.Getpid(); r.pid != own {
		return fmt.Errorf("%s: expected the number of this process, %d, found %d", name, own, r.pid)
	}
	return nil
}
