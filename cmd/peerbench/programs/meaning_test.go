package main

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
	"google.golang.org/protobuf/encoding/prototext"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// TestMeaning has the parsers of Prometheus read the pages that our
// programs print. What they find must be what client_golang gathers in the
// same program, before it becomes text.
func TestMeaning(t *testing.T) {
	for _, name := range sortedKeys(programs) {
		t.Run(name, func(t *testing.T) { compareMeaning(t, name) })
	}
	t.Run("random", func(t *testing.T) {
		compareMeaning(t, "-from", "0", "-to", "1000", "-operations", "-without", "model,timestamps,protobuf,protobuftext,openmetrics2")
	})
}

func compareMeaning(t *testing.T, args ...string) {
	ours := framedPages(output(t, ours, args...))
	t.Setenv("PROTOBUF", "1")
	gathered := framedPages(output(t, theirs, args...))
	if len(ours) != len(gathered) {
		t.Fatalf("expected %d pages, found %d", len(gathered), len(ours))
	}
	for i, page := range ours {
		families := page.takeUnreadable(decodeProtobuf(t, gathered[i].text))
		openMetrics := strings.HasPrefix(page.contentType, expfmt.OpenMetricsType)
		want := meaning(families, openMetrics)
		got, err := readAsServer(page)
		checkReading(t, "model/textparse", page, want, got, err)
		if openMetrics || haveTwins(families) {
			continue // expfmt reads neither
		}
		got, err = readAsModel(page)
		slices.Sort(want)
		slices.Sort(got)
		checkReading(t, "expfmt.TextParser", page, want, got, err)
	}
}

// TestProtobuf compares the protobuf pages of both libraries, field by field
// but for the times and what else moves; random programs print them too, with
// times.
func TestProtobuf(t *testing.T) {
	t.Setenv("PROTOBUF", "1")
	for _, name := range sortedKeys(programs) {
		t.Run(name, func(t *testing.T) {
			want, got := framedPages(output(t, theirs, name)), framedPages(output(t, ours, name))
			if len(got) != len(want) {
				t.Fatalf("expected %d pages, found %d", len(want), len(got))
			}
			for i := range want {
				diff := difference(withoutTimes(decodeProtobuf(t, want[i].text)), withoutTimes(decodeProtobuf(t, got[i].text)))
				if got[i].contentType != want[i].contentType || diff != "" {
					t.Fatalf("page %d: expected %s, found %s, %s", i, want[i].contentType, got[i].contentType, diff)
				}
			}
		})
	}
}

// withoutTimes returns the text of families without times and values that
// move. A field of a program's model that is nil is zero, which plainmetrics
// makes of it, and -0 is 0, because client_golang sorts -0 by chance.
func withoutTimes(families []*dto.MetricFamily) []byte {
	var text []byte
	for _, family := range families {
		if moving[0].MatchString(family.GetName() + " ") {
			family.Metric = nil
		}
		for _, metric := range family.Metric {
			exemplars := metric.GetHistogram().GetExemplars()
			if metric.Counter != nil {
				metric.Counter.CreatedTimestamp = nil
				exemplars = append(exemplars, metric.Counter.Exemplar)
			}
			if metric.Summary != nil {
				metric.Summary.CreatedTimestamp = nil
			}
			if metric.Histogram != nil {
				metric.Histogram.CreatedTimestamp = nil
			}
			for _, bucket := range metric.GetHistogram().GetBucket() {
				exemplars = append(exemplars, bucket.Exemplar)
			}
			for _, e := range exemplars {
				if e != nil {
					e.Timestamp = nil
				}
			}
		}
		fillIn(family.ProtoReflect())
		text = append(text, prototext.MarshalOptions{Multiline: true}.Format(family)+"\n"...)
	}
	return text
}

// fillIn sets the optional fields of a message to the values that they have
// for a reader.
func fillIn(message protoreflect.Message) {
	fields := message.Descriptor().Fields()
	for i := range fields.Len() {
		field := fields.Get(i)
		switch value := message.Get(field); {
		case field.IsList() && field.Message() != nil:
			for j := range value.List().Len() {
				fillIn(value.List().Get(j).Message())
			}
		case field.Message() != nil:
			if message.Has(field) {
				fillIn(value.Message())
			}
		case field.Kind() == protoreflect.DoubleKind && !field.IsList():
			message.Set(field, protoreflect.ValueOfFloat64(value.Float()+0))
		case !field.IsList() && !message.Has(field):
			message.Set(field, field.Default())
		}
	}
}

