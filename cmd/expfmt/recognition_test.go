package main

import "testing"

func TestFormatOf(t *testing.T) {
	for _, test := range []struct{ page, want string }{
		{"# TYPE a_total counter\na_total 1\n# EOF\n", "text"},
		{"# TYPE a counter\na 1\n# EOF\n", "text"},
		{"# TYPE a counter\na{b=\"1\"} 1\n# EOF\n", "text"},
		{"# TYPE a untyped\na 1\n# EOF\n", "text"},
		{"# TYPE a counter\na_total 1\n# TYPE b untyped\nb 1\n# EOF\n", "openmetrics"},
		{"# TYPE a counter\na_total{b=\"1\"} 1\n# TYPE b_total counter\n# EOF\n", "openmetrics"},
		{"# TYPE a unknown\na 1\n# TYPE b untyped\n# EOF\n", "openmetrics"},
		{"# TYPE a unknown\na 1\n", "text"},
		{"# UNIT a_s s\n", "text"},
		{"", "text"},
		{"a 1\n", "text"},
		{"a 1\n# EOF\n", "openmetrics"},
		{"a 1\n# EOF", "openmetrics"},
		{"# EOF", "openmetrics"},
		{"# EOF\n", "openmetrics"},
		{"a 1\n# EOF\n\n", "text"},
		{"a 1\n# EOF \n", "text"},
		{"# EOF\na 1\n", "text"},
		{"# TYPE h histogram\nh {count:1,sum:1,bucket:[+Inf:1]}\n# EOF\n", "openmetrics2"},
		{"# TYPE h gaugehistogram\nh{a=\"{\"} {gcount:1,gsum:1,bucket:[+Inf:1]}\n", "openmetrics2"},
		{"# TYPE a_total counter\na_total 1\nh {count:1,sum:1,bucket:[+Inf:1]}\n# EOF\n", "openmetrics2"},
		{"{\"h.h\",a=\"b\"} {count:1,sum:1,quantile:[]}\n# EOF\n", "openmetrics2"},
		{"# TYPE \"h.h\" counter\n{\"h.h\",a=\"b\"} 1\n# TYPE a unknown\na 1\n# EOF\n", "openmetrics2"},
		{"# TYPE a_total counter\na_total 1 1 st@1\n# EOF\n", "openmetrics2"},
		{"# TYPE a_total counter\na_total 1 # {b=\"c\"} 1 1\n# EOF\n", "openmetrics2"},
		{"# TYPE a_total counter\na_total 1\n# TYPE b unknown\n# EOF\n", "openmetrics2"},
		{"# TYPE a_info info\na_info{b=\"c\"} 1\n# EOF\n", "openmetrics2"},
		{"# TYPE a info\na_info{b=\"c\"} 1\n# EOF\n", "openmetrics"},
		{"# TYPE a counter\na_total 1 # {b=\"c\"} 1\n# EOF\n", "openmetrics"},
		{"# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n# EOF\n", "openmetrics"},
		{"# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\n# TYPE a_total counter\na_total 1\n# EOF\n", "text"},
		{"# TYPE s summary\ns_sum 1\ns_count 1\n# TYPE a unknown\n", "text"},
		{"a{b=\" {count:1\",c=\" st@1 # {\"} 1\n# EOF\n", "openmetrics"},
		{"name:\"a\" type:GAUGE metric:{gauge:{value:1}}\n", "protobuf-text"},
		{"\n# name\n  name : 'a'\ntype: GAUGE\n", "protobuf-text"},
		{"name:1\n", "text"},
		{"name:a 1\n", "text"},
		{"name \"a\"\n", "text"},
		{"\x05\n\x01a\x18\x01", "protobuf"},
		{"\x03\n\x01a", "protobuf"},
		{"\x07\n\x02a", "text"},               // cut inside the name
		{"\x80\x02\n\x03a.b\x12", "protobuf"}, // of 256 bytes
		{"\x05\n\x01a\x19\x01", "text"},       // another field
		{"\x03\n\x01\xff", "text"},
		{"\x03\n\x01\n", "text"},
		{"\x04\n\x00\x18\x01", "text"}, // no name
		{"\x80", "text"},
		{"#\n# HELP a A.\na 1\n", "text"},
		{"\n\n\na 1\n", "text"},
		{"a 1 # EOF\n", "text"},
	} {
		page := []byte(test.page)
		if got := formatOf(page, endsInEOF(page), true).name; got != test.want {
			t.Errorf("%q: got %s, want %s", test.page, got, test.want)
		}
	}
}

// The head of a page whose end is unknown has to show that the page is
// OpenMetrics.
func TestFormatOfHead(t *testing.T) {
	for _, test := range []struct{ head, want string }{
		{"", "text"},
		{"a 1\n", "text"},
		{"# TYPE a gauge\na 1\n", "text"},
		{"# TYPE a unknown\na 1\n", "openmetrics"},
		{"# TYPE a stateset\n", "openmetrics"},
		{"# TYPE a gaugehistogram\n", "openmetrics"},
		{"# TYPE a info\n", "openmetrics"},
		{"# UNIT a_s s\n", "openmetrics"},
		{"# TYPE a counter\n# HELP a A.\na_total 1\n", "openmetrics"},
		{"# TYPE a counter\n# TYPE b gauge\na_total 1\n", "text"},
		{"# TYPE a counter\na_count 1\n", "text"},
		{"# TYPE a untyped\na 1\n# UNIT b_s s\n", "text"},
	} {
		if got := formatOf([]byte(test.head), false, false).name; got != test.want {
			t.Errorf("%q: got %s, want %s", test.head, got, test.want)
		}
	}
}

// A sign that no page of its formats has shown would be dead.
func TestSigns(t *testing.T) {
	lines := []string{
		"# TYPE a untyped", "# TYPE a info", "# UNIT a_s s", "a 1 # {b=\"c\"} 1", "a 1 st@1", "a {count:1}", "# TYPE h histogram", "h_bucket 1",
		"# TYPE a_total counter", "a_total 1", "# TYPE b counter", "b_total 1", "# TYPE c_info info", "c_info 1", "# TYPE d info", "d_info 1",
	}
	seen := map[string]bool{}
	var l pageLine
	for _, text := range lines {
		l.read(text)
		for _, s := range signs {
			seen[s.sign] = seen[s.sign] || s.isSign(&l)
		}
	}
	for _, s := range signs {
		if !seen[s.sign] {
			t.Errorf("%s: no line shows the sign", s.sign)
		}
	}
}
