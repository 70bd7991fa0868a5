package expfmt

import (
	"strings"
	"testing"
)

// acceptHeaders are Accept headers and the scheme of the text page that
// client_golang v1.25.0 answers them with. None asks for protobuf, which
// client_golang would send and we do not.
var acceptHeaders = []struct {
	name, accept string
	want         Scheme
}{
	{"none", "", Underscores},
	{"anything", "*/*", Underscores},
	{"anything, short", "*", Underscores},
	{"anything, shorter than short", "*/", Underscores},
	{"a browser", "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", Underscores},
	{"Prometheus 3", "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2", AllowUTF8},
	{"Prometheus 3, legacy names", "application/openmetrics-text;version=1.0.0;escaping=underscores;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=underscores;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2", Underscores},
	{"Prometheus 2", "application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2", Underscores},
	{"text", "text/plain", Underscores},
	{"text 0.0.4", "text/plain;version=0.0.4", Underscores},
	{"text 1.0.0", "text/plain;version=1.0.0", Underscores},
	{"OpenMetrics", "application/openmetrics-text", Underscores},

	{"underscores", "text/plain;escaping=underscores", Underscores},
	{"dots", "text/plain;escaping=dots", Dots},
	{"values", "text/plain;escaping=values", Values},
	{"UTF-8", "text/plain;escaping=allow-utf-8", AllowUTF8},
	{"unknown scheme", "text/plain;escaping=utf-8", Underscores},
	{"empty scheme", "text/plain;escaping=", Underscores},
	{"scheme in upper case", "text/plain;escaping=DOTS", Underscores},
	{"parameter in upper case", "text/plain;Escaping=dots", Underscores},
	{"scheme in quotes", `text/plain;escaping="dots"`, Underscores},
	{"blanks around", "  text/plain  ;  version=0.0.4  ;  escaping = dots  ", Dots},
	{"tabs around", "text/plain;\tescaping=dots", Underscores},
	{"scheme twice", "text/plain;escaping=dots;escaping=values", Values},
	{"scheme twice, once empty", "text/plain;escaping=dots;escaping= ;x=y", Underscores},
	{"two equal signs", "text/plain;escaping=dots=values", Underscores},
	{"equal sign at the end", "text/plain;escaping=dots=", Dots},
	{"semicolons", ";;text/plain;escaping=dots", Underscores},

	{"scheme of a type that is not offered", "application/json;escaping=values", Values},
	{"scheme of a version that is not offered", "text/plain;version=1.0.0;escaping=values", Values},
	{"scheme of a wildcard", "*/*;escaping=values", Values},
	{"the last scheme, if nothing fits", "a/b;escaping=dots,a/c;escaping=values", Values},
	{"the scheme before the first that fits", "a/b;escaping=dots,text/plain,a/c;escaping=values", Dots},
	{"the scheme of the first that fits", "text/plain;escaping=dots,text/plain;escaping=values", Dots},
	{"a wildcard with the version fits", "*/*;version=0.0.4;escaping=dots;q=1,text/*;escaping=values;q=0.5", Dots},
	{"half a wildcard with the version fits", "text/*;version=0.0.4,a/*;escaping=values;q=0.5", Underscores},
	{"a wildcard without the version does not fit", "text/*,a/*;escaping=values;q=0.5", Values},
	{"any type, plain", "*/plain;version=0.0.4,*/b;escaping=values;q=0.5", Underscores},

	{"by q", "text/plain;escaping=dots;q=0.1,text/plain;escaping=values;q=0.2", Values},
	{"q in the middle", "text/plain;q=0.1;escaping=dots,text/plain;escaping=values;q=0.2", Values},
	{"no q is 1", "text/plain;escaping=dots;q=0.9,text/plain;escaping=values", Values},
	{"q above 1", "text/plain;escaping=dots,text/plain;escaping=values;q=7", Values},
	{"q of 0 refuses nothing", "text/plain;escaping=dots;q=0", Dots},
	{"q that is no number is 0", "text/plain;escaping=dots;q=high,text/plain;escaping=values;q=0.1", Values},
	{"q behind a blank is 0", "text/plain;escaping=dots;q= 1,text/plain;escaping=values;q=0.1", Values},
	{"q below 0", "text/plain;escaping=dots;q=-1,text/plain;escaping=values;q=0", Values},
	{"Q is not q", "text/plain;escaping=dots;Q=0.1,text/plain;escaping=values;q=0.2", Dots},
	{"equal q, wildcards last", "*/*;version=0.0.4;escaping=dots,text/plain;escaping=values", Values},
	{"equal q, half wildcards last", "text/*;version=0.0.4;escaping=dots,text/plain;escaping=values", Values},
	{"a wildcard with the higher q", "*/*;version=0.0.4;escaping=dots;q=0.9,text/plain;escaping=values;q=0.1", Values},
	{"a wildcard with the higher q, behind", "text/plain;escaping=values;q=0.1,*/*;version=0.0.4;escaping=dots;q=0.9", Dots},

	{"no slash", "text;escaping=dots", Underscores},
	{"nothing after the slash", "text/;escaping=dots", Underscores},
	{"nothing before the slash", "/plain;escaping=dots", Dots},
	{"three parts", "text/plain/x;escaping=dots", Underscores},
	{"a slash at the end", "text/plain/;escaping=dots", Dots},
	{"type in upper case", "TEXT/PLAIN,a/b;escaping=dots;q=0.5", Dots},
	{"commas", ",,text/plain;escaping=dots,,", Dots},
	{"a comma in quotes", `a/b;x="1,text/plain;escaping=dots"`, Underscores},
	{"more clauses than there is room for", strings.Repeat("a/b;escaping=dots;q=0.5,", 20) + "text/plain;escaping=values;q=0.1", Values},
}

