package procfs_test

import (
	"errors"
	"io/fs"
	"slices"
	"testing"

	"plainmetrics/cmd/peerbench/exporter/procfs"
	"plainmetrics/cmd/peerbench/exporter/procfs/procfstest"
)

const dir = "../testdata/proc"

// readers read the files of a proc filesystem.
var readers = map[string]func(procfs.FS) error{
	"loadavg":           func(fs procfs.FS) error { _, err := fs.LoadAverage(); return err },
	"meminfo":           func(fs procfs.FS) error { _, err := fs.Memory(); return err },
	"stat":              func(fs procfs.FS) error { _, err := fs.Stat(); return err },
	"net/dev":           func(fs procfs.FS) error { _, err := fs.Interfaces(); return err },
	"diskstats":         func(fs procfs.FS) error { _, err := fs.Disks(); return err },
	"vmstat":            func(fs procfs.FS) error { _, err := fs.Counters(); return err },
	"pressure/cpu":      func(fs procfs.FS) error { _, err := fs.Pressure("cpu"); return err },
	"filesystems":       func(fs procfs.FS) error { _, err := fs.Filesystems(); return err },
	"sys/kernel/ostype": func(fs procfs.FS) error { _, err := fs.Kernel("ostype"); return err },
}

func TestReaders(t *testing.T) {
	for file, read := range readers {
		if err := read(dir); err != nil {
			t.Errorf("%s: got the error %v", file, err)
		}
		if err := read(procfs.FS(t.TempDir())); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: got the error %v of an empty directory, want %v", file, err, fs.ErrNotExist)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for file, line := range map[string]string{
		"loadavg":      "0.1 0.2",
		"meminfo":      "MemTotal: many kB",
		"stat":         "cpu0 1 2 3",
		"net/dev":      "eth0: 1 2 3",
		"diskstats":    "8 0 sda 1 2 3",
		"vmstat":       "pgfault",
		"pressure/cpu": "some avg10=0.00",
		"filesystems":  "nodev a tmpfs",
	} {
		err := readers[file](procfstest.With(t, dir, map[string]string{file: line + "\n"}))
		var got *procfs.ParseError
		if !errors.As(err, &got) || *got != (procfs.ParseError{File: file, Line: line}) {
			t.Errorf("%s: got the error %v, want one of the line %q", file, err, line)
		}
	}
}

func TestValues(t *testing.T) {
	fs := procfs.FS(dir)
	memory, _ := fs.Memory()
	if got, want := memory["MemTotal"], 16311652.0*1024; got != want {
		t.Errorf("got %v bytes of memory, want %v", got, want)
	}
	stat, _ := fs.Stat()
	if got, want := stat.CPUs[1].Seconds[0], 3000.34; got != want {
		t.Errorf("got %v seconds in user mode, want %v", got, want)
	}
	var names []string
	interfaces, _ := fs.Interfaces()
	for _, i := range interfaces {
		names = append(names, i.Name)
	}
	if want := []string{"lo", "eth0", "eth0:1"}; !slices.Equal(names, want) {
		t.Errorf("got the interfaces %q, want %q", names, want)
	}
}

// BenchmarkReading reads what the exporter's BenchmarkPage shows.
func BenchmarkReading(b *testing.B) {
	fs := procfstest.Large(b, dir)
	b.ReportAllocs()
	for b.Loop() {
		for file, read := range readers {
			if err := read(fs); err != nil {
				b.Fatal(file, err)
			}
		}
	}
}