func checkReading(t *testing.T, parser string, p page, want, got []string, err error) {
	t.Helper()
	if err != nil || !slices.Equal(got, want) {
		diff := difference([]byte(strings.Join(want, "\n")), []byte(strings.Join(got, "\n")))
		t.Fatalf("%s: error %v, %s\nof page\n%s", parser, err, diff, p.text)
	}
}

// A page is one that a program showed.
type page struct{ contentType, text string }

func framedPages(out []byte) []page {
	var pages []page
	for _, part := range strings.Split(string(out), "--- page ")[1:] {
		head, tail, _ := strings.Cut(part, "\n")
		code, contentType, _ := strings.Cut(head, " ")
		text, _, _ := strings.Cut(tail, "--- end\n")
		if code == "200" {
			pages = append(pages, page{contentType, text})
		}
	}
	return pages
}

func decodeProtobuf(t *testing.T, text string) []*dto.MetricFamily {
	t.Helper()
	encoded, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
	if err != nil {
		t.Fatal(err)
	}
	decoder := expfmt.NewDecoder(bytes.NewReader(encoded), expfmt.NewFormat(expfmt.TypeProtoDelim).WithEscapingScheme(model.NoEscaping))
	var families []*dto.MetricFamily
	for {
		family := new(dto.MetricFamily)
		if err := decoder.Decode(family); errors.Is(err, io.EOF) {
			return families
		} else if err != nil {
			t.Fatal(err)
		}
		families = append(families, family)
	}
}

// takeUnreadable takes from the page the families that the parser of
// Prometheus can't read, and returns the others.
func (p *page) takeUnreadable(families []*dto.MetricFamily) []*dto.MetricFamily {
	const begin, end = "# HELP ", "# EOF\n"
	text, ends := strings.CutSuffix(p.text, end)
	texts := strings.Split("\n"+text, "\n"+begin)[1:]
	if len(texts) != len(families) {
		return families
	}
	p.text = ""
	var readable []*dto.MetricFamily
	for i, family := range families {
		if !isUnreadable(family) {
			readable = append(readable, family)
			p.text += begin + strings.TrimSuffix(texts[i], "\n") + "\n"
		}
	}
	if ends {
		p.text += end
	}
	return readable
}

// isUnreadable says of a family that the parser of Prometheus ends at a
// zero byte in it; or wants quotes around a label name with a colon, which
// client_golang, and so plainmetrics, does not put there; or leaves the
// escapes in the name on its HELP and TYPE lines.
func isUnreadable(family *dto.MetricFamily) bool {
	if strings.Contains(family.GetHelp(), "\x00") || strings.ContainsAny(family.GetName(), "\x00\"\\\n") {
		return true
	}
	for _, metric := range family.Metric {
		for _, label := range slices.Concat(exemplarLabels(metric), metric.Label) {
			if strings.Contains(label.GetName(), ":") || strings.Contains(label.GetName()+label.GetValue(), "\x00") {
				return true
			}
		}
	}
	return false
}

func exemplarLabels(metric *dto.Metric) []*dto.LabelPair {
	labels := metric.GetCounter().GetExemplar().GetLabel()
	for _, bucket := range metric.GetHistogram().GetBucket() {
		labels = append(labels, bucket.GetExemplar().GetLabel()...)
	}
	return labels
}

// haveTwins reports whether two families, or two labels of a series, got
// one name from an escaping scheme.
func haveTwins(families []*dto.MetricFamily) bool {
	known := make(map[string]bool)
	for _, family := range families {
		if known[family.GetName()] {
			return true
		}
		known[family.GetName()] = true
		if slices.ContainsFunc(family.Metric, hasTwinLabels) {
			return true
		}
	}
	return false
}

func hasTwinLabels(metric *dto.Metric) bool {
	known := make(map[string]bool)
	for _, label := range metric.Label {
		known[label.GetName()] = true
	}
	return len(known) < len(metric.Label)
}
