package main

import (
	"strings"
	"testing"

	"plainmetrics/expfmt"
)

func TestCheck(t *testing.T) {
	inDir(t)
	const (
		loose = ":1:8: jobs counter metrics should have \"_total\" suffix\n"
		help  = ":1:8: jobs no help text\n"
	)
	for _, c := range []call{
		{args: "check clean.txt"},
		{args: "check", stdin: cleanPage},
		{args: "check -", stdin: cleanPage},
		{args: "check clean.txt other.txt"},
		{args: "check loose.txt", code: 1, stdout: "loose.txt" + loose + "loose.txt" + help},
		{args: "check", stdin: loosePage, code: 1, stdout: "<stdin>" + loose + "<stdin>" + help},
		{args: "check clean.txt - ./loose.txt", stdin: loosePage, code: 1,
			stdout: "<stdin>" + loose + "<stdin>" + help + "./loose.txt" + loose + "./loose.txt" + help},
		{args: "check bad.txt", code: 1, stdout: "bad.txt" + loose + "bad.txt" + help + "bad.txt:3:7: expected a number, found \"many\"\n"},
		{args: "check open.txt"},
		{args: "check open.txt clean.txt"},
		{args: "check --openmetrics open.txt"},
		{args: "check --openmetrics clean.txt", code: 1, stdout: "clean.txt:3:1: expected \"jobs_total\" with _total or _created behind it, found \"jobs_total\"\n" +
			"clean.txt:4:1: expected a last line \"# EOF\", found the end of the page\n"},
		{args: "check", stdin: "# HELP a A.\na 1\n# EOF\n", code: 1, stdout: "<stdin>:1:8: a metrics should have a type other than 'unknown'\n"},
		{args: "check", stdin: "<html>", code: 1, stdout: "<stdin>:1:1: expected a metric name, found \"<\"\n"},
		{args: "check --format text", stdin: "# HELP a A.\na 1\n# EOF\n"},
		{args: "check --format openmetrics open.txt"},
		{args: "check --format=openmetrics", stdin: "# TYPE a gauge\n# HELP a A.\na 1\n", code: 1, stdout: "<stdin>:4:1: expected a last line \"# EOF\", found the end of the page\n"},
		{args: "check", stdin: "# HELP a_total A.\n# TYPE a_total counter\na_total 1\n# EOF\n"},
		{args: "check --format json", code: 2,
			stderr: "expfmt: check: invalid value \"json\" for flag -format: expected text, openmetrics, openmetrics2, protobuf, protobuf-text or protobuf-compact-text\n"},
		{args: "check", stdin: "# HELP a A.\na 1\n# EOF\n\n"},
		{args: "check om2.txt", code: 1, stdout: "om2.txt:1:8: h counters, histograms and summaries should have start timestamps\n"},
		{args: "check", stdin: strings.Replace(openMetrics2Page, "}\n# EOF", "} st@1.5\n# EOF", 1)},
		{args: "check", stdin: "# HELP h H.\n# TYPE h histogram\nh {count:-1,sum:1,bucket:[+Inf:1]}\nh{a=\"b\"} {count:1,sum:1,bucket:[abc:1,+Inf:1]}\n# EOF\n", code: 1,
			stdout: "<stdin>:1:8: h counters, histograms and summaries should have start timestamps\n" +
				"<stdin>:3:10: expected a count, found -1\n<stdin>:4:33: expected a bound, a decimal number or +Inf, found \"abc\"\n"},
		{args: "check", stdin: "# HELP a A.\n\n# EOF", code: 1, stdout: "<stdin>:2:1: expected a metric name, found the end of the line\n"},
		{args: "check", stdin: "# HELP a A.\n# TYPE a gauge \na 1 -1000\n", code: 1,
			stdout: "<stdin>:2:9: Prometheus refuses this page: expected a single blank in front of the type and none behind, found \" gauge \"\n" +
				"<stdin>:3:5: Prometheus refuses this page: expected a timestamp without a sign, found \"-1000\"\n"},
		{args: "check", stdin: "b_ms 1\na 1 +1\nc{ 2\n# TYPE d  gauge\nb_ms{x=\"1\"} 1\n", code: 1,
			stdout: "<stdin>:1:1: b_ms metric names should not contain abbreviated units\n<stdin>:1:1: b_ms no help text\n" +
				"<stdin>:2:1: a no help text\n" +
				"<stdin>:2:5: Prometheus refuses this page: expected a timestamp without a sign, found \"+1\"\n" +
				"<stdin>:3:4: expected a label name, found \"2\"\n" +
				"<stdin>:4:9: Prometheus refuses this page: expected a single blank in front of the type and none behind, found \"  gauge\"\n" +
				"<stdin>:5:1: expected the lines of a family in one place, found \"b_ms\" again, of the family \"b_ms\" above\n"},
		{args: "check twins.txt", code: 1,
			stdout: "twins.txt:4:8: expected HELP, TYPE and UNIT in front of the samples, found samples of \"a\" above\n"},
		{args: "check", stdin: "# TYPE s summary\ns_count 1\nb_ms 1\ns_count{a=\"1\"} 1\n", code: 1, stdout: "<stdin>:1:8: s no help text\n" +
			"<stdin>:2:1: series {} ends here: expected a sample s_sum, found none\n" +
			"<stdin>:3:1: b_ms metric names should not contain abbreviated units\n<stdin>:3:1: b_ms no help text\n" +
			"<stdin>:4:1: expected the lines of a family in one place, found \"s_count\" again, of the family \"s\" above\n"},
		{args: "check none.txt loose.txt", code: 2, stdout: "loose.txt" + loose + "loose.txt" + help,
			stderr: "expfmt: none.txt: no such file or directory\n"},
		{args: "check .", code: 2, stderr: "expfmt: .: is a directory\n"},
		{args: "check - -", code: 2, stderr: "expfmt: check: expected - once at most, found 2\n"},
		{args: "check --strict clean.txt", code: 2, stderr: "expfmt: check: flag provided but not defined: -strict\n"},
	} {
		c.test(t)
	}
}

