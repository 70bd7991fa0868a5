package proccollect

import (
	"fmt"
	"math"
	"math/bits"
	"os"
	"syscall"
)

// native is the system whose own functions tell about processes.
const native = windows

var nativeSources = []sourceReader{
	{fromTimes, (*reading).readTimes},
	{fromMemory, (*reading).readMemory},
	{fromHandles, (*reading).readHandles},
}

var (
	kernel32              = syscall.NewLazyDLL("kernel32.dll")
	getProcessMemoryInfo  = kernel32.NewProc("K32GetProcessMemoryInfo")
	getProcessHandleCount = kernel32.NewProc("GetProcessHandleCount")
)

// withProcess calls read with a handle of the process. The handle of this
// process is a constant, so process_open_fds does not count the handle.
func (r *reading) withProcess(read func(syscall.Handle) error) error {
	if r.pid == os.Getpid() {
		self, err := syscall.GetCurrentProcess()
		if err != nil {
			return os.NewSyscallError("GetCurrentProcess", err)
		}
		return read(self)
	}
	if uint64(r.pid) > math.MaxUint32 {
		return fmt.Errorf("no process has that number: %w", os.ErrProcessDone)
	}
	const (
		queryLimitedInformation               = 0x1000 // all that the sources need
		invalidParameter        syscall.Errno = 87     // there is no such process
	)
	process, err := syscall.OpenProcess(queryLimitedInformation, false, uint32(r.pid))
	if err == invalidParameter {
		return fmt.Errorf("OpenProcess: %w", os.ErrProcessDone)
	}
	if err != nil {
		return os.NewSyscallError("OpenProcess", err)
	}
	defer syscall.CloseHandle(process)
	return read(process)
}

// readTimes fails for a process that has ended, and that another process
// still has a handle of.
func (r *reading) readTimes(name string) error {
	return r.withProcess(func(process syscall.Handle) error {
		const stillActive = 259
		var code uint32
		if err := syscall.GetExitCodeProcess(process, &code); err != nil {
			return os.NewSyscallError("GetExitCodeProcess", err)
		}
		if code != stillActive {
			return fmt.Errorf("exit code %d: %w", code, os.ErrProcessDone)
		}
		var start, end, kernel, user syscall.Filetime
		if err := syscall.GetProcessTimes(process, &start, &end, &kernel, &user); err != nil {
			return os.NewSyscallError(name, err)
		}
		r.values[cpuTime] = float64(intervals(kernel)+intervals(user)) / intervalsPerSecond
		r.values[startTime] = float64(start.Nanoseconds() / 1e9)
		return nil
	})
}

// intervalsPerSecond is the number of intervals of 100 ns.
const intervalsPerSecond = 1e7

func intervals(t syscall.Filetime) uint64 {
	return uint64(t.HighDateTime)<<32 + uint64(t.LowDateTime)
}

func (r *reading) readMemory(name string) error {
	return r.withProcess(func(process syscall.Handle) error {
		const word = bits.UintSize / 8
		raw, err := fill(name, memoryCountersSize(word), func(address uintptr) (uintptr, uintptr, error) {
			return getProcessMemoryInfo.Call(uintptr(process), address, uintptr(memoryCountersSize(word)))
		})
		if err != nil {
			return err
		}
		m := parseMemoryCounters(raw, word)
		r.values[residentBytes] = float64(m.workingSet)
		r.values[virtualBytes] = float64(m.private)
		return nil
	})
}

// mostHandles is the most handles that a process of Windows can have. No
// function tells the number.
const mostHandles = 1 << 24

func (r *reading) readHandles(name string) error {
	return r.withProcess(func(process syscall.Handle) error {
		raw, err := fill(name, handleCountSize, func(address uintptr) (uintptr, uintptr, error) {
			return getProcessHandleCount.Call(uintptr(process), address)
		})
		if err != nil {
			return err
		}
		r.values[openFiles] = float64(littleEndian(raw))
		r.values[maxOpenFiles] = mostHandles
		return nil
	})
}
