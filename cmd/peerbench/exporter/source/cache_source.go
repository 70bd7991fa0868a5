package main

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"plainmetrics/cmd/peerbench/exporter/cache"
	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// cacheSource writes the statistics of a cache. If the cache does not
// answer, there is cache_up alone.
type cacheSource struct {
	address  string
	timeout  time.Duration
	families []*expfmt.Family

	mutex   sync.Mutex // one connection at a time
	errors  registry.Counter
	scrapes registry.Counter

	up            *registry.LabeledFamily
	version       *registry.LabeledFamily
	started       *registry.LabeledFamily
	connections   *registry.LabeledFamily
	opened        *registry.LabeledFamily
	items         *registry.LabeledFamily
	stored        *registry.LabeledFamily
	removed       *registry.LabeledFamily
	memory        *registry.LabeledFamily
	memoryLimit   *registry.LabeledFamily
	read          *registry.LabeledFamily
	written       *registry.LabeledFamily
	commands      *registry.LabeledFamily
	latency       *registry.LabeledFamily
	chunkSize     *registry.LabeledFamily
	chunks        *registry.LabeledFamily
	sizes         *registry.LabeledFamily
	wait          *registry.LabeledFamily
	snapshotItems *registry.LabeledFamily
}

func newCacheSource(address string, timeout time.Duration) *cacheSource {
	s := &cacheSource{
		address: address,
		timeout: timeout,
		errors: registry.NewCounter(registry.CounterOpts{
			Namespace: "cache", Subsystem: "exporter", Name: "errors_total",
			Help: "Scrapes for which the cache had no answer.",
		}),
		scrapes: registry.NewCounter(registry.CounterOpts{
			Namespace: "cache", Subsystem: "exporter", Name: "scrapes_total",
			Help: "Scrapes of the cache.",
		}),
	}
	s.families = slices.Concat(s.errors.Families(), s.scrapes.Families())
	add := func(typ expfmt.Type, name, help string, labels ...string) *registry.LabeledFamily {
		f := registry.MustLabeledFamily(registry.Opts{Namespace: "cache", Name: name, Help: help}, typ, labels...)
		s.families = append(s.families, f.Family)
		return f
	}
	counter := func(name, help string, labels ...string) *registry.LabeledFamily {
		return add(expfmt.TypeCounter, name, help, labels...)
	}
	gauge := func(name, help string, labels ...string) *registry.LabeledFamily {
		return add(expfmt.TypeGauge, name, help, labels...)
	}

	s.up = gauge("up", "Whether the cache answered.")
	s.version = gauge("version_info", "Version of the cache.", "version")
	s.started = gauge("start_time_seconds", "Time of the start, in seconds since 1970.")
	s.connections = gauge("connections", "Open connections.")
	s.opened = counter("connections_total", "Connections opened.")
	s.items = gauge("items", "Items in the cache.")
	s.stored = counter("items_total", "Items stored.")
	s.removed = counter("items_removed_total", "Items removed, by reason.", "reason")
	s.memory = gauge("memory_bytes", "Memory used by items.")
	s.memoryLimit = gauge("memory_limit_bytes", "Memory that items may use.")
	s.read = counter("read_bytes_total", "Bytes read from clients.")
	s.written = counter("written_bytes_total", "Bytes written to clients.")
	s.commands = counter("commands_total", "Commands, by result.", "command", "result")
	s.latency = add(expfmt.TypeHistogram, "command_duration_seconds", "Time to serve a command.", "command")
	s.chunkSize = gauge("slab_chunk_size_bytes", "Size of the chunks of a slab class.", "slab")
	s.chunks = gauge("slab_chunks", "Chunks of a slab class, by state.", "slab", "state")
	s.sizes = add(expfmt.TypeHistogram, "item_size_bytes", "Sizes of the items.")
	s.wait = add(expfmt.TypeSummary, "queue_wait_seconds", "Time that commands waited for a thread.")
	s.snapshotItems = gauge("snapshot_items", "Items in the last snapshot on disk.")
	return s
}

// Families implements registry.Describer.
func (s *cacheSource) Families() []*expfmt.Family { return s.families }

// Encode implements registry.Source. A cache that does not answer is no
// error of the source: cache_up says so.
func (s *cacheSource) Encode(ctx context.Context, enc expfmt.Encoder) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()

	s.scrapes.Inc()
	limited, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	up := 0.0
	reading, err := cache.Read(limited, s.address)
	if err == nil {
		err = s.encodeGeneral(enc, reading)
	}
	if err != nil {
		s.errors.Inc()
		err = nil // cache_up says so
	} else {
		up = 1
		err = errors.Join(s.encodeCommands(enc, reading), s.encodeItems(enc, reading))
	}
	s.up.Value(enc, up)
	return errors.Join(err, s.errors.Encode(ctx, enc), s.scrapes.Encode(ctx, enc))
}