// Broken pages: the finding names line and column, and the exit code is 1.
func TestCheckBrokenPages(t *testing.T) {
	for _, test := range []struct{ name, page, position string }{
		{"no value", "a\n", "1:"},
		{"no number", "a 1\nb two\n", "2:3:"},
		{"open labels", "a{b=\"c\" 1\n", "1:"},
		{"open quotes", "a{b=\"c} 1\n", "1:"},
		{"no quotes", "a{b=c} 1\n", "1:"},
		{"bad name", "# HELP a A.\n9a 1\n", "2:1:"},
		{"series twice", "a 1\na 2\n", "2:"},
		{"unknown type", "# TYPE a thing\na 1\n", "1:"},
		{"no OpenMetrics", "# TYPE a gauge\na one\n# EOF\n", "2:3:"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var stdout, stderr strings.Builder
			code := run(t.Context(), []string{"check"}, strings.NewReader(test.page), &stdout, &stderr)
			if code != exitFindings || stderr.Len() > 0 {
				t.Errorf("got exit code %d and stderr %q, want %d and none", code, stderr.String(), exitFindings)
			}
			if want := "<stdin>:" + test.position; !strings.Contains(stdout.String(), want) {
				t.Errorf("stdout: got %q, want it to contain %q", stdout.String(), want)
			}
		})
	}
}

// The worst page decides about the exit code, wherever the page stands.
func TestCheckExitCode(t *testing.T) {
	inDir(t)
	for _, test := range []struct {
		args string
		code int
	}{
		{"clean.txt other.txt open.txt", exitClean},
		{"clean.txt loose.txt", exitFindings},
		{"loose.txt clean.txt", exitFindings},
		{"bad.txt loose.txt clean.txt", exitFindings},
		{"none.txt loose.txt", exitFailed},
		{"loose.txt none.txt", exitFailed},
		{"none.txt clean.txt bad.txt", exitFailed},
	} {
		var stdout, stderr strings.Builder
		args := append([]string{"check"}, strings.Fields(test.args)...)
		if got := run(t.Context(), args, strings.NewReader(""), &stdout, &stderr); got != test.code {
			t.Errorf("%s: got exit code %d, want %d; stdout %q, stderr %q", test.args, got, test.code, stdout.String(), stderr.String())
		}
	}
}

// Findings in protobuf messages name the family, and errors the field.
func TestCheckProtobuf(t *testing.T) {
	page := func(f *format) string {
		return matrixPage(t, []matrixFamily{{"jobs", expfmt.TypeCounter, "", nil, expfmt.Point{Value: 1}}}, f)
	}
	inDir(t)
	const total = "jobs counter metrics should have \"_total\" suffix\n"
	clean := matrixPage(t, matrix[0].families[:1], &protobuf)
	for _, c := range []call{
		{args: "check", stdin: clean},
		{args: "check", stdin: page(&protobuf), code: 1, stdout: "<stdin>: " + total},
		{args: "check", stdin: page(&protobuf) + clean[:20], code: 1,
			stdout: "<stdin>: " + total + "<stdin>: byte 57: family 1: expected 38 more bytes, found the end of the page\n"},
		{args: "check", stdin: strings.Replace(page(&protobuf), "\x18\x00", "\x18\x09", 1), code: 1,
			stdout: "<stdin>: byte 22: family 0 \"jobs\": type: expected a type from 0 to 5, found 9\n"},
		{args: "check", stdin: page(&protobufText), code: 1, stdout: "<stdin>:1:1: " + total},
		{args: "check", stdin: strings.Replace(page(&protobufText), "COUNTER", "COUNT", 1), code: 1,
			stdout: "<stdin>:3:7: family 0 \"jobs\": type: expected COUNTER, GAUGE, SUMMARY, UNTYPED, HISTOGRAM, GAUGE_HISTOGRAM, found \"COUNT\"\n"},
		{args: "check", stdin: page(&protobufCompactText), code: 1, stdout: "<stdin>:1:1: " + total},
		{args: "convert --to text", stdin: clean[:20], code: 1,
			stderr: "expfmt: <stdin>: byte 20: family 0: expected 38 more bytes, found the end of the page\n"},
		{args: "convert --to text --format protobuf", stdin: "a 1\n", code: 1,
			stderr: "expfmt: <stdin>: byte 4: family 0: expected 94 more bytes, found the end of the page\n"},
		{args: "diff - clean.txt", stdin: clean[:20], code: 2,
			stderr: "expfmt: <stdin>: byte 20: family 0: expected 38 more bytes, found the end of the page\n"},
	} {
		c.test(t)
	}
}
