package main

import (
	"maps"
	"slices"

	"github.com/prometheus/client_golang/prometheus"

	"plainmetrics/cmd/peerbench/exporter/procfs"
)

// memoryFields are the names in meminfo that are exported.
var memoryFields = []string{"MemTotal", "MemFree", "MemAvailable", "Buffers", "Cached", "SwapTotal", "SwapFree"}

// hostCollector collects metrics about the host from its proc filesystem. A
// file that can't be read costs the metrics from that file.
type hostCollector struct {
	fs         procfs.FS
	readErrors *prometheus.CounterVec

	load   [3]*prometheus.Desc
	memory map[string]*prometheus.Desc

	cpu             *prometheus.Desc
	interrupts      *prometheus.Desc
	contextSwitches *prometheus.Desc
	forks           *prometheus.Desc
	bootTime        *prometheus.Desc
	running         *prometheus.Desc
	blocked         *prometheus.Desc

	receivedBytes   *prometheus.Desc
	sentBytes       *prometheus.Desc
	receivedPackets *prometheus.Desc
	sentPackets     *prometheus.Desc
	networkErrors   *prometheus.Desc
	discarded       *prometheus.Desc

	reads        *prometheus.Desc
	writes       *prometheus.Desc
	readBytes    *prometheus.Desc
	writtenBytes *prometheus.Desc
	ioInFlight   *prometheus.Desc
	ioTime       *prometheus.Desc

	pressure    *prometheus.Desc
	filesystems *prometheus.Desc
	uname       *prometheus.Desc
}

func newHostCollector(fs procfs.FS) *hostCollector {
	desc := func(name, help string, labels ...string) *prometheus.Desc {
		return prometheus.NewDesc(prometheus.BuildFQName("host", "", name), help, labels, nil)
	}
	return &hostCollector{
		fs: fs,
		readErrors: prometheus.NewCounterVec(prometheus.CounterOpts{
			Namespace: "host",
			Name:      "read_errors_total",
			Help:      "Files of the proc filesystem that could not be read.",
		}, []string{"file"}),

		load: [3]*prometheus.Desc{
			desc("load1", "Load average of 1 minute."),
			desc("load5", "Load average of 5 minutes."),
			desc("load15", "Load average of 15 minutes."),
		},
		memory: map[string]*prometheus.Desc{
			"MemTotal":     desc("memory_size_bytes", "Memory of the host."),
			"MemFree":      desc("memory_free_bytes", "Memory that nothing uses."),
			"MemAvailable": desc("memory_available_bytes", "Memory that programs can get without swapping."),
			"Buffers":      desc("memory_buffers_bytes", "Memory in buffers of block devices."),
			"Cached":       desc("memory_cached_bytes", "Memory in the page cache."),
			"SwapTotal":    desc("swap_size_bytes", "Size of the swap space."),
			"SwapFree":     desc("swap_free_bytes", "Swap space that nothing uses."),
		},

		cpu:             desc("cpu_seconds_total", "Time that the processors spent in each mode.", "cpu", "mode"),
		interrupts:      desc("interrupts_total", "Interrupts served."),
		contextSwitches: desc("context_switches_total", "Context switches."),
		forks:           desc("forks_total", "Processes and threads started."),
		bootTime:        desc("boot_time_seconds", "Time of the last boot, in seconds since 1970."),
		running:         desc("processes_running", "Processes that run or could run."),
		blocked:         desc("processes_blocked", "Processes that wait for I/O."),

		receivedBytes:   desc("network_received_bytes_total", "Bytes received by the interface.", "device"),
		sentBytes:       desc("network_sent_bytes_total", "Bytes sent by the interface.", "device"),
		receivedPackets: desc("network_received_packets_total", "Packets received by the interface.", "device"),
		sentPackets:     desc("network_sent_packets_total", "Packets sent by the interface.", "device"),
		networkErrors:   desc("network_errors_total", "Packets with errors, by direction.", "device", "direction"),
		discarded:       desc("network_discarded_packets_total", "Packets discarded, by direction.", "device", "direction"),

		reads:        desc("disk_reads_total", "Reads completed.", "device"),
		writes:       desc("disk_writes_total", "Writes completed.", "device"),
		readBytes:    desc("disk_read_bytes_total", "Bytes read.", "device"),
		writtenBytes: desc("disk_written_bytes_total", "Bytes written.", "device"),
		ioInFlight:   desc("disk_io_in_flight", "Reads and writes in progress.", "device"),
		ioTime:       desc("disk_io_seconds_total", "Time with a read or write in progress.", "device"),

		pressure:    desc("pressure_waiting_seconds_total", "Time in which tasks waited for the resource.", "resource"),
		filesystems: desc("filesystem_type_info", "Types of filesystems that the kernel knows.", "type", "device"),
		uname:       desc("uname_info", "Name and release of the operating system.", "sysname", "release", "nodename"),
	}
}

