//go:build linux || darwin

package proccollect

import (
	"os"
	"syscall"
)

// ownLimits asks for the limits of this process.
func ownLimits() (limits, error) {
	var openFiles, addressSpace syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &openFiles); err != nil {
		return limits{}, os.NewSyscallError("getrlimit", err)
	}
	if err := syscall.Getrlimit(syscall.RLIMIT_AS, &addressSpace); err != nil {
		return limits{}, os.NewSyscallError("getrlimit", err)
	}
	return limits{openFiles: limit(openFiles.Cur), addressSpace: limit(addressSpace.Cur)}, nil
}