func TestNegotiate(t *testing.T) {
	for _, test := range acceptHeaders {
		t.Run(test.name, func(t *testing.T) {
			if got := Negotiate(test.accept); got != (Text{test.want}) {
				t.Errorf("Accept: %s\ngot  %v\nwant %v", test.accept, got, Text{test.want})
			}
		})
	}
}

// A header whose clauses have the same q and no wildcards is read from left
// to right, so the answer to it does not depend on how clauses are sorted.
func FuzzNegotiate(f *testing.F) {
	for _, test := range acceptHeaders {
		f.Add(test.accept)
	}
	f.Fuzz(func(t *testing.T, accept string) {
		got, ok := Negotiate(accept).(Text)
		if !ok || got.Scheme > AllowUTF8 {
			t.Fatalf("Accept: %s\ngot  %v\nwant a text format", accept, got)
		}
		if strings.ContainsAny(accept, "*q") {
			return
		}
		if want := leftToRight(accept); got.Scheme != want {
			t.Errorf("Accept: %s\ngot  %v\nwant %v", accept, got.Scheme, want)
		}
	})
}

// leftToRight is the simple twin of Negotiate for headers in which the
// clauses stand in the order in which they are tried.
func leftToRight(accept string) Scheme {
	scheme := Underscores
	for clause := range strings.SplitSeq(accept, ",") {
		parts := strings.Split(strings.Trim(clause, " "), ";")
		media := strings.Split(strings.TrimSuffix(parts[0], "/"), "/")
		if len(media) != 2 {
			continue
		}
		params := map[string]string{}
		for _, param := range parts[1:] {
			if pair := strings.Split(strings.TrimSuffix(param, "="), "="); len(pair) == 2 {
				params[strings.Trim(pair[0], " ")] = strings.Trim(pair[1], " ")
			}
		}
		if s, ok := ParseScheme(params["escaping"]); ok {
			scheme = s
		}
		version := params["version"]
		if strings.Trim(media[0], " ") == "text" && strings.Trim(media[1], " ") == "plain" && (version == "" || version == "0.0.4") {
			break
		}
	}
	return scheme
}

// Negotiating is a part of every scrape, and needs no memory: clauses are
// parts of the header, and there is room on the stack for more of them
// than Prometheus sends.
func TestNegotiateAllocs(t *testing.T) {
	for _, test := range acceptHeaders[:12] {
		if got := testing.AllocsPerRun(100, func() { Negotiate(test.accept) }); got != 0 {
			t.Errorf("Accept: %s\ngot  %v allocations\nwant none", test.accept, got)
		}
	}
}

func BenchmarkNegotiate(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Negotiate(acceptHeaders[5].accept)
	}
}
