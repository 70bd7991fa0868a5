package proccollect

import (
	"io"
	"os"
)

// countOpenFiles returns the number of entries of a directory
// /proc/PID/fd. Since Linux 6.2 the size of the directory is the number;
// before, every size in /proc is 0. Elsewhere a directory has a size of
// another kind.
func countOpenFiles(path string, isProc bool) (float64, error) {
	if isProc {
		info, err := os.Stat(path)
		if err != nil {
			return 0, err
		}
		if size := info.Size(); size > 0 {
			return float64(size), nil
		}
	}
	return countEntries(path)
}

// countEntries reads the directory. In the directory of this process the
// count includes the descriptor that reads the directory, as client_golang
// counts on the same kernels.
func countEntries(path string) (float64, error) {
	dir, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer dir.Close()
	count := 0
	for {
		const batch = 1024 // a process may have a million files open
		names, err := dir.Readdirnames(batch)
		count += len(names)
		if err == io.EOF {
			return float64(count), nil
		}
		if err != nil {
			return 0, err
		}
	}
}
