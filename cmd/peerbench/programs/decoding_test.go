package main

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"flag"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"google.golang.org/protobuf/encoding/protodelim"

	expo "plainmetrics/expfmt"
)

var decoded = flag.Int("decoded", 2_000, "decode the pages of this `NUMBER` of random programs")

// TestDecoding has our decoders read the pages of both libraries, and print
// them again: as the same bytes, unless a scheme has escaped names, whose
// labels are not in order then.
func TestDecoding(t *testing.T) {
	for name, program := range map[string]string{"client_golang": theirs, "plainmetrics": ours} {
		t.Run(name, func(t *testing.T) {
			counts := make(map[string]int)
			for _, theme := range sortedKeys(programs) {
				decodePages(t, counts, output(t, program, theme))
			}
			decodePages(t, counts, output(t, program, "-from", "0", "-to", fmt.Sprint(*decoded), "-operations", "-without", "model,protobuftext"))
			t.Log(counts)
		})
	}
}

func decodePages(t *testing.T, counts map[string]int, out []byte) {
	t.Helper()
	for _, p := range framedPages(out) {
		verdict, err := p.decode()
		counts[verdict]++
		if err != nil {
			t.Errorf("%v, in the page\n%s", err, p.text)
		}
	}
}

// decode decodes the page and prints it again.
func (p page) decode() (verdict string, err error) {
	var broken []*expo.SyntaxError
	printed := new(expo.Page)
	switch {
	case strings.HasPrefix(p.contentType, "application/vnd.google.protobuf"):
		var page []byte
		if page, err = base64.StdEncoding.DecodeString(strings.TrimSpace(p.text)); err == nil {
			page = withSortedExemplars(page)
			p.text = string(page)
			printed.Reset(expo.Protobuf{Scheme: expo.NoEscaping})
			err = expo.DecodeProtobuf(page, printed)
		}
	case strings.HasPrefix(p.contentType, "application/openmetrics-text; version=2"):
		printed.Reset(expo.OpenMetrics2{Scheme: expo.NoEscaping})
		p.text = severalExemplars.ReplaceAllStringFunc(p.text, sortExemplars)
		err = expo.DecodeOpenMetrics2([]byte(p.text), printed)
	case strings.HasPrefix(p.contentType, "application/openmetrics-text"):
		printed.Reset(expo.OpenMetrics{Scheme: expo.NoEscaping, Created: true})
		err = expo.DecodeLenientOpenMetrics([]byte(p.text), printed, func(e *expo.SyntaxError) { broken = append(broken, e) })
	default:
		printed.Reset(expo.Text{Scheme: expo.NoEscaping})
		err = expo.DecodeText([]byte(p.text), printed)
	}
	want, got := []byte(p.text), printed.End()
	switch {
	case err != nil && unreadable.MatchString(err.Error()):
		return "unreadable", nil
	case err != nil:
		return "refused", err
	case len(broken) > 0:
		verdict = "broken"
	default:
		verdict = "valid"
	}
	if slices.ContainsFunc(broken, isInPieces) || bareCreated.Match(want) {
		want, got = metadata.ReplaceAll(want, nil), metadata.ReplaceAll(got, nil)
	}
	if strings.HasSuffix(p.contentType, "escaping=allow-utf-8") && !bytes.Equal(want, got) {
		err = fmt.Errorf("decoded and printed, the page differs %s", difference(want, got))
	}
	return verdict, err
}

// severalExemplars matches the exemplars of a constant native histogram, which
// stand in the order in which the program gave them. Our decoder sorts them, so
// sortExemplars does, too.
var severalExemplars = regexp.MustCompile(`(?m)(?: # \{.*?\} \S+ \S+){2,}$`)

// withSortedExemplars does the same for a page of protobuf.
func withSortedExemplars(page []byte) []byte {
	decoder := expfmt.NewDecoder(bytes.NewReader(page), expfmt.FmtProtoDelim)
	var sorted bytes.Buffer
	for {
		family := new(dto.MetricFamily)
		if decoder.Decode(family) != nil {
			return sorted.Bytes()
		}
		for _, metric := range family.Metric {
			slices.SortStableFunc(metric.GetHistogram().GetExemplars(), func(a, b *dto.Exemplar) int { return cmp.Compare(a.GetValue(), b.GetValue()) })
		}
		_, _ = protodelim.MarshalTo(&sorted, family)
	}
}

func sortExemplars(exemplars string) string {
	sorted := strings.Split(strings.TrimPrefix(exemplars, " # "), " # ")
	value := func(exemplar string) float64 {
		_, numbers, _ := strings.Cut(exemplar, "} ")
		number, _, _ := strings.Cut(numbers, " ")
		if v, err := strconv.ParseFloat(number, 64); err == nil && !math.IsNaN(v) {
			return v
		}
		return math.Inf(1) // NaN is in the bucket +Inf
	}
	slices.SortStableFunc(sorted, func(a, b string) int { return cmp.Compare(value(a), value(b)) })
	return " # " + strings.Join(sorted, " # ")
}

// unreadable matches the errors of pages that no parser reads, with labels or
// families that got one name from an escaping scheme; and of the counter
// _total, whose name in OpenMetrics is empty.
var unreadable = regexp.MustCompile(`expected a label name that is new to the sample|expected HELP and TYPE in front|expected the lines of a family in one place|expected a metric name, found ""`)

// isInPieces reports whether a family stands in several places on a page.
// Printed again, the pieces have their metadata each.
func isInPieces(broken *expo.SyntaxError) bool {
	return strings.HasPrefix(broken.Err.Error(), "expected the lines of a family in one place")
}

// bareCreated matches the time of creation of a counter without _total in its
// name, another family for a decoder, and metadata matches what it lacks.
var bareCreated = regexp.MustCompile(`(?s)# TYPE [^\n]* unknown\n.*_created`)

var metadata = regexp.MustCompile(`(?m)^# (HELP|TYPE|UNIT) .*\n`)
