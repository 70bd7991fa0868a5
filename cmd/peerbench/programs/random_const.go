package main

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
)

// An ownMetric fills in the model itself.
type ownMetric struct {
	desc *prometheus.Desc
	fill func(*dto.Metric) error
}

func (o *ownMetric) Desc() *prometheus.Desc        { return o.desc }
func (o *ownMetric) Write(model *dto.Metric) error { return o.fill(model) }

// writtenModel returns what a metric writes, and its descriptor, or its error.
// Not what it writes beside the error, nor an invalid descriptor, of which
// plainmetrics keeps little.
func writtenModel(metric prometheus.Metric) string {
	model := new(dto.Metric)
	if err := cmp.Or(metric.Write(model), metric.Desc().Err()); err != nil {
		return errorText(err)
	}
	return metric.Desc().String() + " " + metricModel(model)
}

// drawMetrics draws what the collector sends from now on.
func (m *machine) drawMetrics(c *collector) []prometheus.Metric {
	var metrics []prometheus.Metric
	for range m.IntN(7) {
		if len(metrics) > 0 && m.chance(kindDuplicates, 12) {
			metrics = append(metrics, pick(m, metrics...))
			continue
		}
		f := pick(m, c.families...)
		metrics = append(metrics, m.decorated(m.drawMetric(c, f), f))
	}
	return metrics
}

// decorated adds a timestamp or exemplars to some metrics.
func (m *machine) decorated(metric prometheus.Metric, f *ownFamily) prometheus.Metric {
	if m.chance(kindExemplars, 6) && mayHaveExemplars(metric) {
		with, err := withExemplars(metric, m.exemplars())
		if err != nil {
			m.say("exemplars: %s", errorText(err))
		} else if f.typ == "counter" || f.typ == "histogram" || m.IntN(4) == 0 {
			metric = with // others say that they can't
		}
	}
	// Not a series with a timestamp and without: plainmetrics has only one of
	// the two on a page.
	if f.isStamped {
		metric = withTimestamp(metric, m.time())
	}
	return metric
}

// mayHaveExemplars reports whether both libraries add exemplars in the same
// way. Not to metrics of the program, whose labels plainmetrics checks and
// sorts then.
func mayHaveExemplars(metric prometheus.Metric) bool {
	_, isOwn := metric.(*ownMetric)
	return !isOwn
}

// exemplars draws exemplars. Not of NaN, for which client_golang makes several
// buckets +Inf.
func (m *machine) exemplars() []prometheus.Exemplar {
	var exemplars []prometheus.Exemplar
	for range m.IntN(4) {
		labels := m.exemplar()
		exemplars = append(exemplars, prometheus.Exemplar{Value: m.orderedNumber(), Labels: labels, Timestamp: m.time()})
	}
	return exemplars
}

// time draws a time before 2020; see createdModel.
func (m *machine) time() time.Time {
	return pick(m, time.Unix(0, 0), time.UnixMilli(1), time.UnixMilli(-1500), time.Unix(1e9, 0), time.Unix(1234567890, 123456789),
		time.UnixMilli(1520879607789))
}

// drawMetric draws a metric of the family, and sometimes one that does not
// belong there. Those go only into families that no other collector has.
func (m *machine) drawMetric(c *collector, f *ownFamily) prometheus.Metric {
	if f.owner == "" && m.IntN(5) == 0 {
		kind := m.oneOf(kindOwnMetrics, kindInvalid, kindOtherHelp, kindOtherType, kindOtherLabels, kindUndeclared, kindSuffixes, kindBadModels)
		other := *f
		switch kind {
		case kindInvalid:
			return m.invalidMetric(c, f)
		case kindOtherHelp:
			other.help += "?"
		case kindOtherType:
			other.typ = pick(m, "counter", "gauge", "untyped")
		case kindOtherLabels:
			other.names, other.constant = pick(m, []string{"p"}, []string{"q", "p"}), nil
		case kindUndeclared:
			other.name = c.name + "u"
			other.names, other.constant, other.unit = nil, nil, ""
		case kindSuffixes:
			other.name += pick(m, "_count", "_sum", "_bucket")
			other.typ, other.unit = pick(m, "counter", "gauge", "untyped"), ""
		case kindOwnMetrics, kindBadModels:
			c.hasBadModels = c.hasBadModels || kind == kindBadModels
			return m.ownMetric(f, kind == kindBadModels)
		}
		return m.constMetric(&other)
	}
	return m.constMetric(f)
}

