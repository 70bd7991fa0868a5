//go:build unix

package measure

import (
	"syscall"
	"time"
)

// processorTime returns the processor time of all threads of this process so
// far, or 0 if the system does not tell.
func processorTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