// Describe implements prometheus.Collector.
func (c *hostCollector) Describe(ch chan<- *prometheus.Desc) {
	c.readErrors.Describe(ch)
	for _, desc := range c.load {
		ch <- desc
	}
	for _, desc := range c.memory {
		ch <- desc
	}
	ch <- c.cpu
	ch <- c.interrupts
	ch <- c.contextSwitches
	ch <- c.forks
	ch <- c.bootTime
	ch <- c.running
	ch <- c.blocked
	ch <- c.receivedBytes
	ch <- c.sentBytes
	ch <- c.receivedPackets
	ch <- c.sentPackets
	ch <- c.networkErrors
	ch <- c.discarded
	ch <- c.reads
	ch <- c.writes
	ch <- c.readBytes
	ch <- c.writtenBytes
	ch <- c.ioInFlight
	ch <- c.ioTime
	ch <- c.pressure
	ch <- c.filesystems
	ch <- c.uname
}

// Collect implements prometheus.Collector.
func (c *hostCollector) Collect(ch chan<- prometheus.Metric) {
	c.collectLoad(ch)
	c.collectMemory(ch)
	c.collectStat(ch)
	c.collectNetwork(ch)
	c.collectDisks(ch)
	c.collectPressure(ch)
	c.collectFilesystems(ch)
	c.collectUname(ch)
	c.readErrors.Collect(ch)
}

// fail reports that the file could not be read, in place of desc's metrics.
func (c *hostCollector) fail(ch chan<- prometheus.Metric, file string, desc *prometheus.Desc, err error) {
	c.readErrors.WithLabelValues(file).Inc()
	ch <- prometheus.NewInvalidMetric(desc, err)
}

func counter(ch chan<- prometheus.Metric, desc *prometheus.Desc, v float64, labels ...string) {
	ch <- prometheus.MustNewConstMetric(desc, prometheus.CounterValue, v, labels...)
}

func gauge(ch chan<- prometheus.Metric, desc *prometheus.Desc, v float64, labels ...string) {
	ch <- prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, v, labels...)
}

func (c *hostCollector) collectLoad(ch chan<- prometheus.Metric) {
	load, err := c.fs.LoadAverage()
	if err != nil {
		c.fail(ch, "loadavg", c.load[0], err)
		return
	}
	for i, desc := range c.load {
		gauge(ch, desc, load[i])
	}
}

func (c *hostCollector) collectMemory(ch chan<- prometheus.Metric) {
	memory, err := c.fs.Memory()
	if err != nil {
		c.fail(ch, "meminfo", c.memory["MemTotal"], err)
		return
	}
	for _, field := range memoryFields {
		if v, ok := memory[field]; ok {
			gauge(ch, c.memory[field], v)
		}
	}
}

func (c *hostCollector) collectStat(ch chan<- prometheus.Metric) {
	stat, err := c.fs.Stat()
	if err != nil {
		c.fail(ch, "stat", c.cpu, err)
		return
	}
	for _, cpu := range stat.CPUs {
		for i, mode := range procfs.Modes {
			counter(ch, c.cpu, cpu.Seconds[i], cpu.Name, mode)
		}
	}
	counter(ch, c.interrupts, stat.Interrupts)
	counter(ch, c.contextSwitches, stat.ContextSwitches)
	counter(ch, c.forks, stat.Forks)
	gauge(ch, c.bootTime, stat.BootTime)
	gauge(ch, c.running, stat.Running)
	gauge(ch, c.blocked, stat.Blocked)
}

