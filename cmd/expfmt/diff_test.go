package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestDiff(t *testing.T) {
	inDir(t)
	const values = "@@ jobs_total @@\n-jobs_total 3\n+jobs_total 4\n"
	for _, c := range []call{
		{args: "diff clean.txt clean.txt"},
		{args: "diff clean.txt -", stdin: cleanPage},
		{args: "diff clean.txt open.txt"},
		{args: "diff open.txt other.txt", code: 1, stdout: "--- open.txt\n+++ other.txt\n" + values},
		{args: "diff clean.txt other.txt", code: 1, stdout: "--- clean.txt\n+++ other.txt\n" + values},
		{args: "diff - other.txt", stdin: cleanPage, code: 1, stdout: "--- <stdin>\n+++ other.txt\n" + values},
		{args: "diff --ignore-values clean.txt other.txt"},
		{args: "diff clean.txt --ignore-values other.txt"},
		{args: "diff clean.txt other.txt --ignore-values=a,jobs_*"},
		{args: "diff clean.txt other.txt --ignore-values=a,b", code: 1, stdout: "--- clean.txt\n+++ other.txt\n" + values},
		{args: "diff clean.txt other.txt --ignore jobs_tota?"},
		{args: "diff clean.txt other.txt --tolerance 0.25"},
		{args: "diff clean.txt other.txt --tolerance 0.24", code: 1, stdout: "--- clean.txt\n+++ other.txt\n" + values},
		{args: "diff go.txt go2.txt --ignore process_*,go_*"},
		{args: "diff go.txt go2.txt --ignore process_* --ignore go_*"},
		{args: "diff --ignore go_i* --ignore-values=go_* go.txt go2.txt"},
		{args: "diff --ignore-values go.txt go2.txt", code: 1,
			stdout: "--- go.txt\n+++ go2.txt\n@@ go_info @@\n-go_info{version=\"1\"} 1\n+go_info{version=\"2\"} 1\n"},
		{args: "diff clean.txt -", stdin: "# HELP jobs_total Jobs done.\n# TYPE jobs_total counter\njobs_total{queue=\"\"} 3\n"},
		{args: "diff clean.txt -", stdin: "# HELP jobs_total Jobs done.\n# TYPE jobs_total counter\njobs_total{queue=\"\"} 4\n", code: 1,
			stdout: "--- clean.txt\n+++ <stdin>\n@@ jobs_total @@\n-jobs_total 3\n+jobs_total{queue=\"\"} 4\n"},
		{args: "diff twins.txt -", stdin: "# HELP a A.\n# TYPE a gauge\na 1\n# HELP a_total B.\n# TYPE a_total counter\na_total 2\n",
			stderr: "expfmt: twins.txt:4:8: expected HELP, TYPE and UNIT in front of the samples, found samples of \"a\" above; broken rules of openmetrics on the page: 1\n"},
		{args: "diff om2.txt om2.txt"},
		{args: "diff om2.txt h.txt", stderr: "expfmt: om2.txt: native buckets are not compared: h.txt has none in the format text\n"},
		{args: "diff h.txt om2.txt", stderr: "expfmt: om2.txt: native buckets are not compared: h.txt has none in the format text\n"},
		{args: "diff om2.txt -", stdin: strings.Replace(openMetrics2Page, "[1:1],positive_buckets:[3]", "[0:1,0:2],positive_buckets:[0,3,0]", 1)},
		{args: "diff om2.txt -", stdin: strings.NewReplacer("[1:1]", "[1:2]", "buckets:[3]", "buckets:[2,1]").Replace(openMetrics2Page), code: 1,
			stdout: "--- om2.txt\n+++ <stdin>\n@@ h @@\n" +
				"-h {schema:0,zero_threshold:0.25,zero_count:0,positive_spans:[1:1],positive_buckets:[3]}\n" +
				"+h {schema:0,zero_threshold:0.25,zero_count:0,positive_spans:[1:2],positive_buckets:[2,1]}\n"},
		{args: "diff om2.txt - --tolerance 0.4", stdin: strings.NewReplacer("buckets:[3]", "buckets:[2]", "count:3", "count:2", "1:1,+Inf:3", "1:1,+Inf:2").Replace(openMetrics2Page)},
		{args: "diff om2.txt -", stdin: "# HELP h H.\n# TYPE h histogram\nh {count:3,sum:4.5,bucket:[1:1,+Inf:3]}\n# EOF\n", code: 1,
			stdout: "--- om2.txt\n+++ <stdin>\n@@ h @@\n-h {schema:0,zero_threshold:0.25,zero_count:0,positive_spans:[1:1],positive_buckets:[3]}\n"},
		{args: "diff --format text clean.txt -", stdin: cleanPage + "# EOF\n"},
		{args: "diff --format openmetrics open.txt clean.txt", code: 2,
			stderr: "expfmt: clean.txt:3:1: expected \"jobs_total\" with _total or _created behind it, found \"jobs_total\"\n"},
		{args: "diff bad.txt bad.txt", code: 2, stderr: "expfmt: bad.txt:3:7: expected a number, found \"many\"\n"},
		{args: "diff clean.txt bad.txt", code: 2, stderr: "expfmt: bad.txt:3:7: expected a number, found \"many\"\n"},
		{args: "diff none.txt clean.txt", code: 2, stderr: "expfmt: none.txt: no such file or directory\n"},
		{args: "diff clean.txt none.txt", code: 2, stderr: "expfmt: none.txt: no such file or directory\n"},
		{args: "diff clean.txt", code: 2, stderr: "expfmt: diff: expected two pages, found 1; --help describes the command\n"},
		{args: "diff - -", code: 2, stderr: "expfmt: diff: expected - once at most, found 2\n"},
		{args: "diff --tolerance 2 a b", code: 2, stderr: "expfmt: diff: invalid value \"2\" for flag -tolerance: expected a number from 0 to 1\n"},
		{args: "diff --tolerance NaN a b", code: 2, stderr: "expfmt: diff: invalid value \"NaN\" for flag -tolerance: expected a number from 0 to 1\n"},
		{args: "diff --ignore , a b", code: 2, stderr: "expfmt: diff: invalid value \",\" for flag -ignore: expected patterns of names, separated by commas\n"},
	} {
		c.test(t)
	}
}

