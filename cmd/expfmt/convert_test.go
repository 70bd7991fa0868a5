package main

import (
	"fmt"
	"strings"
	"testing"
)

func TestConvert(t *testing.T) {
	inDir(t)
	for _, c := range []call{
		{args: "convert --to text clean.txt", stdout: cleanPage},
		{args: "convert --to text", stdin: " {\"a.b\" , c=\"d\"}  1.0\n",
			stdout: "# HELP \"a.b\" \n# TYPE \"a.b\" untyped\n{\"a.b\",c=\"d\"} 1\n"},
		{args: "convert --to text open.txt", stdout: cleanPage},
		{args: "convert --to openmetrics open.txt", stdout: openMetricsPage},
		{args: "convert --to openmetrics --from openmetrics -", stdin: openMetricsPage, stdout: openMetricsPage},
		{args: "convert --to openmetrics clean.txt", stdout: "# HELP jobs Jobs done.\n# TYPE jobs counter\njobs_total 3.0\n# EOF\n"},
		{args: "convert --to openmetrics loose.txt", stdout: "# HELP jobs \n# TYPE jobs unknown\njobs 3.0\n# EOF\n"},
		{args: "convert --from text --to text", stdin: "a 1\n# EOF\n", stdout: "# HELP a \n# TYPE a untyped\na 1\n"},
		{args: "convert --format text --to text", stdin: "a 1 1\n# EOF\n", stdout: "# HELP a \n# TYPE a untyped\na 1 1\n"},
		{args: "convert --from openmetrics --to text", stdin: "a 1\n", code: 1,
			stderr: "expfmt: <stdin>:2:1: expected a last line \"# EOF\", found the end of the page\n"},
		{args: "convert --to openmetrics", stdin: "# TYPE a gauge\na 1\n# TYPE a_total counter\na_total 2\n",
			stdout: "# HELP a \n# TYPE a gauge\na 1.0\n# HELP a \n# TYPE a counter\na_total 2.0\n# EOF\n",
			stderr: "expfmt: <stdin>: as openmetrics, the page breaks a rule: line 4, column 8: expected HELP, TYPE and UNIT in front of the samples, found samples of \"a\" above\n"},
		{args: "convert --to text", stdin: "a 1 1\na 2 2\n# EOF\n",
			stdout: "# HELP a \n# TYPE a untyped\na 1 1000\na 2 2000\n"},
		{args: "convert --to text twins.txt", stdout: "# HELP a A.\n# TYPE a gauge\na 1\n# HELP a_total B.\n# TYPE a_total counter\na_total 2\n",
			stderr: "expfmt: twins.txt:4:8: expected HELP, TYPE and UNIT in front of the samples, found samples of \"a\" above; broken rules of openmetrics on the page: 1\n"},
		{args: "convert --to openmetrics twins.txt", stdout: twinsPage,
			stderr: "expfmt: twins.txt:4:8: expected HELP, TYPE and UNIT in front of the samples, found samples of \"a\" above; broken rules of openmetrics on the page: 1\n" +
				"expfmt: twins.txt: as openmetrics, the page breaks a rule: line 4, column 8: expected HELP, TYPE and UNIT in front of the samples, found samples of \"a\" above\n"},
		{args: "convert --to text", stdin: "a -1 2\na 1 1\na 1\n# EOF\n",
			stdout: "# HELP a \n# TYPE a untyped\na -1 2000\na 1 1000\na 1\n",
			stderr: "expfmt: <stdin>:2:3: expected a timestamp of at least 2 seconds, that of the line before, found 1; broken rules of openmetrics on the page: 2\n"},
		{args: "convert --to text om2.txt", stdout: histogramPage},
		{args: "convert --to openmetrics om2.txt", stdout: strings.Replace(histogramPage, "le=\"1\"", "le=\"1.0\"", 1) + "# EOF\n"},
		{args: "convert --to openmetrics2 om2.txt", stdout: openMetrics2Page},
		{args: "convert --to openmetrics2 --from openmetrics2 -", stdin: "# EOF\n", stdout: "# EOF\n"},
		{args: "convert --to openmetrics2 h.txt", stdout: "# HELP h H.\n# TYPE h histogram\nh {count:3,sum:4.5,bucket:[1:1,+Inf:3]}\n# EOF\n"},
		{args: "convert --to openmetrics2", stdin: "# TYPE a_total counter\na_total{b=\"1\"} -1\n# HELP b B.\n# TYPE b gauge\nb 1\n",
			stdout: "# HELP b B.\n# TYPE b gauge\nb 1.0\n# EOF\n",
			stderr: "expfmt: <stdin>: as openmetrics2, the page lacks a family: family \"a_total\": series {b=\"1\"}: expected a counter of at least 0, found -1\n"},
		{args: "convert --to text --from openmetrics2", stdin: "# TYPE h histogram\nh {count:x}\n# EOF\n", code: 1,
			stderr: "expfmt: <stdin>:2:10: expected a number, found \"x\"\n"},
		{args: "convert --to json om2.txt", stdout: "[\n{\"name\":\"h\",\"type\":\"histogram\",\"help\":\"H.\",\"series\":[\n" +
			"{\"labels\":{},\"count\":3,\"sum\":4.5,\"buckets\":[{\"le\":1,\"count\":1},{\"le\":\"+Inf\",\"count\":3}]," +
			"\"native\":{\"schema\":0,\"zero_threshold\":0.25,\"zero_count\":0,\"negative\":[],\"positive\":[{\"index\":1,\"low\":1,\"high\":2,\"count\":3}]}}\n]}\n]\n"},
		{args: "convert --to json", stdin: "a NaN\n", stdout: "[\n{\"name\":\"a\",\"type\":\"untyped\",\"help\":\"\",\"series\":[\n{\"labels\":{},\"value\":\"NaN\"}\n]}\n]\n"},
		{args: "convert --to json", stdin: "", stdout: "[\n]\n"},
		{args: "convert --to text bad.txt", code: 1, stderr: "expfmt: bad.txt:3:7: expected a number, found \"many\"\n"},
		{args: "convert --to text none.txt", code: 2, stderr: "expfmt: none.txt: no such file or directory\n"},
		{args: "convert clean.txt", code: 2, stderr: "expfmt: convert: expected the flag --to with text, openmetrics, openmetrics2, protobuf, protobuf-text, protobuf-compact-text or json\n"},
		{args: "convert --to xml clean.txt", code: 2,
			stderr: "expfmt: convert: invalid value \"xml\" for flag -to: expected text, openmetrics, openmetrics2, protobuf, protobuf-text, protobuf-compact-text or json\n"},
		{args: "convert --to text --from json clean.txt", code: 2,
			stderr: "expfmt: convert: invalid value \"json\" for flag -from: expected text, openmetrics, openmetrics2, protobuf, protobuf-text or protobuf-compact-text\n"},
		{args: "convert --to text a b", code: 2, stderr: "expfmt: convert: expected one page, found 2; --help describes the command\n"},
	} {
		c.test(t)
	}
}

// A page of 20,000 series survives the way to OpenMetrics and back.
func TestConvertLargePage(t *testing.T) {
	var page strings.Builder
	page.WriteString("# HELP a A.\n# TYPE a gauge\n")
	for i := range 20000 {
		fmt.Fprintf(&page, "a{i=\"%d\"} %d\n", i, i)
	}
	input := page.String()
	for _, format := range []string{"openmetrics", "text"} {
		var stdout, stderr strings.Builder
		code := run(t.Context(), []string{"convert", "--to", format}, strings.NewReader(input), &stdout, &stderr)
		if code != exitClean || stderr.Len() > 0 {
			t.Fatalf("to %s: got exit code %d and stderr %q, want 0 and none", format, code, stderr.String())
		}
		input = stdout.String()
	}
	if input != page.String() {
		t.Errorf("got a page of %d bytes, want the same %d bytes", len(input), page.Len())
	}
}