func (m *machine) invalidMetric(c *collector, f *ownFamily) prometheus.Metric {
	err := pick(m, errors.New("mistake broken"), fmt.Errorf("not %w", errors.ErrUnsupported))
	if m.IntN(3) == 0 && c.isBare {
		return prometheus.NewInvalidMetric(prometheus.NewInvalidDesc(err), err)
	}
	return prometheus.NewInvalidMetric(f.desc(), err)
}

// familyValues draws values of the variable labels, sometimes too many.
// Where the labels are not those of the family, one value is like no other:
// client_golang leaves to chance the order of series that differ only in the
// names of their labels.
func (m *machine) familyValues(f *ownFamily) []string {
	values := make([]string, len(f.names))
	for i := range values {
		values[i] = m.labelValue()
	}
	switch {
	case len(f.names) > 0 && slices.Contains(f.names, "p"):
		values[0] = m.unique()
	case f.owner != "" && len(f.constant) == 0:
		values[0] = "owned by " + f.owner
	case m.IntN(40) == 0:
		values = append(values, "one more")
	}
	return values
}

// unique returns a label value that is not returned again.
func (m *machine) unique() string {
	m.uniques++
	return fmt.Sprint("unique ", m.uniques)
}

// constMetric draws a metric with fixed values. Where that fails, the
// collector sends the error, as exporters do.
func (m *machine) constMetric(f *ownFamily) prometheus.Metric {
	metric, err := m.newConstMetric(f, f.desc(), m.familyValues(f))
	if err != nil {
		m.say("constant metric of %q: %s", f.name, errorText(err))
		return prometheus.NewInvalidMetric(f.desc(), err)
	}
	return metric
}

func (m *machine) newConstMetric(f *ownFamily, desc *prometheus.Desc, values []string) (prometheus.Metric, error) {
	created := m.chance(kindCreated, 4)
	switch f.typ {
	case "histogram":
		if m.chance(kindNative, 6) {
			return m.nativeHistogram(desc, values)
		}
		buckets, count := m.buckets()
		if created {
			return prometheus.NewConstHistogramWithCreatedTimestamp(desc, count, m.number(), buckets, m.time(), values...)
		}
		return prometheus.NewConstHistogram(desc, count, m.number(), buckets, values...)
	case "summary":
		if created {
			return prometheus.NewConstSummaryWithCreatedTimestamp(desc, m.Uint64N(1000), m.number(), m.quantiles(), m.time(), values...)
		}
		return prometheus.NewConstSummary(desc, m.Uint64N(1000), m.number(), m.quantiles(), values...)
	}
	typ := map[string]prometheus.ValueType{
		"counter": prometheus.CounterValue, "gauge": prometheus.GaugeValue, "untyped": prometheus.UntypedValue,
	}[f.typ]
	if created {
		return prometheus.NewConstMetricWithCreatedTimestamp(desc, typ, m.number(), m.time(), values...)
	}
	return prometheus.NewConstMetric(desc, typ, m.number(), values...)
}

