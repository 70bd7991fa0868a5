// Package procfs reads files of a proc filesystem of Linux.
//
//	fs := procfs.FS("/proc")
//	load, err := fs.LoadAverage()
//
// Numbers have the units of the files, unless their comment names another.
package procfs

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// An FS is the directory where a proc filesystem is mounted.
type FS string

// A ParseError says which file has a line that the package does not
// understand.
type ParseError struct {
	File, Line string
}

func (e *ParseError) Error() string {
	return fmt.Sprintf("procfs: %s: unexpected line %q", e.File, e.Line)
}

func (fs FS) read(file string) (string, error) {
	text, err := os.ReadFile(filepath.Join(string(fs), file))
	return string(text), err
}

// lines calls take with the fields of each line of the file that is not
// empty. If take returns false, the line is not understood.
func (fs FS) lines(file string, take func(fields []string) bool) error {
	text, err := fs.read(file)
	if err != nil {
		return err
	}
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		if len(fields) > 0 && !take(fields) {
			return &ParseError{file, strings.TrimSpace(line)}
		}
	}
	return nil
}

// numbers returns the fields as numbers, and whether they are all numbers.
func numbers(fields []string) ([]float64, bool) {
	values := make([]float64, len(fields))
	for i, field := range fields {
		value, err := strconv.ParseFloat(field, 64)
		if err != nil {
			return nil, false
		}
		values[i] = value
	}
	return values, true
}

// LoadAverage returns the load averages of 1, 5 and 15 minutes.
func (fs FS) LoadAverage() (load [3]float64, err error) {
	err = fs.lines("loadavg", func(fields []string) bool {
		if len(fields) < 3 {
			return false
		}
		values, ok := numbers(fields[:3])
		copy(load[:], values)
		return ok
	})
	return load, err
}

// Memory returns the numbers of meminfo by name, in bytes.
func (fs FS) Memory() (map[string]float64, error) {
	memory := make(map[string]float64)
	err := fs.lines("meminfo", func(fields []string) bool {
		name, found := strings.CutSuffix(fields[0], ":")
		values, ok := numbers(fields[1:min(2, len(fields))])
		if !found || !ok || len(values) == 0 {
			return false
		}
		memory[name] = values[0]
		if len(fields) == 3 && fields[2] == "kB" {
			memory[name] *= 1024
		}
		return true
	})
	return memory, err
}

// Counters returns the first number of each line of vmstat by name.
func (fs FS) Counters() (map[string]float64, error) {
	counters := make(map[string]float64)
	err := fs.lines("vmstat", func(fields []string) bool {
		if len(fields) != 2 {
			return false
		}
		values, ok := numbers(fields[1:])
		if ok {
			counters[fields[0]] = values[0]
		}
		return ok
	})
	return counters, err
}

// A Filesystem is a type of filesystems that the kernel knows.
type Filesystem struct {
	Type     string
	NoDevice bool // the filesystem needs no block device
}

// Filesystems returns the filesystem types in the order of the file.
func (fs FS) Filesystems() ([]Filesystem, error) {
	var types []Filesystem
	err := fs.lines("filesystems", func(fields []string) bool {
		types = append(types, Filesystem{fields[len(fields)-1], fields[0] == "nodev"})
		return len(fields) <= 2
	})
	return types, err
}

// Pressure returns the seconds that some task waited for the resource: cpu,
// memory or io.
func (fs FS) Pressure(resource string) (seconds float64, err error) {
	err = fs.lines("pressure/"+resource, func(fields []string) bool {
		total, found := strings.CutPrefix(fields[len(fields)-1], "total=")
		values, ok := numbers([]string{total})
		if found && ok && fields[0] == "some" {
			seconds = values[0] / 1e6
		}
		return found && ok
	})
	return seconds, err
}

// Kernel returns the text of the file in sys/kernel, without the line break.
func (fs FS) Kernel(name string) (string, error) {
	text, err := fs.read("sys/kernel/" + name)
	return strings.TrimSpace(text), err
}
