package proccollect

// memoryCounters is the used part of PROCESS_MEMORY_COUNTERS_EX, in bytes.
type memoryCounters struct {
	workingSet uint64 // resident
	private    uint64 // committed for this process alone
}

// memoryCountersSize is the size of the structure where an address has word
// bytes: two numbers of 4 bytes, and nine sizes.
func memoryCountersSize(word int) int { return 8 + 9*word }

// parseMemoryCounters reads the second size and the last. The structure has
// no holes.
func parseMemoryCounters(raw []byte, word int) memoryCounters {
	size := func(i int) uint64 { return littleEndian(raw[8+i*word:][:word]) }
	return memoryCounters{workingSet: size(1), private: size(8)}
}

// littleEndian reads a number of at most 8 bytes with the lowest byte first,
// as all processors of Windows and macOS have it. Package encoding/binary
// would bring reflection along.
func littleEndian[bytes []byte | string](raw bytes) uint64 {
	var n uint64
	for i := range len(raw) {
		n |= uint64(raw[i]) << (8 * i)
	}
	return n
}