// encodeGeneral writes the series that are a general statistic each, or none
// if one is missing.
func (s *cacheSource) encodeGeneral(enc expfmt.Encoder, r *cache.Reading) error {
	series := []struct {
		family *registry.LabeledFamily
		stat   string
		labels []string
		value  float64
	}{
		{family: s.started, stat: "started"},
		{family: s.connections, stat: "curr_connections"},
		{family: s.opened, stat: "total_connections"},
		{family: s.items, stat: "curr_items"},
		{family: s.stored, stat: "total_items"},
		{family: s.removed, stat: "evictions", labels: []string{"evicted"}},
		{family: s.removed, stat: "expired", labels: []string{"expired"}},
		{family: s.memory, stat: "bytes"},
		{family: s.memoryLimit, stat: "limit_maxbytes"},
		{family: s.read, stat: "bytes_read"},
		{family: s.written, stat: "bytes_written"},
	}
	for i := range series {
		var err error
		if series[i].value, err = r.General.Float(series[i].stat); err != nil {
			return err
		}
	}
	for _, member := range series {
		p := expfmt.Point{Value: member.value}
		if member.family.Type() == expfmt.TypeCounter { // counts since the start
			p.Created = r.Started.UnixNano()
		}
		member.family.Point(enc, &p, member.labels...)
	}
	s.version.Value(enc, 1, r.General["version"])
	return nil
}

func (s *cacheSource) encodeCommands(enc expfmt.Encoder, r *cache.Reading) error {
	for _, command := range r.Commands {
		s.commands.Value(enc, command.Hits, command.Name, "hit")
		s.commands.Value(enc, command.Misses, command.Name, "miss")
		latency, err := histogram(command.Latency)
		if err != nil {
			return err
		}
		latency.Created = r.Started.UnixNano()
		if err := addExemplar(latency, command.Slowest); err != nil {
			return err
		}
		s.latency.Point(enc, latency, command.Name)
	}
	quantiles := slices.Sorted(maps.Keys(r.Wait.Quantiles))
	bounds, err := expfmt.Quantiles(quantiles)
	if err != nil {
		return err
	}
	wait := expfmt.Point{Sum: r.Wait.Sum, Count: r.Wait.Count, Bounds: bounds}
	for _, quantile := range quantiles {
		wait.Values = append(wait.Values, r.Wait.Quantiles[quantile])
	}
	s.wait.Point(enc, &wait)
	return nil
}

// histogram returns h as a point.
func histogram(h cache.Histogram) (*expfmt.Point, error) {
	upper := slices.Sorted(maps.Keys(h.Buckets))
	bounds, err := expfmt.Buckets(upper)
	if err != nil {
		return nil, err
	}
	p := &expfmt.Point{Sum: h.Sum, Count: h.Count, Bounds: bounds}
	for _, bound := range upper {
		p.Counts = append(p.Counts, h.Buckets[bound])
	}
	return p, nil
}

// addExemplar gives the bucket of the request an exemplar.
func addExemplar(p *expfmt.Point, request *cache.Request) error {
	if request == nil {
		return nil
	}
	trace, err := expfmt.Labels(expfmt.Label{Name: "trace_id", Value: request.TraceID})
	if err != nil {
		return err
	}
	bucket, _ := slices.BinarySearch(p.Bounds.At(), request.Seconds)
	p.Exemplars = make([]*expfmt.Exemplar, p.Bounds.Len()+1)
	p.Exemplars[bucket] = &expfmt.Exemplar{Labels: trace, Value: request.Seconds, Time: request.Time.UnixNano()}
	return nil
}

func (s *cacheSource) encodeItems(enc expfmt.Encoder, r *cache.Reading) error {
	for _, slab := range r.Slabs {
		s.chunkSize.Value(enc, slab.ChunkSize, slab.Class)
		s.chunks.Value(enc, slab.Used, slab.Class, "used")
		s.chunks.Value(enc, slab.Free, slab.Class, "free")
	}
	sizes, err := histogram(r.Sizes)
	if err != nil {
		return err
	}
	s.sizes.Point(enc, sizes)
	s.snapshotItems.Point(enc, &expfmt.Point{
		Value: r.Snapshot.Items, Timestamp: r.Snapshot.Time.UnixMilli(), HasTimestamp: true,
	})
	return nil
}
