package main

import (
	"context"
	"errors"
	"sync"

	"plainmetrics/cmd/peerbench/exporter/procfs"
	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// memoryFields are the names in meminfo that are exported.
var memoryFields = []string{"MemTotal", "MemFree", "MemAvailable", "Buffers", "Cached", "SwapTotal", "SwapFree"}

// hostSource writes metrics about the host from its proc filesystem. A file
// that can't be read costs the metrics from that file.
type hostSource struct {
	fs         procfs.FS
	readErrors *registry.CounterVec
	families   []*expfmt.Family

	load   [3]*registry.LabeledFamily
	memory map[string]*registry.LabeledFamily

	cpu             *registry.LabeledFamily
	interrupts      *registry.LabeledFamily
	contextSwitches *registry.LabeledFamily
	forks           *registry.LabeledFamily
	bootTime        *registry.LabeledFamily
	running         *registry.LabeledFamily
	blocked         *registry.LabeledFamily

	receivedBytes   *registry.LabeledFamily
	sentBytes       *registry.LabeledFamily
	receivedPackets *registry.LabeledFamily
	sentPackets     *registry.LabeledFamily
	networkErrors   *registry.LabeledFamily
	discarded       *registry.LabeledFamily

	reads        *registry.LabeledFamily
	writes       *registry.LabeledFamily
	readBytes    *registry.LabeledFamily
	writtenBytes *registry.LabeledFamily
	ioInFlight   *registry.LabeledFamily
	ioTime       *registry.LabeledFamily

	pressure    *registry.LabeledFamily
	filesystems *registry.LabeledFamily
	uname       *registry.LabeledFamily
}

func newHostSource(fs procfs.FS) *hostSource {
	s := &hostSource{
		fs: fs,
		readErrors: registry.NewCounterVec(registry.CounterOpts{
			Namespace: "host",
			Name:      "read_errors_total",
			Help:      "Files of the proc filesystem that could not be read.",
		}, []string{"file"}),
	}
	s.families = s.readErrors.Families()
	add := func(typ expfmt.Type, name, help string, labels ...string) *registry.LabeledFamily {
		f := registry.MustLabeledFamily(registry.Opts{Namespace: "host", Name: name, Help: help}, typ, labels...)
		s.families = append(s.families, f.Family)
		return f
	}
	counter := func(name, help string, labels ...string) *registry.LabeledFamily {
		return add(expfmt.TypeCounter, name, help, labels...)
	}
	gauge := func(name, help string, labels ...string) *registry.LabeledFamily {
		return add(expfmt.TypeGauge, name, help, labels...)
	}

	s.load = [3]*registry.LabeledFamily{
		gauge("load1", "Load average of 1 minute."),
		gauge("load5", "Load average of 5 minutes."),
		gauge("load15", "Load average of 15 minutes."),
	}
	s.memory = map[string]*registry.LabeledFamily{
		"MemTotal":     gauge("memory_size_bytes", "Memory of the host."),
		"MemFree":      gauge("memory_free_bytes", "Memory that nothing uses."),
		"MemAvailable": gauge("memory_available_bytes", "Memory that programs can get without swapping."),
		"Buffers":      gauge("memory_buffers_bytes", "Memory in buffers of block devices."),
		"Cached":       gauge("memory_cached_bytes", "Memory in the page cache."),
		"SwapTotal":    gauge("swap_size_bytes", "Size of the swap space."),
		"SwapFree":     gauge("swap_free_bytes", "Swap space that nothing uses."),
	}

	s.cpu = counter("cpu_seconds_total", "Time that the processors spent in each mode.", "cpu", "mode")
	s.interrupts = counter("interrupts_total", "Interrupts served.")
	s.contextSwitches = counter("context_switches_total", "Context switches.")
	s.forks = counter("forks_total", "Processes and threads started.")
	s.bootTime = gauge("boot_time_seconds", "Time of the last boot, in seconds since 1970.")
	s.running = gauge("processes_running", "Processes that run or could run.")
	s.blocked = gauge("processes_blocked", "Processes that wait for I/O.")

	s.receivedBytes = counter("network_received_bytes_total", "Bytes received by the interface.", "device")
	s.sentBytes = counter("network_sent_bytes_total", "Bytes sent by the interface.", "device")
	s.receivedPackets = counter("network_received_packets_total", "Packets received by the interface.", "device")
	s.sentPackets = counter("network_sent_packets_total", "Packets sent by the interface.", "device")
	s.networkErrors = counter("network_errors_total", "Packets with errors, by direction.", "device", "direction")
	s.discarded = counter("network_discarded_packets_total", "Packets discarded, by direction.", "device", "direction")

	s.reads = counter("disk_reads_total", "Reads completed.", "device")
	s.writes = counter("disk_writes_total", "Writes completed.", "device")
	s.readBytes = counter("disk_read_bytes_total", "Bytes read.", "device")
	s.writtenBytes = counter("disk_written_bytes_total", "Bytes written.", "device")
	s.ioInFlight = gauge("disk_io_in_flight", "Reads and writes in progress.", "device")
	s.ioTime = counter("disk_io_seconds_total", "Time with a read or write in progress.", "device")

	s.pressure = counter("pressure_waiting_seconds_total", "Time in which tasks waited for the resource.", "resource")
	s.filesystems = gauge("filesystem_type_info", "Types of filesystems that the kernel knows.", "type", "device")
	s.uname = gauge("uname_info", "Name and release of the operating system.", "sysname", "release", "nodename")
	return s
}

// Families implements registry.Describer.
func (s *hostSource) Families() []*expfmt.Family { return s.families }

// Encode implements registry.Source.
func (s *hostSource) Encode(ctx context.Context, enc expfmt.Encoder) error {
	return errors.Join(
		s.encodeLoad(enc),
		s.encodeMemory(enc),
		s.encodeStat(enc),
		s.encodeNetwork(enc),
		s.encodeDisks(enc),
		s.encodePressure(enc),
		s.encodeFilesystems(enc),
		s.encodeUname(enc),
		s.readErrors.Encode(ctx, enc),
	)
}

// fail counts a file that could not be read, and returns the error.
func (s *hostSource) fail(file string, err error) error {
	s.readErrors.WithLabelValues(file).Inc()
	return err
}

func (s *hostSource) encodeLoad(enc expfmt.Encoder) error {
	load, err := s.fs.LoadAverage()
	if err != nil {
		return s.fail("loadavg", err)
	}
	for i, family := range s.load {
		family.Value(enc, load[i])
	}
	return nil
}

func (s *hostSource) encodeMemory(enc expfmt.Encoder) error {
	memory, err := s.fs.Memory()
	if err != nil {
		return s.fail("meminfo", err)
	}
	for _, field := range memoryFields {
		if v, ok := memory[field]; ok {
			s.memory[field].Value(enc, v)
		}
	}
	return nil
}

func (s *hostSource) encodeStat(enc expfmt.Encoder) error {
	stat, err := s.fs.Stat()
	if err != nil {
		return s.fail("stat", err)
	}
	for _, cpu := range stat.CPUs {
		for i, mode := range procfs.Modes {
			s.cpu.Value(enc, cpu.Seconds[i], cpu.Name, mode)
		}
	}
	s.interrupts.Value(enc, stat.Interrupts)
	s.contextSwitches.Value(enc, stat.ContextSwitches)
	s.forks.Value(enc, stat.Forks)
	s.bootTime.Value(enc, stat.BootTime)
	s.running.Value(enc, stat.Running)
	s.blocked.Value(enc, stat.Blocked)
	return nil
}

func (s *hostSource) encodeNetwork(enc expfmt.Encoder) error {
	interfaces, err := s.fs.Interfaces()
	if err != nil {
		return s.fail("net/dev", err)
	}
	for _, i := range interfaces {
		labels := s.receivedBytes.Labels(i.Name) // of four families
		enc.Value(s.receivedBytes.Family, labels, i.ReceivedBytes)
		enc.Value(s.sentBytes.Family, labels, i.SentBytes)
		enc.Value(s.receivedPackets.Family, labels, i.ReceivedPackets)
		enc.Value(s.sentPackets.Family, labels, i.SentPackets)
		s.networkErrors.Value(enc, i.ReceivedErrors, i.Name, "received")
		s.networkErrors.Value(enc, i.SentErrors, i.Name, "sent")
		s.discarded.Value(enc, i.ReceivedDiscarded, i.Name, "received")
		s.discarded.Value(enc, i.SentDiscarded, i.Name, "sent")
	}
	return nil
}

func (s *hostSource) encodeDisks(enc expfmt.Encoder) error {
	disks, err := s.fs.Disks()
	if err != nil {
		return s.fail("diskstats", err)
	}
	for _, d := range disks {
		labels := s.reads.Labels(d.Name) // of all families of disks
		enc.Value(s.reads.Family, labels, d.Reads)
		enc.Value(s.writes.Family, labels, d.Writes)
		enc.Value(s.readBytes.Family, labels, d.ReadBytes)
		enc.Value(s.writtenBytes.Family, labels, d.WrittenBytes)
		enc.Value(s.ioInFlight.Family, labels, d.InFlight)
		enc.Value(s.ioTime.Family, labels, d.Seconds)
	}
	return nil
}

func (s *hostSource) encodePressure(enc expfmt.Encoder) error {
	var failed error
	for _, resource := range []string{"cpu", "io", "memory"} {
		seconds, err := s.fs.Pressure(resource)
		if err != nil {
			failed = errors.Join(failed, s.fail("pressure/"+resource, err))
			continue
		}
		s.pressure.Value(enc, seconds, resource)
	}
	return failed
}

func (s *hostSource) encodeFilesystems(enc expfmt.Encoder) error {
	types, err := s.fs.Filesystems()
	if err != nil {
		return s.fail("filesystems", err)
	}
	for _, t := range types {
		device := "block"
		if t.NoDevice {
			device = "none"
		}
		s.filesystems.Value(enc, 1, t.Type, device)
	}
	return nil
}

func (s *hostSource) encodeUname(enc expfmt.Encoder) error {
	var names [3]string
	for i, file := range []string{"ostype", "osrelease", "hostname"} {
		name, err := s.fs.Kernel(file)
		if err != nil {
			return s.fail("sys/kernel/"+file, err)
		}
		names[i] = name
	}
	s.uname.Value(enc, 1, names[:]...)
	return nil
}

// counterSource writes the counters of vmstat. The kernel decides which ones
// there are, so the source has no Families, and makes each family when it
// meets the counter first.
type counterSource struct {
	fs procfs.FS

	mutex    sync.Mutex
	families map[string]*registry.LabeledFamily
}

func newCounterSource(fs procfs.FS) *counterSource {
	return &counterSource{fs: fs, families: make(map[string]*registry.LabeledFamily)}
}

// Encode implements registry.Source.
func (s *counterSource) Encode(_ context.Context, enc expfmt.Encoder) error {
	counters, err := s.fs.Counters()
	if err != nil {
		return err
	}
	for name, v := range counters {
		s.family(name).Value(enc, v)
	}
	return nil
}

func (s *counterSource) family(name string) *registry.LabeledFamily {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	f := s.families[name]
	if f == nil {
		f = registry.MustLabeledFamily(registry.Opts{Namespace: "host", Subsystem: "vmstat", Name: name, Help: "Field " + name + " of vmstat."}, expfmt.TypeUntyped)
		s.families[name] = f
	}
	return f
}
