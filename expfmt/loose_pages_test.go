package expfmt

// loosePages are pages in a form that Text does not print, each with the
// form that Text prints.
var loosePages = []struct {
	name        string
	page, print string
}{
	{"blank lines", "\n \n\t\n", ""},
	{"comments", "# a comment\n#\n  # \t\n#HELPER x\n# TYPES x\n## HELP x\n# help x\n# EOF\n", ""},
	{"families without samples", "# HELP a A.\n# TYPE b histogram\n# TYPE c gauge\n# HELP c C.\n", ""},
	{
		"a histogram with an empty label on some lines", "# TYPE h histogram\nh_bucket{a=\"\",le=\"1\"} 1\nh_bucket{le=\"+Inf\"} 2\nh_sum 3\nh_count{a=\"\"} 2\n",
		"# HELP h \n# TYPE h histogram\nh_bucket{a=\"\",le=\"1\"} 1\nh_bucket{a=\"\",le=\"+Inf\"} 2\nh_sum{a=\"\"} 3\nh_count{a=\"\"} 2\n",
	},
	{"HELP without a blank", "# HELP a\na 1\n", "# HELP a \n# TYPE a untyped\na 1\n"},
	{"HELP behind TYPE", "# TYPE a gauge\n# HELP a A.\na 1\n", "# HELP a A.\n# TYPE a gauge\na 1\n"},
	{"HELP and no TYPE", "# HELP a A.\na 1\n", "# HELP a A.\n# TYPE a untyped\na 1\n"},
	{"TYPE and no HELP", "# TYPE a counter\na 1\n", "# HELP a \n# TYPE a counter\na 1\n"},
	{
		"neither HELP nor TYPE", "x_sum 1\nx_count 2\nx_bucket{le=\"1\"} 3\nx_bucket{le=\"+Inf\"} 4\nx 5\n",
		"# HELP x_sum \n# TYPE x_sum untyped\nx_sum 1\n" +
			"# HELP x_count \n# TYPE x_count untyped\nx_count 2\n" +
			"# HELP x_bucket \n# TYPE x_bucket untyped\nx_bucket{le=\"1\"} 3\nx_bucket{le=\"+Inf\"} 4\n" +
			"# HELP x \n# TYPE x untyped\nx 5\n",
	},
	{
		"comments within a family", "# HELP a A.\n# now\n\n# TYPE a gauge\n# then\na{b=\"1\"} 1\n\n#end\na{b=\"2\"} 2\n",
		"# HELP a A.\n# TYPE a gauge\na{b=\"1\"} 1\na{b=\"2\"} 2\n",
	},
	{
		"blanks between tokens",
		"\t# \t HELP \t a\t\tA. \n #TYPE\ta \tgauge\t \n" +
			" a \t 1 \t\n\ta\t{ b\t= \"2\" ,\tc =\t\"3\"\t} \t2  1000\t\n" + `{ "a" , b = "4" } 3` + "\n",
		"# HELP a \tA. \n# TYPE a gauge\na 1\na{b=\"2\",c=\"3\"} 2 1000\na{b=\"4\"} 3\n",
	},
	{"no blanks between tokens", `a{b="1"}-Inf` + "\n" + `{"a"}.5` + "\n", "# HELP a \n# TYPE a untyped\na{b=\"1\"} -Inf\na 0.5\n"},
	{"empty braces", "a{} 1\n{\"b\"} 1\n", "# HELP a \n# TYPE a untyped\na 1\n# HELP b \n# TYPE b untyped\nb 1\n"},
	{
		"trailing commas", `a{b="1",} 1` + "\n" + `{"c",} 2` + "\n" + `{"c",d="3" , } 3` + "\n",
		"# HELP a \n# TYPE a untyped\na{b=\"1\"} 1\n# HELP c \n# TYPE c untyped\nc 2\nc{d=\"3\"} 3\n",
	},
	{
		"quotes around legacy names", "# HELP \"a\" A.\n# TYPE \"a\" gauge\n" + `{"a"} 1` + "\n" + `a{"b"="1"} 2` + "\n",
		"# HELP a A.\n# TYPE a gauge\na 1\na{b=\"1\"} 2\n",
	},
	{"labels in another order", `a{c="1",b="2",B="3"} 1` + "\n", "# HELP a \n# TYPE a untyped\n" + `a{B="3",b="2",c="1"} 1` + "\n"},
	{
		"points of a series at different times", "a 1 2000\na 2 1000\na 3\n# TYPE h histogram\n" +
			"h_bucket{le=\"+Inf\"} 1 1\nh_bucket{le=\"+Inf\"} 2 2\nh_sum 1 1\nh_count 1 1\nh_count 2 2\nh_sum 2 2\n",
		"# HELP a \n# TYPE a untyped\na 1 2000\na 2 1000\na 3\n# HELP h \n# TYPE h histogram\n" +
			"h_bucket{le=\"+Inf\"} 1 1\nh_sum 1 1\nh_count 1 1\nh_bucket{le=\"+Inf\"} 2 2\nh_sum 2 2\nh_count 2 2\n",
	},
	{
		"labels of Prometheus", `up{__replica__="a",job="b",__="c",__name_="d"} 1` + "\n# TYPE h histogram\n" +
			`h_bucket{"__replica__"="a",le="+Inf"} 1` + "\n" + `h_sum{__replica__="a"} 1` + "\n" + `h_count{__replica__="a"} 1` + "\n",
		"# HELP up \n# TYPE up untyped\n" + `up{__="c",__name_="d",__replica__="a",job="b"} 1` + "\n# HELP h \n# TYPE h histogram\n" +
			`h_bucket{__replica__="a",le="+Inf"} 1` + "\n" + `h_sum{__replica__="a"} 1` + "\n" + `h_count{__replica__="a"} 1` + "\n",
	},
	{
		"numbers", "a 1.50\nb +1e3\nc -0\nd inf\ne -INFINITY\nf nan\ng 0.000000000000000000000000000001\nh .5\ni 5.\nj 000\nk 18446744073709551616\n",
		"# HELP a \n# TYPE a untyped\na 1.5\n# HELP b \n# TYPE b untyped\nb 1000\n# HELP c \n# TYPE c untyped\nc 0\n" +
			"# HELP d \n# TYPE d untyped\nd +Inf\n# HELP e \n# TYPE e untyped\ne -Inf\n# HELP f \n# TYPE f untyped\nf NaN\n" +
			"# HELP g \n# TYPE g untyped\ng 1e-30\n# HELP h \n# TYPE h untyped\nh 0.5\n# HELP i \n# TYPE i untyped\ni 5\n" +
			"# HELP j \n# TYPE j untyped\nj 0\n# HELP k \n# TYPE k untyped\nk 1.8446744073709552e+19\n",
	},
	{"signed timestamps", "a 1 +5\nb 1 -0\n", "# HELP a \n# TYPE a untyped\na 1 5\n# HELP b \n# TYPE b untyped\nb 1 0\n"},
	{
		"lines of a series in another order",
		"# TYPE h histogram\nh_count 2\nh_bucket{le=\"1.0\"} 1e0\nh_sum 3\nh_bucket{le=\"inf\"} 2.0\n" +
			"# TYPE s summary\ns_sum 3\ns{quantile=\".5\"} 1\ns_count 2\ns{quantile=\"1.0\"} 2\n",
		"# HELP h \n# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"+Inf\"} 2\nh_sum 3\nh_count 2\n" +
			"# HELP s \n# TYPE s summary\ns{quantile=\"0.5\"} 1\ns{quantile=\"1\"} 2\ns_sum 3\ns_count 2\n",
	},
	{
		"lines of one series between those of another",
		"# TYPE h histogram\n" + `h_bucket{a="1",le="1"} 1
h_bucket{le="2",a="2"} 2
h_bucket{a="1",le="+Inf"} 3
h_bucket{a="2",le="+Inf"} 4
h_sum{a="2"} 5
h_sum{a="1"} 6
h_count{a="1"} 3
h_count{a="2"} 4
`,
		"# HELP h \n# TYPE h histogram\n" + `h_bucket{a="1",le="1"} 1
h_bucket{a="1",le="+Inf"} 3
h_sum{a="1"} 6
h_count{a="1"} 3
h_bucket{a="2",le="2"} 2
h_bucket{a="2",le="+Inf"} 4
h_sum{a="2"} 5
h_count{a="2"} 4
`,
	},
	{
		"bounds that differ in their rendering alone",
		"# TYPE s summary\ns{quantile=\"-0\"} 1\ns_sum 1\ns_count 18446744073709551615\n",
		"# HELP s \n# TYPE s summary\ns{quantile=\"0\"} 1\ns_sum 1\ns_count 1.8446744073709552e+19\n",
	},
}
