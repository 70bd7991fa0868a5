package registry

import "testing"

func TestBuildFQName(t *testing.T) {
	for _, c := range []struct{ namespace, subsystem, name, want string }{
		{"a", "b", "c", "a_b_c"},
		{"a", "", "c", "a_c"},
		{"", "b", "c", "b_c"},
		{"", "", "c", "c"},
		{"a", "b", "", ""},
		{"a", "", "", ""},
		{"", "", "", ""},
		{"a.b", "é", "c d", "a.b_é_c d"},
	} {
		if got := BuildFQName(c.namespace, c.subsystem, c.name); got != c.want {
			t.Errorf("BuildFQName(%q, %q, %q): got %q, want %q", c.namespace, c.subsystem, c.name, got, c.want)
		}
	}
}

// Metrics of all types have names of three parts.
func TestNamesOfMetrics(t *testing.T) {
	zero := func() float64 { return 0 }
	checkText(t, pageOf(t,
		NewCounter(CounterOpts{Namespace: "app", Subsystem: "db", Name: "a", Help: "A."}),
		NewGauge(GaugeOpts{Namespace: "app", Subsystem: "db", Name: "b", Help: "B."}),
		NewHistogram(HistogramOpts{Namespace: "app", Subsystem: "db", Name: "c", Help: "C.", Buckets: []float64{1}}),
		NewSummary(SummaryOpts{Namespace: "app", Subsystem: "db", Name: "d", Help: "D."}),
		NewCounterFunc(CounterOpts{Namespace: "app", Subsystem: "db", Name: "e", Help: "E."}, zero),
		NewGaugeFunc(GaugeOpts{Namespace: "app", Subsystem: "db", Name: "f", Help: "F."}, zero),
		NewUntypedFunc(UntypedOpts{Namespace: "app", Subsystem: "db", Name: "g", Help: "G."}, zero),
	), `
# HELP app_db_a A.
# TYPE app_db_a counter
app_db_a 0
# HELP app_db_b B.
# TYPE app_db_b gauge
app_db_b 0
# HELP app_db_c C.
# TYPE app_db_c histogram
app_db_c_bucket{le="1"} 0
app_db_c_bucket{le="+Inf"} 0
app_db_c_sum 0
app_db_c_count 0
# HELP app_db_d D.
# TYPE app_db_d summary
app_db_d_sum 0
app_db_d_count 0
# HELP app_db_e E.
# TYPE app_db_e counter
app_db_e 0
# HELP app_db_f F.
# TYPE app_db_f gauge
app_db_f 0
# HELP app_db_g G.
# TYPE app_db_g untyped
app_db_g 0
`)
}

// The line of an empty HELP text ends with a space. Line feeds and backslashes
// are escaped, quotes are not.
func TestHelpTexts(t *testing.T) {
	for _, c := range []struct{ help, want string }{
		{"", "# HELP c \n"},
		{"Plain text.", "# HELP c Plain text.\n"},
		{"Two\nlines, a \\ and \"quotes\".", "# HELP c Two\\nlines, a \\\\ and \"quotes\".\n"},
		{" größer\t", "# HELP c  größer\t\n"},
	} {
		got := pageOf(t, NewCounter(CounterOpts{Name: "c", Help: c.help}))
		checkText(t, got, c.want+"# TYPE c counter\nc 0\n")
	}
}
