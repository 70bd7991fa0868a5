package proccollect

import (
	"errors"
	"fmt"
	"os"
)

// Sizes and offsets in bytes of kinfo_proc, the structure with which the
// kernel of macOS tells of a process. The structure is part of the kernel's
// interface to programs, and the same on both processors.
const (
	kinfoSize  = 648
	kinfoStart = 0  // p_starttime.tv_sec, 8 bytes
	kinfoPID   = 40 // p_pid, 4 bytes
	kinfoUsed  = 44 // the end of the used part
)

// readStart reads the start of the process from the table of all processes,
// kern.proc.all. Package syscall can't ask the kernel for one process. The
// start of this process is read once.
func (r *reading) readStart(name string, sysctl func(string) (string, error)) error {
	isOwn := r.pid == os.Getpid()
	if isOwn && r.ownStart > 0 {
		r.values[startTime] = r.ownStart
		return nil
	}
	table, err := sysctl("kern.proc.all")
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

// findStart returns when a process started, in seconds since 1970. The table
// has a kinfo_proc for each process; syscall.Sysctl takes the table for text
// and cuts off a zero byte at its end. A table without this process has
// another layout; a table without another process says that the process is
// gone.
func findStart(table string, pid int, isOwn bool) (int64, error) {
	if len(table) == 0 || (len(table)+1)%kinfoSize > 1 {
		return 0, fmt.Errorf("expected a multiple of %d bytes, found %d", kinfoSize, len(table))
	}
	for ; len(table) >= kinfoUsed; table = table[min(kinfoSize, len(table)):] {
		if int(littleEndian(table[kinfoPID:kinfoUsed])) == pid {
			return int64(littleEndian(table[kinfoStart:][:8])), nil
		}
	}
	if isOwn {
		return 0, errors.New("expected this process, found none with its number")
	}
	return 0, os.ErrProcessDone
}
