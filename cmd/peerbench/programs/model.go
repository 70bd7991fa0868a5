package main

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
)

// gathered returns what g gathers, field by field, and the errors.
func gathered(g prometheus.Gatherer) string {
	families, err := g.Gather()
	return modelOf(families) + errorTexts(err)
}

// pedanticallyGathered returns what g gathers, and the number of errors: which
// of two mistakes of a metric an error names depends on the library.
func pedanticallyGathered(g prometheus.Gatherer) string {
	families, err := g.Gather()
	return fmt.Sprintf("%s%d errors\n", modelOf(families), strings.Count(errorTexts(err), "\n"))
}

// modelOf returns all fields of families, in their order: a line for a
// family and for each of its metrics. A field of a family that is nil is a
// minus sign. A value or label that is nil is zero, which plainmetrics makes
// of it.
func modelOf(families []*dto.MetricFamily) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%d families, nil %v\n", len(families), families == nil)
	for _, family := range families {
		fmt.Fprintf(&out, "name %s, help %s, type %s, unit %s\n",
			field(family.Name), field(family.Help), field(family.Type), field(family.Unit))
		for _, metric := range family.GetMetric() {
			out.WriteString("  " + metricModel(metric) + "\n")
		}
	}
	return out.String()
}

func metricModel(metric *dto.Metric) string {
	parts := []string{labelsModel(metric.GetLabel())}
	add := func(format string, args ...any) { parts = append(parts, fmt.Sprintf(format, args...)) }
	if c := metric.Counter; c != nil {
		add("counter %s%s%s", value(c.Value), exemplarModel(c.GetExemplar()), createdModel(c.GetCreatedTimestamp()))
	}
	if g := metric.Gauge; g != nil {
		add("gauge %s", value(g.Value))
	}
	if u := metric.Untyped; u != nil {
		add("untyped %s", value(u.Value))
	}
	if s := metric.Summary; s != nil {
		add("summary count %s sum %s%s", value(s.SampleCount), value(s.SampleSum), createdModel(s.GetCreatedTimestamp()))
		for _, q := range s.GetQuantile() {
			add("quantile %s: %v", value(q.Quantile), q.GetValue()+0) // Not -0, which client_golang sorts by chance.
		}
	}
	if h := metric.Histogram; h != nil {
		add("%s", histogramModel(h))
	}
	if metric.TimestampMs != nil {
		add("at %d", metric.GetTimestampMs())
	}
	return strings.Join(parts, ", ")
}

// histogramModel returns all fields of a histogram.
func histogramModel(h *dto.Histogram) string {
	var out strings.Builder
	fmt.Fprintf(&out, "histogram count %s sum %s%s", value(h.SampleCount), value(h.SampleSum), createdModel(h.GetCreatedTimestamp()))
	for _, b := range h.GetBucket() {
		fmt.Fprintf(&out, ", %s: %s%s", value(b.UpperBound), value(b.CumulativeCount), exemplarModel(b.GetExemplar()))
	}
	if h.Schema == nil {
		return out.String()
	}
	fmt.Fprintf(&out, ", schema %d zero %s %s", h.GetSchema(), value(h.ZeroThreshold), value(h.ZeroCount))
	for _, span := range h.GetPositiveSpan() {
		fmt.Fprintf(&out, " +span %d %d", span.GetOffset(), span.GetLength())
	}
	for _, span := range h.GetNegativeSpan() {
		fmt.Fprintf(&out, " -span %d %d", span.GetOffset(), span.GetLength())
	}
	fmt.Fprintf(&out, " %v %v", h.GetPositiveDelta(), h.GetNegativeDelta())
	for _, e := range h.GetExemplars() {
		out.WriteString(exemplarModel(e))
	}
	return out.String()
}

func labelsModel(labels []*dto.LabelPair) string {
	pairs := make([]string, len(labels))
	for i, label := range labels {
		pairs[i] = fmt.Sprintf("%s=%s", value(label.Name), value(label.Value))
	}
	return "{" + strings.Join(pairs, " ") + "}"
}

// exemplarModel sorts the labels, whose order client_golang leaves to chance.
func exemplarModel(e *dto.Exemplar) string {
	if e == nil {
		return ""
	}
	labels := slices.Clone(e.GetLabel())
	slices.SortFunc(labels, func(a, b *dto.LabelPair) int { return strings.Compare(a.GetName(), b.GetName()) })
	return fmt.Sprintf(" exemplar %s %s%s", labelsModel(labels), value(e.Value), createdModel(e.GetTimestamp()))
}

// A timestamp of the model is the time type of protobuf's well-known types.
type timestamp interface{ AsTime() time.Time }

// createdModel returns a time. Programs choose times before the year 2020;
// times of the clock move.
func createdModel[T interface {
	comparable
	timestamp
}](t T) string {
	var none T
	if t == none {
		return ""
	}
	if at := t.AsTime(); at.Year() < 2020 {
		return " time " + at.Format(time.RFC3339Nano)
	}
	return " time moves"
}

func field[T any](value *T) string {
	if value == nil {
		return "-"
	}
	if text, ok := any(*value).(string); ok {
		return fmt.Sprintf("%q", text)
	}
	return fmt.Sprint(*value)
}

func value[T any](v *T) string {
	if v == nil {
		v = new(T)
	}
	return field(v)
}

// errorTexts returns a line for each error in err. Collectors run at once, so
// the lines are sorted.
func errorTexts(err error) string {
	if err == nil {
		return ""
	}
	errs := []error{err}
	if multi := (prometheus.MultiError{}); errors.As(err, &multi) {
		errs = multi
	}
	if left[kindTexts] {
		return fmt.Sprintf("%d errors\n", len(errs))
	}
	var texts []string
	for _, err := range errs {
		texts = append(texts, errorText(err))
	}
	slices.Sort(texts)
	return strings.Join(texts, "\n") + "\n"
}

// errorText returns the words of an error for which tests of programs look:
// the texts of both libraries have them, and differ in the others. It returns
// <nil> for nil.
func errorText(err error) string {
	if err == nil {
		return "<nil>"
	}
	text := strings.ReplaceAll(err.Error(), "is not utf8", "is not valid UTF-8")
	if different := differentWords.FindString(text); different != "" {
		return "error: " + different // plainmetrics says what is different
	}
	return "error: " + strings.Join(words.FindAllString(text, -1), ", ")
}

var differentWords = regexp.MustCompile(`a previously registered descriptor with the same fully-qualified name as|` +
	`descriptors reported by collector have inconsistent label names or help strings for the same fully-qualified name`)

var words = regexp.MustCompile(strings.Join([]string{
	// Gathering.
	`collected before with the same name and label values`,
	`has help "[^"]*" but should have "[^"]*"`,
	`should be (a )?(Counter|Gauge|Summary|Histogram|Untyped)`,
	`with unregistered descriptor`,
	`are inconsistent with descriptor`,
	`collides with previously collected`,
	`empty metric collected`,

	// Registering.
	`\} is invalid: `,
	`already exists with the same fully-qualified name and const label values`,
	`duplicate metrics collector registration attempted`,

	// Making metrics.
	`inconsistent label cardinality`,
	`is not valid UTF-8`,
	`unknown label\(s\) found during currying`,
	`missing in label map`,
	`cannot inject exemplar`,
	`no exemplar was passed`,
	`created timestamps are only supported for counters`,

	// The programs' own.
	`mistake \w+`, `unsupported operation`,
}, "|"))