// The order of families and series does not matter, on pages of 20,000
// series either.
func TestDiffOfLargePages(t *testing.T) {
	inDir(t)
	const series = 20000
	var up, down strings.Builder
	for i := range series {
		fmt.Fprintf(&up, "a{i=\"%d\"} %d\n", i, i)
		fmt.Fprintf(&down, "a{i=\"%d\"} %d\n", series-1-i, series-1-i)
	}
	if err := os.WriteFile("up.txt", []byte(up.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	call{args: "diff up.txt -", stdin: down.String()}.test(t)
	call{args: "diff up.txt -", stdin: strings.Replace(down.String(), "} 7\n", "} 8\n", 1), code: 1,
		stdout: "--- up.txt\n+++ <stdin>\n@@ a @@\n-a{i=\"7\"} 7\n+a{i=\"7\"} 8\n"}.test(t)
}

// An error in one page of two ends the reading of the other.
func TestDiffStopsReading(t *testing.T) {
	inDir(t)
	var stdout, stderr strings.Builder
	page := &stream{end: longSize, family: 100}
	code := run(t.Context(), []string{"diff", "bad.txt", "-"}, page, &stdout, &stderr)
	if got, want := stderr.String(), "expfmt: bad.txt:3:7: expected a number, found \"many\"\n"; code != exitFailed || got != want {
		t.Errorf("got exit code %d and %q, want %d and %q", code, got, exitFailed, want)
	}
	if page.size > headSize*5/4 {
		t.Errorf("got %d bytes read, want the head of %d and a part more", page.size, headSize)
	}
}
