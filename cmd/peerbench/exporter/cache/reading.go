package cache

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Histogram counts observations up to bounds.
type Histogram struct {
	Count   uint64
	Sum     float64
	Buckets map[float64]uint64 // cumulative, by upper bound, without +Inf
}

// A Request is a single one of many, with the trace that it belongs to.
type Request struct {
	TraceID string
	Seconds float64
	Time    time.Time
}

// A Command is what a cache counts of a command, such as get.
type Command struct {
	Name         string
	Hits, Misses float64
	Latency      Histogram // seconds
	Slowest      *Request  // nil if not known
}

// A Slab is a class of items of similar size.
type Slab struct {
	Class      string
	ChunkSize  float64 // bytes
	Used, Free float64 // chunks
}

// A Reading is all that the exporter asks a cache for.
type Reading struct {
	General  Stats
	Started  time.Time
	Commands []Command
	Slabs    []Slab
	Sizes    Histogram // of items, bytes
	Wait     struct {  // of requests in the queue, seconds
		Count     uint64
		Sum       float64
		Quantiles map[float64]float64
	}
	Snapshot struct { // the last one on disk
		Items float64
		Time  time.Time
	}
}

// Read asks the cache at address for all its statistics, on a connection of
// its own.
func Read(ctx context.Context, address string) (*Reading, error) {
	client, err := Dial(ctx, address)
	if err != nil {
		return nil, err
	}
	defer client.Close()
	groups := make(map[string]Stats)
	for _, group := range []string{"", "commands", "slabs", "sizes", "wait", "snapshot"} {
		if groups[group], err = client.Stats(group); err != nil {
			return nil, err
		}
	}
	p := parser{}
	r := &Reading{General: groups[""]}
	r.Started = time.Unix(int64(p.float(r.General, "started")), 0)
	for _, name := range prefixes(groups["commands"]) {
		r.Commands = append(r.Commands, p.command(groups["commands"], name))
	}
	for _, class := range prefixes(groups["slabs"]) {
		stats := groups["slabs"]
		r.Slabs = append(r.Slabs, Slab{class, p.float(stats, class+":chunk_size"),
			p.float(stats, class+":used_chunks"), p.float(stats, class+":free_chunks")})
	}
	r.Sizes = p.histogram(groups["sizes"], "")
	r.Wait.Count = uint64(p.float(groups["wait"], "count"))
	r.Wait.Sum = p.float(groups["wait"], "sum")
	r.Wait.Quantiles = make(map[float64]float64)
	p.numbered(groups["wait"], "quantile:", func(q, v float64) { r.Wait.Quantiles[q] = v })
	r.Snapshot.Items = p.float(groups["snapshot"], "items")
	r.Snapshot.Time = time.Unix(int64(p.float(groups["snapshot"], "time")), 0)
	if p.err != nil {
		return nil, p.err
	}
	return r, nil
}

// prefixes returns the parts of the names in front of the first colon,
// sorted.
func prefixes(stats Stats) []string {
	var found []string
	for name := range stats {
		if prefix, _, ok := strings.Cut(name, ":"); ok && !slices.Contains(found, prefix) {
			found = append(found, prefix)
		}
	}
	slices.Sort(found)
	return found
}

// A parser reads statistics, and keeps the first error.
type parser struct{ err error }

func (p *parser) float(stats Stats, name string) float64 {
	value, err := stats.Float(name)
	if p.err == nil {
		p.err = err
	}
	return value
}

// numbered calls take for each statistic whose name is the prefix and a
// number.
func (p *parser) numbered(stats Stats, prefix string, take func(number, value float64)) {
	for name := range stats {
		text, ok := strings.CutPrefix(name, prefix)
		if !ok {
			continue
		}
		number, err := strconv.ParseFloat(text, 64)
		if err != nil && p.err == nil {
			p.err = fmt.Errorf("cache: statistic %q: expected a number behind %q", name, prefix)
		}
		take(number, p.float(stats, name))
	}
}

func (p *parser) histogram(stats Stats, prefix string) Histogram {
	h := Histogram{
		Count:   uint64(p.float(stats, prefix+"count")),
		Sum:     p.float(stats, prefix+"sum"),
		Buckets: make(map[float64]uint64),
	}
	p.numbered(stats, prefix+"le:", func(bound, count float64) { h.Buckets[bound] = uint64(count) })
	return h
}

func (p *parser) command(stats Stats, name string) Command {
	command := Command{
		Name:    name,
		Hits:    p.float(stats, name+":hits"),
		Misses:  p.float(stats, name+":misses"),
		Latency: p.histogram(stats, name+":"),
	}
	if trace, ok := stats[name+":slowest_trace"]; ok {
		command.Slowest = &Request{
			TraceID: trace,
			Seconds: p.float(stats, name+":slowest_seconds"),
			Time:    time.Unix(int64(p.float(stats, name+":slowest_time")), 0),
		}
	}
	return command
}
