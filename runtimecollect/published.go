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

// familyName joins "go", the path and the unit of the metric's name with
// underscores, and adds "_total" for a counter. The name is empty for a
// metric without a unit or with a path of a single element: client_golang
// leaves such metrics out.
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

// unitOf returns the unit at the end of a metric's name.
func unitOf(name string) string {
	_, unit, _ := strings.Cut(name, ":")
	return unit
}
