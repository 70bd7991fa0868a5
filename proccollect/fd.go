package proccollect

import (
	"io"
	"os"
)

// countOpenFiles returns the number of entries of a directory
// /proc/PID/fd. Since Linux 6.2 it is the directory's size; before, every
// size in /proc is 0. A directory elsewhere has a size of another kind.
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

// countEntries reads the directory. Of the files that this process has
// open the directory is one, and is counted, as client_golang does on the
// same kernels.
func countEntries(path string) (float64, error) {
	dir, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer dir.Close()
	count := 0
	for {
		const few = 1024 // of what may be a million names
		names, err := dir.Readdirnames(few)
		count += len(names)
		if err == io.EOF {
			return float64(count), nil
		}
		if err != nil {
			return 0, err
		}
	}
}
