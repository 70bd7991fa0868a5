package expfmt

// lenientOpenMetricsPages are pages that break rules and are read
// nevertheless, each with the form that OpenMetrics prints and the errors of
// the broken rules.
var lenientOpenMetricsPages = []struct {
	name        string
	page, print string
	broken      []string
}{
	{
		"a gauge and a counter of one name",
		"# HELP go_memstats_alloc_bytes A.\n# TYPE go_memstats_alloc_bytes gauge\ngo_memstats_alloc_bytes 1.0\n" +
			"# HELP go_memstats_alloc_bytes B.\n# TYPE go_memstats_alloc_bytes counter\ngo_memstats_alloc_bytes_total 2.0\n# EOF\n",
		"# HELP go_memstats_alloc_bytes A.\n# TYPE go_memstats_alloc_bytes gauge\ngo_memstats_alloc_bytes 1.0\n" +
			"# HELP go_memstats_alloc_bytes B.\n# TYPE go_memstats_alloc_bytes counter\ngo_memstats_alloc_bytes_total 2.0\n# EOF\n",
		[]string{`line 4, column 8: expected HELP, TYPE and UNIT in front of the samples, found samples of "go_memstats_alloc_bytes" above`},
	},
	{
		"a counter and a gauge of one name, with another family between",
		"# TYPE a counter\na_total 1\na_created 5\n# TYPE b gauge\nb 2\n# TYPE a gauge\na 3\n# EOF\n",
		"# HELP a \n# TYPE a counter\na_total 1.0\na_created 5.0\n# HELP b \n# TYPE b gauge\nb 2.0\n# HELP a \n# TYPE a gauge\na 3.0\n# EOF\n",
		[]string{`line 6, column 8: expected the lines of a family in one place, found "a" again, of the family "a" above`},
	},
	{
		"a gauge of the name of a counter's time of creation",
		"# TYPE a_created gauge\na_created 5\n# TYPE a counter\na_total 1\na_created 6\n# EOF\n",
		"# HELP a_created \n# TYPE a_created gauge\na_created 5.0\n# HELP a \n# TYPE a counter\na_total 1.0\na_created 6.0\n# EOF\n",
		[]string{`line 3, column 8: expected the lines of a family in one place, found "a_created" again, of the family "a_created" above`},
	},
	{
		"a family in pieces, as the times of creation of an unknown are",
		"# HELP a A.\n# TYPE a unknown\na{b=\"1\"} 1\na_created{b=\"1\"} 5\na{b=\"2\"} 2\na_created{b=\"2\"} 6\n# EOF\n",
		"# HELP a A.\n# TYPE a unknown\na{b=\"1\"} 1.0\n# HELP a_created \n# TYPE a_created unknown\na_created{b=\"1\"} 5.0\n" +
			"# HELP a A.\n# TYPE a unknown\na{b=\"2\"} 2.0\n# HELP a_created \n# TYPE a_created unknown\na_created{b=\"2\"} 6.0\n# EOF\n",
		[]string{
			`line 5, column 1: expected the lines of a family in one place, found "a" again, of the family "a" above`,
			`line 6, column 1: expected the lines of a family in one place, found "a_created" again, of the family "a_created" above`,
		},
	},
	{
		"a histogram in pieces",
		"# HELP h H.\n# TYPE h histogram\nh_bucket{a=\"1\",le=\"+Inf\"} 1\nb 1\nh_bucket{a=\"2\",le=\"+Inf\"} 2\n# EOF\n",
		"# HELP h H.\n# TYPE h histogram\nh_bucket{a=\"1\",le=\"+Inf\"} 1\n# HELP b \n# TYPE b unknown\nb 1.0\n" +
			"# HELP h H.\n# TYPE h histogram\nh_bucket{a=\"2\",le=\"+Inf\"} 2\n# EOF\n",
		[]string{`line 5, column 1: expected the lines of a family in one place, found "h_bucket" again, of the family "h" above`},
	},
	{
		"a counter in pieces, HELP in the second", "# TYPE a counter\na_total 1\nb 1\n# HELP a A.\na_total{c=\"1\"} 2\n# EOF\n",
		"# HELP a \n# TYPE a counter\na_total 1.0\n# HELP b \n# TYPE b unknown\nb 1.0\n# HELP a A.\n# TYPE a counter\na_total{c=\"1\"} 2.0\n# EOF\n",
		[]string{`line 4, column 8: expected the lines of a family in one place, found "a" again, of the family "a" above`},
	},
	{
		"a histogram twice, with metadata", "# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\nb 1\n# TYPE h histogram\nh_bucket{a=\"1\",le=\"+Inf\"} 2\n# EOF\n",
		"# HELP h \n# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\n# HELP b \n# TYPE b unknown\nb 1.0\n# HELP h \n# TYPE h histogram\nh_bucket{a=\"1\",le=\"+Inf\"} 2\n# EOF\n",
		[]string{`line 4, column 8: expected the lines of a family in one place, found "h" again, of the family "h" above`},
	},
	{
		"units", "# UNIT a seconds\na 1\n# TYPE b_s info\n# UNIT b_s s\nb_s_info 1\n# EOF\n",
		"# HELP a \n# TYPE a unknown\n# UNIT a seconds\na 1.0\n# HELP b_s \n# TYPE b_s info\n# UNIT b_s s\nb_s_info 1.0\n# EOF\n",
		[]string{
			`line 1, column 10: expected a unit that the name "a" ends in, behind an underscore, found "seconds"`,
			`line 4, column 12: expected no unit for a family of type info, found "s"`,
		},
	},
	{
		"values below 0 and NaN",
		"# TYPE a counter\na_total{b=\"1\"} -1\na_total{b=\"2\"} NaN\n# TYPE s summary\ns{quantile=\"0.5\"} -1\ns_sum -Inf\ns_count 1\n" +
			"# TYPE g gaugehistogram\ng_bucket{le=\"+Inf\"} 1\ng_gsum -1\ng_gcount 1\n# EOF\n",
		"# HELP a \n# TYPE a counter\na_total{b=\"1\"} -1.0\na_total{b=\"2\"} NaN\n# HELP s \n# TYPE s summary\ns{quantile=\"0.5\"} -1.0\ns_sum -Inf\ns_count 1\n" +
			"# HELP g \n# TYPE g gaugehistogram\ng_bucket{le=\"+Inf\"} 1\ng_gsum -1.0\ng_gcount 1\n# EOF\n",
		[]string{
			"line 2, column 16: expected a number of at least 0, found -1",
			"line 3, column 16: expected a number of at least 0, found NaN",
			"line 5, column 19: expected a number of at least 0, or NaN, found -1",
			"line 6, column 7: expected a number of at least 0, found -Inf",
			"line 11, column 1: series {} ends here: expected a sum of at least 0 beside buckets from 0 on, found -1",
		},
	},
	{
		"a sum beside a bucket below 0", "# TYPE h histogram\nh_bucket{le=\"-1\"} 1\nh_bucket{le=\"+Inf\"} 1\nh_sum 2\nh_count 1\n# EOF\n",
		"# HELP h \n# TYPE h histogram\nh_bucket{le=\"-1.0\"} 1\nh_bucket{le=\"+Inf\"} 1\nh_sum 2.0\nh_count 1\n# EOF\n",
		[]string{"line 5, column 1: series {} ends here: expected no sum beside a bucket below 0, found 2"},
	},
	{
		"quantiles beyond 1", "# TYPE s summary\ns{quantile=\"99\"} 1\ns{quantile=\"-1\"} 2\n# EOF\n",
		"# HELP s \n# TYPE s summary\ns{quantile=\"-1.0\"} 2.0\ns{quantile=\"99.0\"} 1.0\n# EOF\n",
		[]string{`line 2, column 3: expected quantile from 0 to 1, found "99"`, `line 3, column 3: expected quantile from 0 to 1, found "-1"`},
	},
	{
		"exemplars of other samples", "# TYPE a unknown\na 1 # {b=\"c\"} 1\n# TYPE s summary\ns_sum 1 # {b=\"c\"} 1\n# EOF\n",
		"# HELP a \n# TYPE a unknown\na 1.0 # {b=\"c\"} 1.0\n# HELP s \n# TYPE s summary\ns_sum 1.0\n# EOF\n",
		[]string{
			`line 2, column 5: expected an exemplar of a counter or a bucket alone, found one of "a"`,
			`line 4, column 9: expected an exemplar of a counter or a bucket alone, found one of "s_sum"`,
		},
	},
	{
		"timestamps of some points, and timestamps that decrease", "a 1 2\na 2 1\na 3\n# EOF\n",
		"# HELP a \n# TYPE a unknown\na 1.0 2.0\na 2.0 1.0\na 3.0\n# EOF\n",
		[]string{
			"line 2, column 3: expected a timestamp of at least 2 seconds, that of the line before, found 1",
			"line 3, column 3: expected a timestamp on all lines of the series {}, or on none",
		},
	},
}
