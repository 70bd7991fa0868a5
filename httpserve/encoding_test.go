package httpserve

import (
	"strings"
	"testing"
)

// acceptEncodings are lines of Accept-Encoding headers and whether
// client_golang v1.25.0 sends gzip for them.
var acceptEncodings = []struct {
	name  string
	lines []string
	want  bool
}{
	{"none", nil, false},
	{"empty", []string{""}, false},
	{"gzip", []string{"gzip"}, true},
	{"a browser", []string{"gzip, deflate, br, zstd"}, true},
	{"others", []string{"deflate, br"}, false},
	{"identity", []string{"identity"}, false},
	{"anything", []string{"*"}, false},
	{"gzip or anything", []string{"gzip, *"}, false},
	{"gzip before anything", []string{"gzip;q=1, *;q=0.5"}, true},
	{"gzip or identity", []string{"identity, gzip"}, false},
	{"gzip before identity", []string{"identity;q=0.5, gzip"}, true},
	{"gzip behind identity", []string{"gzip;q=0.5, identity"}, false},
	{"gzip refused", []string{"gzip;q=0"}, false},
	{"gzip refused, at length", []string{"gzip;q=0.000"}, false},
	{"gzip refused, anything else", []string{"gzip;q=0, *"}, false},
	{"identity refused", []string{"identity;q=0, gzip;q=0.1"}, true},
	{"identity refused, nothing else", []string{"identity;q=0"}, false},
	{"anything refused", []string{"*;q=0, gzip;q=0.1"}, true},
	{"the highest q counts", []string{"gzip;q=0.1, gzip;q=0.9, identity;q=0.5"}, true},
	{"two lines", []string{"br", "gzip"}, true},
	{"a bad line before", []string{";", "gzip"}, true},
	{"q without digits", []string{"gzip;q="}, false},
	{"q of a half", []string{"gzip;q=.5"}, false},
	{"q of two", []string{"gzip;q=2"}, false},
	{"q with a dot at the end", []string{"gzip;q=1."}, true},
	{"q with rubbish", []string{"gzip;q=0.5x, identity"}, true},
	{"Q", []string{"gzip;Q=1"}, false},
	{"another parameter", []string{"gzip;level=9"}, false},
	{"another parameter ends the line", []string{"br;level=9, gzip"}, false},
	{"two parameters", []string{"gzip;q=1;level=9"}, true},
	{"blanks", []string{" gzip"}, false},
	{"blanks behind", []string{"br\t , \t gzip \t ; \t q=0.5"}, true},
	{"upper case", []string{"GZIP"}, false},
	{"x-gzip", []string{"x-gzip"}, false},
	{"empty element", []string{"br,, gzip"}, false},
	{"no comma", []string{"br gzip"}, false},
	{"not ASCII", []string{"gzip\x80"}, true},
	{"quotes", []string{`"gzip"`}, false},
}

func TestWantsGzip(t *testing.T) {
	for _, test := range acceptEncodings {
		t.Run(test.name, func(t *testing.T) {
			if got := wantsGzip(test.lines, defaultCompressions); got != test.want {
				t.Errorf("Accept-Encoding: %q\ngot  %v\nwant %v", test.lines, got, test.want)
			}
		})
	}
}

// Whatever a client sends is read to its end, and gzip is only sent to
// clients that can name it.
func FuzzWantsGzip(f *testing.F) {
	for _, test := range acceptEncodings {
		f.Add(strings.Join(test.lines, ", "))
	}
	f.Fuzz(func(t *testing.T, line string) {
		if wantsGzip([]string{line}, defaultCompressions) && !strings.Contains(line, "gzip") {
			t.Errorf("Accept-Encoding: %q\ngot gzip, want none: it is not named", line)
		}
		if !wantsGzip([]string{"gzip", "br;q=0.5"}, defaultCompressions) || wantsGzip([]string{line, "*;q=1.9999999999999999999"}, defaultCompressions) {
			t.Errorf("Accept-Encoding: %q changes what other lines mean", line)
		}
	})
}
