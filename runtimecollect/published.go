package runtimecollect

import (
	"runtime/metrics"
	"strings"

	"plainmetrics/expfmt"
)

// publishedRows returns a row, made by rowOf, for each described metric that
// the decisions allow and a family can represent.
func publishedRows(described []metrics.Description, ds decisions, rowOf func(metrics.Description) *row) []*row {
	var rows []*row
	for _, d := range described {
		if ds.allow(d.Name) && publishable(d) {
			rows = append(rows, rowOf(d))
		}
	}
	return rows
}

// publishable reports whether a family can represent the metric: true for
// every metric with a unit in Go 1.26. A later Go may have other kinds of
// values.
func publishable(d metrics.Description) bool {
	switch d.Kind {
	case metrics.KindUint64, metrics.KindFloat64, metrics.KindFloat64Histogram:
		return expfmt.IsLegacyName(familyName(d))
	}
	return false
}

// rowOf returns the row that publishes a metric of the runtime, with the
// name and the HELP text of client_golang.
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

// scalarRow is rowOf without histograms.
func scalarRow(d metrics.Description) *row {
	text := d.Description + " Sourced from " + d.Name + "."
	r := &row{
		name:    familyName(d),
		typ:     expfmt.TypeGauge,
		help:    help{Current: text, Legacy: text},
		unit:    unitName(unitOf(d.Name)),
		metrics: []string{d.Name},
		value:   sum,
	}
	if d.Cumulative {
		r.typ = expfmt.TypeCounter
	}
	return r
}

// pathName returns the path of a metric as part of a family's name. A
// package variable with a Replacer would be linked into every program that
// serves pages, with 0.8 kB of code.
func pathName(path string) string { return strings.NewReplacer("/", "_", "-", "_").Replace(path) }

// unitName returns a unit as part of a family's name.
func unitName(unit string) string {
	return strings.NewReplacer("/", "_per_", "-", "_", "*", "_").Replace(unit)
}

// familyName joins "go", the path and the unit of the metric's name with
// underscores, and adds "_total" for a counter. The name is empty for a
// metric without a unit or with a path of a single element: client_golang
// leaves such metrics out.
func familyName(d metrics.Description) string {
	path, unit, ok := strings.Cut(d.Name, ":")
	if !ok || strings.LastIndexByte(path, '/') < 1 {
		return ""
	}
	name := "go" + pathName(path) + "_" + unitName(unit)
	if d.Cumulative && d.Kind != metrics.KindFloat64Histogram {
		name += "_total"
	}
	return name
}

// unitOf returns the unit at the end of a metric's name.
func unitOf(name string) string {
	_, unit, _ := strings.Cut(name, ":")
	return unit
}
