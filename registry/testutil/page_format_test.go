package testutil

import "testing"

func TestFormatOf(t *testing.T) {
	names := map[bool]string{true: "native", false: "no native"}
	for _, tt := range []struct {
		page string
		want pageFormat
	}{
		{"", textPage},
		{"a 1\n", textPage},
		{"# EOF\n", textPage},
		{"# TYPE a_total counter\na_total 1\n# EOF\n", textPage},
		{"# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n# EOF\n", textPage},
		{"a{b=\"# EOF\"} 1\n", textPage},
		{"# UNIT a_s s\na_s 1\n# EOF\n", textPage},
		{"a {count:1,sum:1,bucket:[+Inf:1]}\n", textPage}, // a broken one
		{"a {count:1,sum:1,bucket:[+Inf:1]}\n# EOF\n", openMetrics2Page},
		{"\n\t\t# TYPE a gaugehistogram\n\t\ta {gcount:1,gsum:1,bucket:[+Inf:1]}\n\t\t# EOF\n\t", openMetrics2Page},
		{"a_total 1 st@1\n# EOF", openMetrics2Page},
		{"a_total 1 # {b=\"c\"} 1 1\n# EOF", openMetrics2Page},
		{"# TYPE a_info info\na_info 1\n# EOF", openMetrics2Page},
		{"# TYPE a unknown\na 1\n# EOF", openMetrics2Page},
		{"# TYPE a unknown\na 1\n", textPage},
		{"name:\"a\" type:GAUGE metric:{gauge:{value:1}}\n", protobufTextPage},
		{"\n# A comment.\n\tname:  \"a\"\n\ttype: GAUGE\n", protobufTextPage},
		{"name:a 1\n", textPage},
		{"name: 1\n", textPage},
		{"# name:\"a\"\nb 1\n", textPage},
	} {
		got := formatOf([]byte(tt.page))
		if got.print != tt.want.print {
			t.Errorf("%q: got %T (%s), want %T", tt.page, got.print, names[got.showsNative], tt.want.print)
		}
	}
}