// buckets draws buckets, and how many observations they have. Not a bound
// that is not a number.
func (m *machine) buckets() (map[float64]uint64, uint64) {
	buckets := make(map[float64]uint64)
	for range m.IntN(5) {
		if bound := m.orderedNumber(); !math.IsInf(bound, 1) {
			buckets[bound] = 0 // Not +Inf, which client_golang says to leave out.
		}
	}
	count := uint64(0)
	for _, bound := range slices.Sorted(maps.Keys(buckets)) {
		count += m.Uint64N(10)
		buckets[bound] = count
	}
	return buckets, count + m.Uint64N(10) // Not counts that don't add up: plainmetrics leaves the metric out.
}

// quantiles draws quantiles. Not beyond 1, which plainmetrics refuses.
func (m *machine) quantiles() map[float64]float64 {
	quantiles := pick(m, nil, map[float64]float64{}, map[float64]float64{0.5: 0}, map[float64]float64{0: 0, 0.9: 0, 0.99: 0, 1: 0})
	drawn := make(map[float64]float64)
	for _, quantile := range slices.Sorted(maps.Keys(quantiles)) {
		drawn[quantile] = m.number()
	}
	return drawn
}

// ownMetric draws a metric that fills in the model itself, well or badly.
func (m *machine) ownMetric(f *ownFamily, isBad bool) prometheus.Metric {
	desc, value, typ := f.desc(), m.number(), f.typ
	values := m.familyValues(f)[:len(f.names)]
	for i, value := range values {
		if value == "\xff" {
			values[i] = ""
		}
	}
	bad, unique := -1, m.unique()
	isSparse := m.isSparse && m.IntN(2) == 0
	native := m.modelHistogram()
	if isBad {
		bad = 1 + m.IntN(10)
	}
	return &ownMetric{desc, func(model *dto.Metric) error {
		model.Label = slices.Clone(prometheus.MakeLabelPairs(desc, values))
		fillModel(model, typ, value, isSparse)
		if typ == "histogram" && native != nil {
			model.Histogram = native
		}
		switch bad {
		case 1:
			model.Label = append(model.Label, pair("d", "1"), pair("__d", "1"))
		case 2:
			model.Label = append(model.Label, pair("d", "1"), pair("d", "2"))
		case 3:
			model.Label = append(model.Label, pair("__x", "1"))
		case 4:
			model.Label = append(model.Label, pair("", "1"))
		case 5:
			model.Label = append(model.Label, pair("v", "a\xff"))
		case 6:
			model.Label = append(model.Label, pair("quantile", unique))
		case 7:
			slices.Reverse(model.Label)
		case 8:
			// Not fewer than there are constant ones: there a pedantic registry of
			// client_golang panics. Not without the label that a wrapper adds, which
			// client_golang refuses because of the descriptor.
			if !slices.Contains(f.names, "a") {
				model.Label = append(model.Label[min(1, len(values)):], pair("p", unique))
			}
		case 9:
			model.Label = append(model.Label, pair("p", unique))
		case 10:
			return errors.New("mistake after_all")
		}
		return nil
	}}
}

// fillModel fills in a value. A field that is not there is like zero.
func fillModel(model *dto.Metric, typ string, value float64, isSparse bool) {
	number, count := ptr(value), ptr(uint64(3))
	if isSparse {
		number, count = nil, nil
	}
	switch typ {
	case "counter":
		model.Counter = &dto.Counter{Value: number}
	case "gauge":
		model.Gauge = &dto.Gauge{Value: number}
	case "untyped":
		model.Untyped = &dto.Untyped{Value: number}
	case "summary":
		model.Summary = &dto.Summary{SampleCount: count, SampleSum: number, Quantile: []*dto.Quantile{{Quantile: ptr(0.5), Value: number}}}
	case "histogram":
		model.Histogram = &dto.Histogram{SampleCount: count, SampleSum: number, Bucket: []*dto.Bucket{{UpperBound: ptr(1.5), CumulativeCount: count}}}
	}
}

func ptr[T any](value T) *T { return &value }

func pair(name, value string) *dto.LabelPair { return &dto.LabelPair{Name: &name, Value: &value} }
