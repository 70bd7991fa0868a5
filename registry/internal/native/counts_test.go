package native

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"plainmetrics/expfmt"
)

// plainCounts are the plain twin of Counts: maps from index to count.
type plainCounts struct {
	schema             int32
	zeroThreshold      float64
	zeroCount          uint64
	positive, negative map[int]uint64
}

func newPlainCounts(schema int32, zeroThreshold float64) *plainCounts {
	return &plainCounts{schema: schema, zeroThreshold: zeroThreshold, positive: map[int]uint64{}, negative: map[int]uint64{}}
}

func (p *plainCounts) add(v float64, n uint64) {
	index := indexOf(v)
	for range 8 - p.schema {
		index = int(math.Ceil(float64(index) / 2))
	}
	v = max(-math.MaxFloat64, min(v, math.MaxFloat64))
	switch {
	case v > p.zeroThreshold:
		p.positive[index] += n
	case v < -p.zeroThreshold:
		p.negative[index] += n
	case v == v:
		p.zeroCount += n
	}
}

func (p *plainCounts) merge(other *plainCounts) {
	p.zeroCount += other.zeroCount
	for index, n := range other.positive {
		p.positive[index] += n
	}
	for index, n := range other.negative {
		p.negative[index] += n
	}
}

func (p *plainCounts) halve() {
	if p.schema == -4 {
		return
	}
	halved := newPlainCounts(p.schema-1, p.zeroThreshold)
	for index, n := range p.positive {
		halved.positive[int(math.Ceil(float64(index)/2))] += n
	}
	for index, n := range p.negative {
		halved.negative[int(math.Ceil(float64(index)/2))] += n
	}
	halved.zeroCount = p.zeroCount
	*p = *halved
}

func (p *plainCounts) widen(limit float64) {
	indexes := slices.Sorted(maps.Keys(p.positive))
	indexes = slices.AppendSeq(indexes, maps.Keys(p.negative))
	if len(indexes) == 0 || p.zeroThreshold >= limit || UpperBound(slices.Min(indexes), p.schema) > limit {
		return
	}
	nearest := slices.Min(indexes)
	p.zeroThreshold = UpperBound(nearest, p.schema)
	p.zeroCount += p.positive[nearest] + p.negative[nearest]
	delete(p.positive, nearest)
	delete(p.negative, nearest)
}

// text returns the buckets as text.
func (p *plainCounts) text() string {
	text := fmt.Sprintf("schema %d, zero %v %d", p.schema, p.zeroThreshold, p.zeroCount)
	for _, buckets := range []map[int]uint64{p.negative, p.positive} {
		text += ";"
		for _, index := range slices.Sorted(maps.Keys(buckets)) {
			text += fmt.Sprintf(" %d:%d", index, buckets[index])
		}
	}
	return text
}

func newCounts(schema int32, zeroThreshold float64) (c Counts) {
	c.Init(schema, zeroThreshold, math.MaxInt)
	return c
}

// textOf returns the buckets of a point as text.
func textOf(h *expfmt.NativeHistogram) string {
	text := fmt.Sprintf("schema %d, zero %v %d", h.Schema, h.ZeroThreshold, h.ZeroCount)
	for _, buckets := range []expfmt.NativeBuckets{h.Negative, h.Positive} {
		text += ";"
		index, i := 0, 0
		for _, span := range buckets.Spans {
			index += int(span.Offset)
			for range span.Length {
				if n := buckets.Counts[i]; n > 0 {
					text += fmt.Sprintf(" %d:%d", index, n)
				}
				index, i = index+1, i+1
			}
		}
	}
	return text
}

