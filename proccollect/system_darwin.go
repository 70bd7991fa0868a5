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

func (r *reading) readProcesses(name string) error { return r.readStart(name, syscall.Sysctl) }

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
