package proccollect

import (
	"encoding/binary"
	"errors"
	"os"
	"strings"
	"testing"
)

// kinfoTable returns a table of processes, given as pairs of a number and a
// start.
func kinfoTable(pairs ...int64) string {
	table := make([]byte, kinfoSize*len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		entry := table[kinfoSize*i/2:]
		binary.LittleEndian.PutUint64(entry, uint64(pairs[i+1]))
		binary.LittleEndian.PutUint32(entry[8:], 999_999) // the microseconds
		binary.LittleEndian.PutUint32(entry[36:], 0x7f02) // the state, and what fills the hole behind it
		binary.LittleEndian.PutUint32(entry[40:], uint32(pairs[i]))
		binary.LittleEndian.PutUint32(entry[44:], 42) // not the number of this process
	}
	return string(table)
}

func TestFindStart(t *testing.T) {
	table := kinfoTable(1, 1700000000, 42, 1700000042, 99999, 1<<33, 0, 1)
	for _, test := range []struct {
		name, table string
		pid         int
		want        int64
		err         string
	}{
		{name: "first", table: table, pid: 1, want: 1700000000},
		{name: "in between", table: table, pid: 42, want: 1700000042},
		{name: "after 2106", table: table, pid: 99999, want: 1 << 33},
		{name: "cut zero", table: strings.TrimSuffix(table, "\x00"), pid: 42, want: 1700000042},
		{name: "only process, cut zero", table: strings.TrimSuffix(kinfoTable(42, 7), "\x00"), pid: 42, want: 7},
		{name: "last process, cut zero", table: strings.TrimSuffix(kinfoTable(1, 6, 42, 7), "\x00"), pid: 42, want: 7},
		{name: "missing", table: table, pid: 43, err: "process already finished"},
		{name: "empty", table: "", pid: 42, err: "expected a multiple of 648 bytes, found 0"},
		{name: "other size", table: table[:656], pid: 1, err: "expected a multiple of 648 bytes, found 656"},
		{name: "two bytes cut", table: table[:len(table)-2], pid: 1, err: "expected a multiple of 648 bytes, found 2590"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := findStart(test.table, test.pid, false)
			if got != test.want {
				t.Errorf("got %d, want %d", got, test.want)
			}
			checkError(t, err, nonEmpty(test.err)...)
		})
	}
}

// The kernel copies the whole table, so the start of this process, which does
// not move, is read once. The start of another process is read anew: its
// number may go to the next.
func TestReadStart(t *testing.T) {
	own := os.Getpid()
	r := reading{collector: New(newTree(t).options(Current))}
	var start int64
	sysctl := func(name string) (string, error) {
		if start == 0 {
			return "", errors.New("cannot allocate memory")
		}
		return kinfoTable(int64(own), start, int64(own)+1, start), nil
	}
	for _, test := range []struct {
		pid   int
		start int64
		want  float64
		err   string
	}{
		{own, 0, 0, "sysctl kern.proc.all: cannot allocate memory"},
		{own, 1700000001, 1700000001, ""},
		{own, 1700000002, 1700000001, ""},
		{own + 1, 1700000003, 1700000003, ""},
		{own + 1, 1700000004, 1700000004, ""},
		{own + 2, 1700000005, 1700000004, "sysctl kern.proc.all: os: process already finished"},
		{own, 1700000006, 1700000001, ""},
	} {
		r.pid, start = test.pid, test.start
		checkError(t, r.readStart(fromProcesses.name(), sysctl), nonEmpty(test.err)...)
		if got := r.values[startTime]; got != test.want {
			t.Errorf("process %d, start %d: got %v, want %v", test.pid, test.start, got, test.want)
		}
	}
}

// Another layout does not make this process one that is gone: the other
// families stay.
func TestFindStartOfThisProcess(t *testing.T) {
	table := kinfoTable(1, 1700000000)
	_, err := findStart(table, 42, true)
	checkError(t, err, "expected this process, found none with its number")
	if errors.Is(err, os.ErrProcessDone) {
		t.Errorf("got %v, want another error than for a process that is gone", err)
	}
	if _, err = findStart(table, 42, false); !errors.Is(err, os.ErrProcessDone) {
		t.Errorf("got %v for another process, want %v", err, os.ErrProcessDone)
	}
}
