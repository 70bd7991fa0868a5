package proccollect

import (
	"fmt"
	"os"
	"syscall"
)

var (
	localAlloc = kernel32.NewProc("LocalAlloc")
	localFree  = kernel32.NewProc("LocalFree")
	writeFile  = kernel32.NewProc("WriteFile")
)

// fill returns a structure of Windows that call fills in, given the address
// of the structure. Package syscall has no typed function for these calls,
// and only package unsafe, which this module does without, could give Go's
// memory away. So Windows sets memory of its own aside, and writes the memory
// into a pipe, which package syscall can read: no address of Go's memory
// leaves Go. The pipe is open after the call alone, so process_open_fds does
// not count the pipe.
func fill(size int, call func(address uintptr) (ok, _ uintptr, err error)) ([]byte, error) {
	const (
		zeroed     = 0x40
		countBytes = 4 // behind the structure, for the number of written bytes
	)
	address, _, err := localAlloc.Call(zeroed, uintptr(size)+countBytes)
	if address == 0 {
		return nil, os.NewSyscallError("LocalAlloc", err)
	}
	defer localFree.Call(address)
	if ok, _, err := call(address); ok == 0 {
		return nil, err
	}
	return copyMemory(address, size)
}

// copyMemory copies memory of Windows. The four bytes behind it are used.
func copyMemory(address uintptr, size int) ([]byte, error) {
	var reader, writer syscall.Handle
	if err := syscall.CreatePipe(&reader, &writer, nil, 0); err != nil {
		return nil, os.NewSyscallError("CreatePipe", err)
	}
	defer syscall.CloseHandle(reader)
	defer syscall.CloseHandle(writer)
	if ok, _, err := writeFile.Call(uintptr(writer), address, uintptr(size), address+uintptr(size), 0); ok == 0 {
		return nil, os.NewSyscallError("WriteFile", err)
	}
	raw := make([]byte, size)
	var n uint32
	if err := syscall.ReadFile(reader, raw, &n, nil); err != nil {
		return nil, os.NewSyscallError("ReadFile", err)
	}
	if int(n) != size {
		return nil, fmt.Errorf("expected %d bytes from the pipe, found %d", size, n)
	}
	return raw, nil
}
