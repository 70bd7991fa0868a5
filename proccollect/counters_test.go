package proccollect

import (
	"encoding/binary"
	"testing"
)

// The structures have numbers that tell their fields apart.
func TestParseMemoryCounters(t *testing.T) {
	narrow := make([]byte, memoryCountersSize(4))
	wide := make([]byte, memoryCountersSize(8))
	if len(narrow) != 44 || len(wide) != 80 {
		t.Fatalf("got structures of %d and %d bytes, want 44 and 80", len(narrow), len(wide))
	}
	for i := range 9 {
		binary.LittleEndian.PutUint32(narrow[8+4*i:], 0xf000_0000+uint32(i))
		binary.LittleEndian.PutUint64(wide[8+8*i:], 0xf000_0000_0000+uint64(i))
	}
	for _, test := range []struct {
		word int
		raw  []byte
		want memoryCounters
	}{
		{4, narrow, memoryCounters{workingSet: 0xf000_0001, private: 0xf000_0008}},
		{8, wide, memoryCounters{workingSet: 0xf000_0000_0001, private: 0xf000_0000_0008}},
	} {
		if got := parseMemoryCounters(test.raw, test.word); got != test.want {
			t.Errorf("addresses of %d bytes: got %+v, want %+v", test.word, got, test.want)
		}
	}
}
