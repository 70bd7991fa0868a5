package rows

import (
	"fmt"
	"math/rand/v2"
	"strconv"
)

// A shape is the content of a page: families with the same series in each
// library.
type shape []family

// A family has series of one kind, with the same label names and different
// values.
type family struct {
	name, help string
	kind       kind
	labels     []string   // in the order of their names, as the page has them
	values     [][]string // of the labels, of each series

	// draw returns the value of a series, or an observation of a histogram.
	// Each library gets the same numbers from r.
	draw func(r *rand.Rand) float64
}

type kind int

const (
	counter kind = iota
	gauge
	histogram // gets observations observations
	native    // a native histogram, likewise
)

const observations = 50

// random returns the source of a family's numbers, which starts anew at each
// call.
func (f *family) random() *rand.Rand { return rand.New(rand.NewPCG(uint64(len(f.values)), 1)) }

// numbers are values of counters, of all lengths; the largest have an
// exponent.
func numbers(r *rand.Rand) float64 { return float64(r.IntN(1_000_003)) }

// counterPage has 10 families of counters with the given number of series
// together. A line has about 83 bytes.
func counterPage(series int) shape {
	values := requestValues(max(1, series/10))
	var s shape
	for i := range 10 {
		s = append(s, family{
			name: fmt.Sprintf("http_requests_%d_total", i), help: "Requests served, by what was asked.",
			labels: []string{"code", "method", "path"}, values: values, draw: numbers,
		})
	}
	return s
}

// requestValues are the values of the labels code, method and path: 25
// series for each path.
func requestValues(series int) [][]string {
	codes := []string{"200", "204", "302", "404", "500"}
	methods := []string{"DELETE", "GET", "PATCH", "POST", "PUT"}
	values := make([][]string, series)
	path := ""
	for i := range values {
		if i%25 == 0 {
			path = fmt.Sprintf("/api/v1/items/%05d", i/25)
		}
		values[i] = []string{codes[i/5%5], methods[i%5], path}
	}
	return values
}

// histogramPage has a histogram of 11 buckets.
func histogramPage(series int) shape {
	return shape{{
		name: "http_request_duration_seconds", help: "How long requests took.", kind: histogram,
		labels: []string{"code", "method", "path"}, values: requestValues(series),
		draw: func(r *rand.Rand) float64 { return 3 * r.Float64() },
	}}
}

// nativePage has a native histogram.
func nativePage(series int) shape {
	s := histogramPage(series)
	s[0].kind = native
	return s
}

// middlePage has counters with different values of the label in the middle.
func middlePage(series int) shape {
	values := make([][]string, series)
	for i := range values {
		values[i] = []string{"eu-west-1", "10.0." + strconv.Itoa(i/256) + "." + strconv.Itoa(i%256), "production", "1.17.3"}
	}
	return shape{{
		name: "node_requests_total", help: "Requests served, by instance.",
		labels: []string{"datacenter", "instance", "stage", "version"}, values: values, draw: numbers,
	}}
}

// digitsPage has gauges with values of 16 or 17 digits.
func digitsPage(series int) shape {
	return shape{{
		name: "sensor_value", help: "What was measured last.", kind: gauge,
		labels: []string{"code", "method", "path"}, values: requestValues(series),
		draw: func(r *rand.Rand) float64 { return 100 * r.Float64() },
	}}
}
