package procfs

import "strings"

// An Interface is a line of net/dev.
type Interface struct {
	Name                             string
	ReceivedBytes, SentBytes         float64
	ReceivedPackets, SentPackets     float64
	ReceivedErrors, SentErrors       float64
	ReceivedDiscarded, SentDiscarded float64
}

// Interfaces returns the network interfaces in the order of net/dev.
func (fs FS) Interfaces() ([]Interface, error) {
	text, err := fs.read("net/dev")
	if err != nil {
		return nil, err
	}
	var interfaces []Interface
	for line := range strings.Lines(text) {
		if strings.Contains(line, "|") { // the two lines of the heading
			continue
		}
		// Old aliases have a colon of their own, as in eth0:1.
		colon := strings.LastIndexByte(line, ':')
		v, ok := numbers(strings.Fields(line[colon+1:]))
		if colon < 0 || !ok || len(v) < 12 {
			return nil, &ParseError{"net/dev", strings.TrimSpace(line)}
		}
		interfaces = append(interfaces, Interface{
			Name:          strings.TrimSpace(line[:colon]),
			ReceivedBytes: v[0], ReceivedPackets: v[1], ReceivedErrors: v[2], ReceivedDiscarded: v[3],
			SentBytes: v[8], SentPackets: v[9], SentErrors: v[10], SentDiscarded: v[11],
		})
	}
	return interfaces, nil
}

// sector is the number of bytes that diskstats counts as a sector, whatever
// the sectors of the disk are.
const sector = 512

// A Disk is a line of diskstats.
type Disk struct {
	Name                    string
	Reads, Writes           float64 // completed
	ReadBytes, WrittenBytes float64
	InFlight                float64 // operations
	Seconds                 float64 // with at least one operation in flight
}

// Disks returns the block devices in the order of diskstats.
func (fs FS) Disks() ([]Disk, error) {
	var disks []Disk
	err := fs.lines("diskstats", func(fields []string) bool {
		if len(fields) < 14 {
			return false
		}
		v, ok := numbers(fields[3:])
		if !ok {
			return false
		}
		disks = append(disks, Disk{
			Name:  fields[2],
			Reads: v[0], ReadBytes: v[2] * sector,
			Writes: v[4], WrittenBytes: v[6] * sector,
			InFlight: v[8], Seconds: v[9] / 1000,
		})
		return true
	})
	return disks, err
}
