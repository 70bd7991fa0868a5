package main

import (
	"context"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"plainmetrics/cmd/peerbench/exporter/cache"
)

// cacheCollector collects the statistics of a cache. If the cache does not
// answer, there is cache_up alone.
type cacheCollector struct {
	address string
	timeout time.Duration

	mutex   sync.Mutex // one connection at a time
	errors  prometheus.Counter
	scrapes prometheus.Counter

	up            *prometheus.Desc
	version       *prometheus.Desc
	started       *prometheus.Desc
	connections   *prometheus.Desc
	opened        *prometheus.Desc
	items         *prometheus.Desc
	stored        *prometheus.Desc
	removed       *prometheus.Desc
	memory        *prometheus.Desc
	memoryLimit   *prometheus.Desc
	read          *prometheus.Desc
	written       *prometheus.Desc
	commands      *prometheus.Desc
	latency       *prometheus.Desc
	chunkSize     *prometheus.Desc
	chunks        *prometheus.Desc
	sizes         *prometheus.Desc
	wait          *prometheus.Desc
	snapshotItems *prometheus.Desc
}

func newCacheCollector(address string, timeout time.Duration) *cacheCollector {
	desc := func(name, help string, labels ...string) *prometheus.Desc {
		return prometheus.NewDesc(prometheus.BuildFQName("cache", "", name), help, labels, nil)
	}
	return &cacheCollector{
		address: address,
		timeout: timeout,
		errors: prometheus.NewCounter(prometheus.CounterOpts{
			Namespace: "cache", Subsystem: "exporter", Name: "errors_total",
			Help: "Scrapes for which the cache had no answer.",
		}),
		scrapes: prometheus.NewCounter(prometheus.CounterOpts{
			Namespace: "cache", Subsystem: "exporter", Name: "scrapes_total",
			Help: "Scrapes of the cache.",
		}),

		up:            desc("up", "Whether the cache answered."),
		version:       desc("version_info", "Version of the cache.", "version"),
		started:       desc("start_time_seconds", "Time of the start, in seconds since 1970."),
		connections:   desc("connections", "Open connections."),
		opened:        desc("connections_total", "Connections opened."),
		items:         desc("items", "Items in the cache."),
		stored:        desc("items_total", "Items stored."),
		removed:       desc("items_removed_total", "Items removed, by reason.", "reason"),
		memory:        desc("memory_bytes", "Memory used by items."),
		memoryLimit:   desc("memory_limit_bytes", "Memory that items may use."),
		read:          desc("read_bytes_total", "Bytes read from clients."),
		written:       desc("written_bytes_total", "Bytes written to clients."),
		commands:      desc("commands_total", "Commands, by result.", "command", "result"),
		latency:       desc("command_duration_seconds", "Time to serve a command.", "command"),
		chunkSize:     desc("slab_chunk_size_bytes", "Size of the chunks of a slab class.", "slab"),
		chunks:        desc("slab_chunks", "Chunks of a slab class, by state.", "slab", "state"),
		sizes:         desc("item_size_bytes", "Sizes of the items."),
		wait:          desc("queue_wait_seconds", "Time that commands waited for a thread."),
		snapshotItems: desc("snapshot_items", "Items in the last snapshot on disk."),
	}
}

// Describe implements prometheus.Collector.
func (c *cacheCollector) Describe(ch chan<- *prometheus.Desc) {
	ch <- c.errors.Desc()
	ch <- c.scrapes.Desc()
	ch <- c.up
	ch <- c.version
	ch <- c.started
	ch <- c.connections
	ch <- c.opened
	ch <- c.items
	ch <- c.stored
	ch <- c.removed
	ch <- c.memory
	ch <- c.memoryLimit
	ch <- c.read
	ch <- c.written
	ch <- c.commands
	ch <- c.latency
	ch <- c.chunkSize
	ch <- c.chunks
	ch <- c.sizes
	ch <- c.wait
	ch <- c.snapshotItems
}

