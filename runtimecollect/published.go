package runtimecollect

import (
	"runtime/metrics"
	"strings"

	"plainmetrics/expfmt"
)

// publishedRows returns the rows of the described metrics that are allowed
// and that a family can be made of; rowOf makes them.
func publishedRows(described []metrics.Description, vs decisions, rowOf func(metrics.Description) *row) []*row {
	var rows []*row
	for _, d := range described {
		if vs.allow(d.Name) && publishable(d) {
			rows = append(rows, rowOf(d))
		}
	}
	return rows
}

// publishable reports whether a family can be made of the metric. It can
// of all that Go 1.26 has; a later Go may have other kinds.
func publishable(d metrics.Description) bool {
	switch d.Kind {
	case metrics.KindUint64, metrics.KindFloat64, metrics.KindFloat64Histogram:
		return expfmt.IsLegacyName(familyName(d))
	}
	return false
}

// rowOf returns the row that publishes a metric of the runtime under the
// name and with the HELP text that client_golang gives it.
func rowOf(d metrics.Description) *row {
	r := scalarRow(d)
	if d.Kind == metrics.KindFloat64Histogram {
		r.typ, r.value = expfmt.TypeHistogram, nil
		r.point = newHistogram(boundaries(d.Name), unitOf(d.Name)).point
		if total, ok := totals[d.Name]; ok {
			r.metrics = append(r.metrics, total)
		}
	}
	return r
}

// scalarRow is rowOf for a metric that is no histogram.
func scalarRow(d metrics.Description) *row {
	text := d.Description + " Sourced from " + d.Name + "."
	r := &row{
		name:    familyName(d),
		typ:     expfmt.TypeGauge,
		help:    help{Current: text, Legacy: text},
		unit:    unitToName.Replace(unitOf(d.Name)),
		metrics: []string{d.Name},
		value:   sum,
	}
	if d.Cumulative {
		r.typ = expfmt.TypeCounter
	}
	return r
}

var (
	pathToName = strings.NewReplacer("/", "_", "-", "_")
	unitToName = strings.NewReplacer("/", "_per_", "-", "_", "*", "_")
)

// familyName is go, the path and the unit of the metric's name, joined
// with underscores, and total if it is a counter. It is empty if there is
// no unit, or if the path has a single element: client_golang leaves such
// metrics out.
func familyName(d metrics.Description) string {
	path, unit, ok := strings.Cut(d.Name, ":")
	if !ok || strings.LastIndexByte(path, '/') < 1 {
		return ""
	}
	name := "go" + pathToName.Replace(path) + "_" + unitToName.Replace(unit)
	if d.Cumulative && d.Kind != metrics.KindFloat64Histogram {
		name += "_total"
	}
	return name
}

// unitOf returns the unit of a metric, which its name ends with.
func unitOf(name string) string {
	_, unit, _ := strings.Cut(name, ":")
	return unit
}
