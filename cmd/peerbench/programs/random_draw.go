package main

import (
	"math"
	"strings"

	"github.com/prometheus/client_golang/prometheus"
)

func pick[T any](m *machine, from ...T) T { return from[m.IntN(len(from))] }

// number draws a number of any kind.
func (m *machine) number() float64 {
	switch m.IntN(8) {
	case 0, 1, 2:
		return float64(m.IntN(100))
	case 3:
		return m.Float64() * 100
	case 4:
		return math.Ldexp(m.Float64()-0.2, m.IntN(120)-40)
	case 5:
		return float64(m.Uint64() >> m.IntN(64))
	case 6:
		return pick(m, 0.5, 1e6, 1e6-1, 1e-5, 0.1, 1<<53, 1<<53+2, math.MaxUint64, math.MaxInt64, -1, -0.5)
	default:
		return pick(m, math.NaN(), math.Inf(1), math.Inf(-1), math.Copysign(0, -1), 0, math.MaxFloat64,
			-math.MaxFloat64, math.SmallestNonzeroFloat64, 1e300)
	}
}

// orderedNumber is number without NaN.
func (m *machine) orderedNumber() float64 {
	for {
		if v := m.number(); !math.IsNaN(v) {
			return v
		}
	}
}

// labelValue draws from few values, so programs use the same series again.
func (m *machine) labelValue() string {
	if m.IntN(60) == 0 {
		return "\xff" // no UTF-8
	}
	return pick(m, "", "0", "1", "10", "2", "a", "A", "a b", `"`, `\`, "\n", "ä", "日本", `a"\`+"\n", "\x00")
}

// values draws the values of a series of the vector, sometimes too many or
// too few.
func (m *machine) values(target *metric) []string {
	n := len(target.names)
	switch m.IntN(40) {
	case 0:
		n++
	case 1:
		n = max(0, n-1)
	}
	values := make([]string, n)
	for i := range values {
		values[i] = m.labelValue()
	}
	return values
}

// labels pairs names with values, and sometimes adds an unknown name.
func (m *machine) labels(names, values []string) prometheus.Labels {
	labels := prometheus.Labels{}
	for i, value := range values {
		name := "unknown"
		if i < len(names) && m.IntN(40) > 0 {
			name = names[i]
		}
		labels[name] = value
	}
	return labels
}

// someLabels draws labels for some of the names.
func (m *machine) someLabels(target *metric) prometheus.Labels {
	labels := prometheus.Labels{}
	for _, name := range target.names {
		if m.IntN(2) == 0 {
			labels[name] = m.labelValue()
		}
	}
	if m.IntN(30) == 0 {
		labels[pick(m, "unknown", "constant", "b")] = m.labelValue()
	}
	return labels
}

// exemplar draws an exemplar with one label, and mostly none. Not two
// labels: client_golang writes them in random order.
func (m *machine) exemplar() prometheus.Labels {
	switch m.IntN(8) {
	case 0:
		return prometheus.Labels{}
	case 1, 2:
		name := pick(m, "t", "t", "trace.id", "le", "ü", "__t", "", strings.Repeat("long", 32))
		return prometheus.Labels{name: m.labelValue()}
	}
	return nil
}