// Collect implements prometheus.Collector.
func (c *cacheCollector) Collect(ch chan<- prometheus.Metric) {
	c.mutex.Lock()
	defer c.mutex.Unlock()

	up := 1.0
	c.scrapes.Inc()
	ctx, cancel := context.WithTimeout(context.Background(), c.timeout)
	defer cancel()
	reading, err := cache.Read(ctx, c.address)
	if err == nil {
		err = c.collectGeneral(ch, reading)
	}
	if err != nil {
		c.errors.Inc()
		up = 0
	} else {
		c.collectCommands(ch, reading)
		c.collectItems(ch, reading)
	}
	gauge(ch, c.up, up)
	ch <- c.errors
	ch <- c.scrapes
}

// collectGeneral sends the metrics that are a general statistic each, or
// none if one is missing.
func (c *cacheCollector) collectGeneral(ch chan<- prometheus.Metric, r *cache.Reading) error {
	var metrics []prometheus.Metric
	for _, m := range []struct {
		desc   *prometheus.Desc
		typ    prometheus.ValueType
		stat   string
		labels []string
	}{
		{c.started, prometheus.GaugeValue, "started", nil},
		{c.connections, prometheus.GaugeValue, "curr_connections", nil},
		{c.opened, prometheus.CounterValue, "total_connections", nil},
		{c.items, prometheus.GaugeValue, "curr_items", nil},
		{c.stored, prometheus.CounterValue, "total_items", nil},
		{c.removed, prometheus.CounterValue, "evictions", []string{"evicted"}},
		{c.removed, prometheus.CounterValue, "expired", []string{"expired"}},
		{c.memory, prometheus.GaugeValue, "bytes", nil},
		{c.memoryLimit, prometheus.GaugeValue, "limit_maxbytes", nil},
		{c.read, prometheus.CounterValue, "bytes_read", nil},
		{c.written, prometheus.CounterValue, "bytes_written", nil},
	} {
		v, err := r.General.Float(m.stat)
		if err != nil {
			return err
		}
		metrics = append(metrics, constMetric(m.desc, m.typ, v, r.Started, m.labels))
	}
	for _, metric := range metrics {
		ch <- metric
	}
	gauge(ch, c.version, 1, r.General["version"])
	return nil
}

// constMetric returns a metric; a counter counts since the given start.
func constMetric(desc *prometheus.Desc, typ prometheus.ValueType, v float64, start time.Time, labels []string) prometheus.Metric {
	if typ == prometheus.CounterValue {
		return prometheus.MustNewConstMetricWithCreatedTimestamp(desc, typ, v, start, labels...)
	}
	return prometheus.MustNewConstMetric(desc, typ, v, labels...)
}

func (c *cacheCollector) collectCommands(ch chan<- prometheus.Metric, r *cache.Reading) {
	for _, command := range r.Commands {
		counter(ch, c.commands, command.Hits, command.Name, "hit")
		counter(ch, c.commands, command.Misses, command.Name, "miss")
		h := command.Latency
		metric := prometheus.MustNewConstHistogramWithCreatedTimestamp(c.latency, h.Count, h.Sum, h.Buckets, r.Started, command.Name)
		if slowest := command.Slowest; slowest != nil {
			metric = prometheus.MustNewMetricWithExemplars(metric, prometheus.Exemplar{
				Value:     slowest.Seconds,
				Labels:    prometheus.Labels{"trace_id": slowest.TraceID},
				Timestamp: slowest.Time,
			})
		}
		ch <- metric
	}
	ch <- prometheus.MustNewConstSummary(c.wait, r.Wait.Count, r.Wait.Sum, r.Wait.Quantiles)
}

func (c *cacheCollector) collectItems(ch chan<- prometheus.Metric, r *cache.Reading) {
	for _, slab := range r.Slabs {
		gauge(ch, c.chunkSize, slab.ChunkSize, slab.Class)
		gauge(ch, c.chunks, slab.Used, slab.Class, "used")
		gauge(ch, c.chunks, slab.Free, slab.Class, "free")
	}
	ch <- prometheus.MustNewConstHistogram(c.sizes, r.Sizes.Count, r.Sizes.Sum, r.Sizes.Buckets)
	ch <- prometheus.NewMetricWithTimestamp(r.Snapshot.Time,
		prometheus.MustNewConstMetric(c.snapshotItems, prometheus.GaugeValue, r.Snapshot.Items))
}
