package native

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"plainmetrics/expfmt"
)

// An exemplar's time is its place in the list, in seconds.
func TestExemplars(t *testing.T) {
	for _, test := range []struct {
		name   string
		limit  int
		ttl    time.Duration
		values []float64
		want   string // the values that stay
	}{
		{"sorted", 4, time.Hour, []float64{3, 1, 2}, "1 2 3"},
		{"limit 1: the latest", 1, time.Hour, []float64{3, 1, 2}, "2"},
		{"the older of the nearest two goes", 3, time.Hour, []float64{1, 100, 110, 10}, "1 10 110"},
		{"a neighbour that is nearer goes", 3, time.Hour, []float64{1, 10, 1000, 11}, "1 11 1000"},
		{"the neighbour above", 3, time.Hour, []float64{1, 10, 1000, 900}, "1 10 900"},
		{"an old one goes", 3, time.Second, []float64{1, 100, 110, 10}, "10 100 110"},
		{"not yet old", 3, 3 * time.Second, []float64{1, 100, 110, 10}, "1 10 110"},
		{"always the oldest", 2, -time.Hour, []float64{1, 2, 3, 4, 0}, "0 4"},
		{"no logarithms: the first two count as nearest", 3, time.Hour, []float64{-2, -1, 5, 5.1}, "-1 5 5.1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var x Exemplars
			for i, v := range test.values {
				x.Add(&expfmt.Exemplar{Value: v, Time: int64(i) * int64(time.Second)}, test.limit, test.ttl)
			}
			var got []string
			for _, e := range x {
				got = append(got, fmt.Sprint(e.Value))
			}
			if got := strings.Join(got, " "); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}
