package native

import (
	"math"
	"testing"
)

func TestSchemaOf(t *testing.T) {
	for _, test := range []struct {
		factor float64
		want   int32
	}{
		{1.0000001, 8}, {1.0027, 8}, {1.003, 8}, {1.0055, 7}, {1.1, 3}, {1.18, 3}, {1.19, 2}, {1.2, 2}, {1.5, 1}, {1.9, 1},
		{2, 0}, {3.9, 0}, {4, -1}, {16, -2}, {256, -3}, {65535, -3}, {65536, -4}, {1e300, -4}, {math.Inf(1), -4},
	} {
		if got := SchemaOf(test.factor); got != test.want {
			t.Errorf("factor %v: got %d, want %d", test.factor, got, test.want)
		}
	}
}

// The upper bound of a bucket is in the bucket, and the next number is not.
// Several buckets of subnormal numbers may have the same bound.
func TestUpperBound(t *testing.T) {
	for schema := int32(-4); schema <= 8; schema++ {
		c := newCounts(schema, 0)
		indexOf := func(v float64) int { return c.index(indexOf(v)) }
		for _, v := range edges() {
			if v < 0x1p-1022 {
				continue
			}
			index := indexOf(v)
			bound := UpperBound(index, schema)
			if v > bound || indexOf(bound) != index {
				t.Fatalf("schema %d: bucket %d with %v: got the upper bound %v, which is in bucket %d", schema, index, v, bound, indexOf(bound))
			}
			if next := math.Nextafter(bound, math.Inf(1)); !math.IsInf(bound, 1) && indexOf(next) != index+1 {
				t.Fatalf("schema %d: bucket %d: got the upper bound %v, and %v in bucket %d", schema, index, bound, next, indexOf(next))
			}
		}
	}
}

func TestUpperBoundsAtTheEnd(t *testing.T) {
	theTable()
	for _, test := range []struct {
		index  int
		schema int32
		want   float64
	}{
		{64, -4, math.MaxFloat64}, {65, -4, math.Inf(1)}, {63, -4, 0x1p1008},
		{1024, 0, math.MaxFloat64}, {1025, 0, math.Inf(1)}, {1023, 0, 0x1p1023},
		{262144, 8, math.MaxFloat64}, {262145, 8, math.Inf(1)}, {-128 << 8, 8, 0x1p-128}, {-1074, 0, 0x1p-1074},
	} {
		if got := UpperBound(test.index, test.schema); got != test.want {
			t.Errorf("bucket %d of schema %d: got %v, want %v", test.index, test.schema, got, test.want)
		}
	}
}