// TestCounts does random operations on Counts and on their twins.
func TestCounts(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		schema := int32(r.IntN(13) - 4)
		threshold := []float64{0, 0x1p-128, 0.5, math.MaxFloat64}[r.IntN(4)]
		width := []float64{0.1, 2, 300}[r.IntN(3)]
		c, p := newCounts(schema, threshold), newPlainCounts(schema, threshold)
		for range 500 {
			v := math.Exp2(r.NormFloat64() * width)
			if r.IntN(2) == 0 {
				v = -v
			}
			if r.IntN(50) == 0 {
				v = []float64{0, math.NaN(), math.Inf(1), math.Inf(-1), 0x1p-1074, math.MaxFloat64}[r.IntN(6)]
			}
			n := 1 + r.Uint64N(2)
			before := len(p.positive) + len(p.negative)
			p.add(v, n)
			if isNew, want := c.Add(v, n), len(p.positive)+len(p.negative) > before; isNew != want {
				t.Fatalf("seed %d: Add(%v): got new %v, want %v", seed, v, isNew, want)
			}
			switch r.IntN(100) {
			case 0:
				if c.HalveResolution() != (p.schema > -4) {
					t.Fatalf("seed %d: HalveResolution at schema %d: got %v", seed, p.schema, p.schema == -4)
				}
				p.halve()
			case 1, 2, 3:
				limit := math.Exp2(r.NormFloat64() * width)
				last := p.zeroThreshold
				p.widen(limit)
				if c.WidenZeroBucket(limit) != (p.zeroThreshold > last) {
					t.Fatalf("seed %d: WidenZeroBucket(%v) of %v: got %v", seed, limit, last, p.zeroThreshold == last)
				}
			case 4:
				c2, p2 := newCounts(p.schema, p.zeroThreshold), newPlainCounts(p.schema, p.zeroThreshold)
				for range r.IntN(20) {
					c2.Add(v, 1)
					p2.add(v, 1)
					v *= 1.3
				}
				c.Merge(&c2)
				p.merge(p2)
			case 5:
				if r.IntN(10) == 0 {
					initial := newCounts(schema, threshold)
					c.InitLike(&initial)
					p = newPlainCounts(schema, threshold)
				}
			}
		}
		var point expfmt.NativeHistogram
		for range 2 { // the second time with memory
			c.AppendTo(&point)
			if got, want := textOf(&point), p.text(); got != want {
				t.Fatalf("seed %d:\ngot  %s\nwant %s", seed, got, want)
			}
		}
		if got, want := c.Populated(), len(p.positive)+len(p.negative); got != want {
			t.Fatalf("seed %d: got %d populated buckets, want %d", seed, got, want)
		}
		c.positive.check(t)
		c.negative.check(t)
	}
}

// With too many buckets, Add returns true until there was nothing to be done,
// for NaN never.
func TestLimit(t *testing.T) {
	var c Counts
	c.Init(3, 0.5, 2)
	for _, step := range []struct {
		v    float64
		want bool
	}{{1, true}, {1, false}, {0, false}, {2, true}, {2, false}, {4, true}, {4, false}, {0, true}, {math.NaN(), false}} {
		if got := c.Add(step.v, 1); got != step.want {
			t.Errorf("Add(%v): got %v, want %v", step.v, got, step.want)
		}
	}
	c.HalveResolution() // still three buckets
	for _, v := range []float64{4, 0} {
		if !c.Add(v, 1) {
			t.Errorf("Add(%v) after a step: got false, want true", v)
		}
	}
	c.WidenZeroBucket(1)
	for range 2 {
		if c.Add(4, 1) {
			t.Errorf("with two buckets: got true, want false")
		}
	}
}

// Values far apart at the highest resolution take little memory.
func TestMemory(t *testing.T) {
	c := newCounts(8, 0)
	for _, v := range []float64{1e-300, 1e300, -1e-300, -1e300, 1, 2} {
		c.Add(v, 1)
	}
	words := 0
	for _, side := range []buckets{c.positive, c.negative} {
		for _, w := range side.windows {
			words += len(w.counts)
		}
	}
	if limit := 6 * newWindow; words > limit {
		t.Errorf("got %d words for 6 buckets, want at most %d", words, limit)
	}
}
