package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/exemplar"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/textparse"
)

// readAsServer reads a page as a Prometheus server does, and says it as
// meaning does, but not when series were born.
func readAsServer(p page) ([]string, error) {
	parser, err := textparse.New([]byte(p.text), p.contentType, labels.NewSymbolTable(), textparse.ParserOptions{})
	if err != nil {
		return nil, err
	}
	var said []string
	var described string
	for {
		entry, err := parser.Next()
		switch {
		case errors.Is(err, io.EOF):
			return said, nil
		case err != nil:
			return said, err
		}
		switch entry {
		case textparse.EntryHelp:
			name, help := parser.Help()
			said = append(said, fmt.Sprintf("HELP %s %q", name, help))
		case textparse.EntryType:
			name, typ := parser.Type()
			described = string(name)
			said = append(said, fmt.Sprintf("TYPE %s %s", name, typ))
		case textparse.EntryUnit:
			name, unit := parser.Unit()
			said = append(said, fmt.Sprintf("UNIT %s %s", name, unit))
		case textparse.EntrySeries:
			var set labels.Labels
			parser.Labels(&set)
			if name := set.Get(model.MetricNameLabel); name == described || !strings.HasSuffix(name, "_created") {
				said = append(said, saySeries(set, parser))
			}
		default:
			return said, fmt.Errorf("found a comment %q or a native histogram", parser.Comment())
		}
	}
}

func saySeries(set labels.Labels, parser textparse.Parser) string {
	_, at, value := parser.Series()
	line := sayValue(set.Map(), value)
	if at != nil {
		line += fmt.Sprint(" at ", *at)
	}
	var e exemplar.Exemplar
	if parser.Exemplar(&e) {
		line += fmt.Sprintf(" exemplar %v %v", e.Labels, withoutSign(e.Value))
	}
	return line
}

// readAsModel reads a page with the parser of common/expfmt.
func readAsModel(p page) ([]string, error) {
	parser := expfmt.NewTextParser(model.UTF8Validation)
	byName, err := parser.TextToMetricFamilies(strings.NewReader(p.text))
	var families []*dto.MetricFamily
	for _, name := range sortedKeys(byName) {
		families = append(families, byName[name])
	}
	return meaning(families, false), err
}

// meaning says what families mean, a line for each sample and one for each
// HELP, TYPE and unit.
func meaning(families []*dto.MetricFamily, openMetrics bool) []string {
	var said []string
	for _, family := range families {
		name, typ := family.GetName(), strings.ToLower(family.GetType().String())
		described := name
		if typ == "untyped" {
			typ = "unknown"
		}
		if openMetrics && typ == "counter" {
			base, ok := strings.CutSuffix(name, "_total")
			if described = base; !ok {
				typ = "unknown"
			}
		}
		said = append(said, fmt.Sprintf("HELP %s %q", described, family.GetHelp()), fmt.Sprintf("TYPE %s %s", described, typ))
		if openMetrics && family.GetUnit() != "" {
			said = append(said, fmt.Sprintf("UNIT %s %s", described, family.GetUnit()))
		}
		for _, metric := range family.Metric {
			said = append(said, sayMetric(name, metric, openMetrics)...)
		}
	}
	return said
}

func sayMetric(name string, metric *dto.Metric, openMetrics bool) []string {
	var said []string
	say := func(suffix string, value float64, e *dto.Exemplar, more ...string) {
		set := map[string]string{"__name__": name + suffix}
		for _, label := range metric.Label {
			set[label.GetName()] = label.GetValue()
		}
		if len(more) > 0 {
			set[more[0]] = more[1]
		}
		line := sayValue(set, value)
		if metric.TimestampMs != nil {
			line += fmt.Sprint(" at ", metric.GetTimestampMs())
		}
		if openMetrics && len(e.GetLabel()) > 0 {
			line += sayExemplar(e)
		}
		said = append(said, line)
	}
	switch {
	case metric.Counter != nil:
		say("", metric.Counter.GetValue(), metric.Counter.Exemplar)
	case metric.Gauge != nil:
		say("", metric.Gauge.GetValue(), nil)
	case metric.Untyped != nil:
		say("", metric.Untyped.GetValue(), nil)
	case metric.Summary != nil:
		for _, q := range metric.Summary.Quantile {
			say("", q.GetValue(), nil, "quantile", fmt.Sprint(q.GetQuantile()))
		}
		say("_sum", metric.Summary.GetSampleSum(), nil)
		say("_count", float64(metric.Summary.GetSampleCount()), nil)
	case metric.Histogram != nil:
		h := metric.Histogram
		var last *dto.Exemplar
		for _, b := range h.Bucket {
			if math.IsInf(b.GetUpperBound(), 1) {
				last = b.Exemplar
				continue
			}
			say("_bucket", float64(b.GetCumulativeCount()), b.Exemplar, "le", fmt.Sprint(b.GetUpperBound()))
		}
		say("_bucket", float64(h.GetSampleCount()), last, "le", "+Inf")
		say("_sum", h.GetSampleSum(), nil)
		say("_count", float64(h.GetSampleCount()), nil)
	}
	return said
}

// sayExemplar says an exemplar, with the escapes of its value, because the
// parser of Prometheus leaves them in.
func sayExemplar(e *dto.Exemplar) string {
	var set []string
	for _, label := range e.Label {
		escaped := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(label.GetValue())
		set = append(set, label.GetName(), escaped)
	}
	return fmt.Sprintf(" exemplar %v %v", labels.FromStrings(set...), withoutSign(e.GetValue()))
}

// sayValue says a sample. Values that move are left out; bounds and
// quantiles are said as numbers, whichever way they are written.
func sayValue(set map[string]string, value float64) string {
	var b strings.Builder
	name := set["__name__"]
	fmt.Fprintf(&b, "%q", name)
	for _, label := range sortedKeys(set) {
		said := strconv.Quote(set[label])
		if v, err := strconv.ParseFloat(set[label], 64); err == nil && (label == "le" || label == "quantile") {
			said = fmt.Sprint(withoutSign(v))
		}
		if label != "__name__" {
			fmt.Fprintf(&b, " %q=%s", label, said)
		}
	}
	if moves := moving[0].MatchString(name + " "); !moves {
		fmt.Fprint(&b, " ", withoutSign(value))
	}
	return b.String()
}

// withoutSign returns v, or 0 for -0, which the text format does not know.
func withoutSign(v float64) float64 {
	if v == 0 {
		return 0
	}
	return v
}
