package handlers

// A request is what a scraper, or somebody else, sends.
type request struct {
	name     string
	method   string   // GET if empty
	query    string   // with the question mark
	accept   []string // one line of the header each
	encoding []string // of Accept-Encoding
}

const (
	prometheus3 = "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2"
	proto       = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"
	textProto   = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding="
	browser     = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
)

func accept(name string, lines ...string) request { return request{name: name, accept: lines} }

func encoding(name string, lines ...string) request { return request{name: name, encoding: lines} }

var requests = []request{
	// As they are really sent.
	{name: "Prometheus 3", accept: []string{prometheus3}, encoding: []string{"gzip"}},
	{name: "Prometheus 3, no compression", accept: []string{prometheus3}, encoding: []string{"identity"}},
	{name: "Prometheus 3, zstd", accept: []string{prometheus3}, encoding: []string{"zstd,gzip"}},
	accept("Prometheus 3, legacy names", "application/openmetrics-text;version=1.0.0;escaping=underscores;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=underscores;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2"),
	accept("Prometheus 3, dots", "application/openmetrics-text;version=1.0.0;escaping=dots;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=dots;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2"),
	accept("Prometheus 3, values", "application/openmetrics-text;version=1.0.0;escaping=values;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=values;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2"),
	accept("Prometheus 3, text only", "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1"),
	accept("Prometheus 3, OpenMetrics 2.0", "application/openmetrics-text;version=2.0.0;q=0.7,"+prometheus3),
	{name: "Prometheus 2.53", accept: []string{"application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2"}, encoding: []string{"gzip"}},
	accept("Prometheus 2.37", "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"),
	accept("Prometheus 2.5", "application/openmetrics-text; version=0.0.1,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"),
	accept("Prometheus 2.0", "text/plain;version=0.0.4;q=1,*/*;q=0.1"),
	{name: "curl", accept: []string{"*/*"}},
	{name: "curl --compressed", accept: []string{"*/*"}, encoding: []string{"deflate, gzip, br, zstd"}},
	{name: "Firefox", accept: []string{browser}, encoding: []string{"gzip, deflate, br, zstd"}},
	{name: "Chrome", accept: []string{"text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7"}, encoding: []string{"gzip, deflate, br"}},
	{name: "Go", encoding: []string{"gzip"}},
	{name: "Python requests", accept: []string{"*/*"}, encoding: []string{"gzip, deflate"}},
	{name: "nothing"},

	// Protobuf.
	accept("Prometheus 1", proto+";q=0.7,text/plain;version=0.0.4;q=0.3,*/*;q=0.1"),
	accept("Prometheus 3, native histograms", proto+";q=0.7,"+prometheus3),
	accept("protobuf", proto),
	accept("protobuf with escaping", proto+";escaping=values"),
	accept("protobuf, quoted elsewhere", "text/html,"+proto+";q=0.1"),
	accept("protobuf as text", textProto+"text"),
	accept("protobuf as compact text", textProto+"compact-text;escaping=dots"),
	accept("protobuf of any type", "*/*;proto=io.prometheus.client.MetricFamily;encoding=delimited"),
	accept("protobuf of any application", "application/*;proto=io.prometheus.client.MetricFamily;encoding=text;version=7"),
	accept("protobuf without an encoding", "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily"),
	accept("protobuf in an unknown encoding", textProto+"json"),
	accept("protobuf with blanks", "application/vnd.google.protobuf ; proto = io.prometheus.client.MetricFamily ; encoding = delimited"),
	accept("protobuf without a message", "application/vnd.google.protobuf;encoding=delimited"),
	accept("protobuf of another message", "application/vnd.google.protobuf;proto=io.prometheus.client.Metric;encoding=delimited"),

	// Text.
	accept("text", "text/plain"),
	accept("text 0.0.4", "text/plain;version=0.0.4"),
	accept("text 1.0.0", "text/plain;version=1.0.0"),
	accept("text 1.0.0 with escaping", "text/plain;version=1.0.0;escaping=values"),
	accept("text of an unknown version", "text/plain;version=0.0.5;escaping=dots"),
	accept("text with a charset", "text/plain;version=0.0.4;charset=utf-8"),
	accept("upper case", "TEXT/PLAIN;VERSION=0.0.4;ESCAPING=VALUES"),
	accept("upper case scheme", "text/plain;escaping=VALUES"),
	accept("unknown scheme", "text/plain;escaping=slashes"),
	accept("empty scheme", "text/plain;escaping="),
	accept("two schemes", "text/plain;escaping=dots;escaping=values"),
	accept("blanks", " text/plain ; version = 0.0.4 ; escaping = values "),
	accept("tabs", "text/plain;\tversion=0.0.4;\tescaping=values"),
	accept("quotes", `text/plain;version="0.0.4";escaping="values"`),
	accept("quoted comma", `text/plain;x="a,b";escaping=values`),
	accept("scheme of a type not offered", "text/html;escaping=values"),
	accept("scheme of a type not offered, then text", "text/html;escaping=values,text/plain"),
	accept("schemes by quality", "text/plain;escaping=values;q=0.2,text/plain;escaping=dots;q=0.3"),
	accept("schemes in order", "text/plain;escaping=values,text/plain;escaping=dots"),

	// OpenMetrics.
	accept("OpenMetrics", "application/openmetrics-text"),
	accept("OpenMetrics 1.0.0", "application/openmetrics-text;version=1.0.0"),
	accept("OpenMetrics 1.0.0 with escaping", "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8"),
	accept("OpenMetrics 0.0.1", "application/openmetrics-text;version=0.0.1"),
	accept("OpenMetrics 0.0.1 with escaping", "application/openmetrics-text;version=0.0.1;escaping=values"),
	accept("OpenMetrics 2.0.0", "application/openmetrics-text;version=2.0.0;escaping=dots"),
	accept("OpenMetrics or text", "application/openmetrics-text;version=1.0.0;q=0.3,text/plain;q=0.4"),
	accept("OpenMetrics with a charset", "application/openmetrics-text; version=1.0.0; charset=utf-8"),

	// Wildcards and qualities.
	accept("any text", "text/*"),
	accept("any text of a version", "text/*;version=0.0.4;escaping=dots"),
	accept("anything of a version", "*/*;version=0.0.4;escaping=values"),
	accept("any application", "application/*;version=1.0.0"),
	accept("a star", "*"),
	accept("a star with escaping", "*;escaping=values,text/plain;q=0.1"),
	accept("a wildcard before", "*/*;escaping=dots,text/plain;escaping=values;q=0.9"),
	accept("a wildcard of higher quality", "*/*;escaping=dots;q=0.9,text/plain;escaping=values;q=0.1,text/*;escaping=allow-utf-8;q=0.5"),
	accept("a subtype wildcard of a wildcard", "*/plain;version=0.0.4;escaping=values"),
	accept("quality 0", "text/plain;q=0;escaping=values"),
	accept("quality above 1", "text/plain;escaping=dots;q=1,text/plain;escaping=values;q=7"),
	accept("negative quality", "text/plain;escaping=dots;q=-1,text/plain;escaping=values;q=-0.5"),
	accept("quality with a blank", "text/plain;escaping=dots;q= 0.9,text/plain;escaping=values;q=0.5"),
	accept("quality of no number", "text/plain;escaping=dots;q=high,text/plain;escaping=values;q=0.1"),
	accept("infinite quality", "text/plain;escaping=dots;q=0.5,text/plain;escaping=values;q=Inf"),
	accept("quality NaN", "text/plain;escaping=dots;q=NaN,text/plain;escaping=values;q=0.5"),
	accept("hexadecimal quality", "text/plain;escaping=dots;q=0.5,text/plain;escaping=values;q=0x1p-1"),
	accept("quality in exponents", "text/plain;escaping=dots;q=0.5,text/plain;escaping=values;q=6e-1"),
	accept("quality beyond a float", "text/plain;escaping=dots;q=0.5,text/plain;escaping=values;q=1e999"),
	accept("equal qualities of 15 clauses", "a/a;q=0.5,b/b;q=0.5,*/*;q=0.9;escaping=dots,c/c;q=0.5,d/*;q=0.7,text/*;q=0.6,e/e;q=0.5,f/f,g/*;q=0.9,text/plain;q=0.5;escaping=values,h/h;q=0.1,*/*;q=0.2,i/i;q=0.5,text/plain;q=0.4,j/j;q=1"),

	// Malformed.
	accept("two lines", "text/plain;escaping=dots", "text/plain;escaping=values"),
	accept("an empty line first", "", "text/plain;escaping=values"),
	accept("commas", ",,,"),
	accept("semicolons", ";;;"),
	accept("no slash", "text;escaping=values"),
	accept("two slashes", "text/plain/x;escaping=values"),
	accept("a slash", "/;escaping=values"),
	accept("no subtype", "text/;escaping=values"),
	accept("no type", "/plain;escaping=values"),
	accept("a parameter without value", "text/plain;version;escaping=values"),
	accept("a parameter with two equal signs", "text/plain;version=0.0.4=1;escaping=values"),
	accept("a parameter without name", "text/plain;=0.0.4;escaping=values"),
	accept("a trailing semicolon", "text/plain;escaping=values;"),
	accept("a trailing comma", "text/plain;escaping=values,"),
	accept("garbage", "\x80\xff,text/plain;escaping=values"),
	accept("nonsense", "once upon a time"),

	// Compression.
	encoding("gzip", "gzip"),
	encoding("gzip in upper case", "GZIP"),
	encoding("x-gzip", "x-gzip"),
	encoding("identity", "identity"),
	encoding("any encoding", "*"),
	encoding("any but gzip", "gzip;q=0,*"),
	encoding("gzip refused", "gzip;q=0"),
	encoding("gzip with a low quality", "gzip;q=0.001"),
	encoding("gzip below identity", "gzip;q=0.5, identity"),
	encoding("gzip above identity", "gzip, identity;q=0.5"),
	encoding("gzip and identity", "gzip, identity"),
	encoding("gzip below anything", "*;q=0.8, gzip;q=0.7"),
	encoding("gzip, identity refused", "gzip;q=0.1, identity;q=0"),
	encoding("all refused", "*;q=0"),
	encoding("identity refused", "identity;q=0"),
	encoding("gzip behind unknown ones", "br;q=1.0, zstd, deflate;q=0.9, gzip;q=0.1"),
	encoding("zstd alone", "zstd"),
	encoding("gzip on the second line", "br", "gzip"),
	encoding("gzip twice", "gzip;q=0, gzip;q=1"),
	encoding("blanks around gzip", " gzip ; q=0.5 "),
	encoding("quality above 1, gzip", "gzip;q=5"),
	encoding("quality in upper case", "gzip;Q=0"),
	encoding("quality of no number, gzip", "gzip;q=x"),
	encoding("quality with many digits", "gzip;q=0.00000000000000000001"),
	encoding("another parameter", "gzip;level=9"),
	encoding("commas only", ",,gzip"),
	encoding("no comma", "br gzip"),
	encoding("an empty encoding line", ""),

	// Methods and queries.
	{name: "HEAD", method: "HEAD", accept: []string{prometheus3}},
	{name: "HEAD gzip", method: "HEAD", encoding: []string{"gzip"}},
	{name: "POST", method: "POST"},
	{name: "PUT", method: "PUT", encoding: []string{"gzip"}},
	{name: "DELETE", method: "DELETE"},
	{name: "OPTIONS", method: "OPTIONS"},
	{name: "one family", query: "?name[]=requests_total"},
	{name: "two families", query: "?name[]=requests_total&name[]=level"},
	{name: "two families, in the other order", query: "?name[]=level&name[]=requests_total&name[]=level"},
	{name: "a family in percents", query: "?name%5B%5D=level"},
	{name: "an unknown family", query: "?name[]=none"},
	{name: "an unknown family, gzip", query: "?name[]=none", encoding: []string{"gzip"}},
	{name: "an empty family", query: "?name[]="},
	{name: "a sample in place of a family", query: "?name[]=seconds_count"},
	{name: "a family outside the legacy alphabet", query: "?name[]=my.metric"},
	{name: "an escaped family", query: "?name[]=my_metric"},
	{name: "another parameter in the query", query: "?name=level&x=y"},
	{name: "a broken query", query: "?name[]=level&%zz=1"},
	{name: "a broken query alone", query: "?name[]=%zz"},
	{name: "semicolons in the query", query: "?name[]=level;name[]=my.metric"},
}