func (c *hostCollector) collectNetwork(ch chan<- prometheus.Metric) {
	interfaces, err := c.fs.Interfaces()
	if err != nil {
		c.fail(ch, "net/dev", c.receivedBytes, err)
		return
	}
	for _, i := range interfaces {
		counter(ch, c.receivedBytes, i.ReceivedBytes, i.Name)
		counter(ch, c.sentBytes, i.SentBytes, i.Name)
		counter(ch, c.receivedPackets, i.ReceivedPackets, i.Name)
		counter(ch, c.sentPackets, i.SentPackets, i.Name)
		counter(ch, c.networkErrors, i.ReceivedErrors, i.Name, "received")
		counter(ch, c.networkErrors, i.SentErrors, i.Name, "sent")
		counter(ch, c.discarded, i.ReceivedDiscarded, i.Name, "received")
		counter(ch, c.discarded, i.SentDiscarded, i.Name, "sent")
	}
}

func (c *hostCollector) collectDisks(ch chan<- prometheus.Metric) {
	disks, err := c.fs.Disks()
	if err != nil {
		c.fail(ch, "diskstats", c.reads, err)
		return
	}
	for _, d := range disks {
		counter(ch, c.reads, d.Reads, d.Name)
		counter(ch, c.writes, d.Writes, d.Name)
		counter(ch, c.readBytes, d.ReadBytes, d.Name)
		counter(ch, c.writtenBytes, d.WrittenBytes, d.Name)
		gauge(ch, c.ioInFlight, d.InFlight, d.Name)
		counter(ch, c.ioTime, d.Seconds, d.Name)
	}
}

func (c *hostCollector) collectPressure(ch chan<- prometheus.Metric) {
	for _, resource := range []string{"cpu", "io", "memory"} {
		seconds, err := c.fs.Pressure(resource)
		if err != nil {
			c.fail(ch, "pressure/"+resource, c.pressure, err)
			continue
		}
		counter(ch, c.pressure, seconds, resource)
	}
}

func (c *hostCollector) collectFilesystems(ch chan<- prometheus.Metric) {
	types, err := c.fs.Filesystems()
	if err != nil {
		c.fail(ch, "filesystems", c.filesystems, err)
		return
	}
	for _, t := range types {
		device := "block"
		if t.NoDevice {
			device = "none"
		}
		gauge(ch, c.filesystems, 1, t.Type, device)
	}
}

func (c *hostCollector) collectUname(ch chan<- prometheus.Metric) {
	var names [3]string
	for i, file := range []string{"ostype", "osrelease", "hostname"} {
		name, err := c.fs.Kernel(file)
		if err != nil {
			c.fail(ch, "sys/kernel/"+file, c.uname, err)
			return
		}
		names[i] = name
	}
	gauge(ch, c.uname, 1, names[:]...)
}

// counterCollector collects the counters of vmstat. The kernel decides which
// ones there are, so there is a Desc for each only when it is collected.
type counterCollector struct {
	fs procfs.FS
}

// Describe sends nothing: the collector is unchecked.
func (c counterCollector) Describe(chan<- *prometheus.Desc) {}

// Collect implements prometheus.Collector.
func (c counterCollector) Collect(ch chan<- prometheus.Metric) {
	counters, err := c.fs.Counters()
	if err != nil {
		ch <- prometheus.NewInvalidMetric(prometheus.NewInvalidDesc(err), err)
		return
	}
	for _, name := range slices.Sorted(maps.Keys(counters)) {
		desc := prometheus.NewDesc(prometheus.BuildFQName("host", "vmstat", name), "Field "+name+" of vmstat.", nil, nil)
		ch <- prometheus.MustNewConstMetric(desc, prometheus.UntypedValue, counters[name])
	}
}
