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

// readStructure returns a structure that call fills in, given the address of
// the structure. Package syscall has no typed function for these calls, and
// the address of a Go variable takes package unsafe, which this module does
// without. So the structure stands in memory that Windows sets aside, and
// Windows writes the structure into a pipe, which package syscall can read.
// No address of Go's memory leaves Go, for seven system calls more and three
// of the six families.
//
// There is no pipe yet when call runs, so process_open_fds does not count the
// pipe.
func readStructure(size int, call func(address uintptr) (ok, _ uintptr, err error)) ([]byte, error) {
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

// copyMemory copies memory of Windows. WriteFile leaves the number of written
// bytes in the four bytes behind.
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
