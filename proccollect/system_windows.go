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

// withProcess calls read with a handle of the process. Errors begin with the
// name of the source.
func (r *reading) withProcess(name string, read func(syscall.Handle) error) error {
	process, err := r.openProcess()
	if err == nil {
		err = read(process)
		_ = syscall.CloseHandle(process)
	}
	if err != nil {
		return wrap(name, err)
	}
	return nil
}

// openProcess returns a handle that is good for all sources, also of a
// process of another user. The handle of this process is a constant, which
// process_open_fds does not count and CloseHandle leaves alone.
func (r *reading) openProcess() (syscall.Handle, error) {
	const (
		queryLimitedInformation               = 0x1000
		invalidParameter        syscall.Errno = 87 // there is no such process
	)
	if r.pid == os.Getpid() {
		return syscall.GetCurrentProcess()
	}
	if uint64(r.pid) > math.MaxUint32 {
		return 0, os.ErrProcessDone
	}
	process, err := syscall.OpenProcess(queryLimitedInformation, false, uint32(r.pid))
	if err == invalidParameter {
		err = os.ErrProcessDone
	}
	return process, os.NewSyscallError("OpenProcess", err)
}

// readTimes fails for a process that has ended, which Windows remembers as
// long as another process has a handle.
func (r *reading) readTimes(name string) error {
	return r.withProcess(name, func(process syscall.Handle) error {
		const stillActive = 259 // also the code of a process that chose to exit with it
		var code uint32
		if err := syscall.GetExitCodeProcess(process, &code); err != nil {
			return os.NewSyscallError("GetExitCodeProcess", err)
		}
		if code != stillActive {
			return fmt.Errorf("exit code %d: %w", code, os.ErrProcessDone)
		}
		var start, end, kernel, user syscall.Filetime
		if err := syscall.GetProcessTimes(process, &start, &end, &kernel, &user); err != nil {
			return err
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
	return r.withProcess(name, func(process syscall.Handle) error {
		const word = bits.UintSize / 8
		raw, err := readStructure(memoryCountersSize(word), func(address uintptr) (uintptr, uintptr, error) {
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

// handleCountSize is the size of a DWORD.
const handleCountSize = 4

func (r *reading) readHandles(name string) error {
	return r.withProcess(name, func(process syscall.Handle) error {
		raw, err := readStructure(handleCountSize, func(address uintptr) (uintptr, uintptr, error) {
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
