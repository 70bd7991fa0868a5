package expfmt

// looseOpenMetricsPages are pages in a form that OpenMetrics does not
// print, each with the form that OpenMetrics prints.
var looseOpenMetricsPages = []struct {
	name        string
	page, print string
}{
	{"no line feed at the end", "# EOF", "# EOF\n"},
	{"no line feed at the end behind a sample", "a 1\n# EOF", "# HELP a \n# TYPE a unknown\na 1.0\n# EOF\n"},
	{"families without samples", "# HELP a A.\n# TYPE b histogram\n# UNIT c_s s\n# TYPE c_s counter\n# EOF\n", "# EOF\n"},
	{
		"metadata in another order", "# UNIT a_s s\n# TYPE a_s gauge\n# HELP a_s A.\na_s 1\n# EOF\n",
		"# HELP a_s A.\n# TYPE a_s gauge\n# UNIT a_s s\na_s 1.0\n# EOF\n",
	},
	{
		"empty labels on some lines", "# TYPE a counter\na_total{b=\"\"} 1\na_created 5\n# TYPE g gauge\ng 1 1\ng{b=\"\"} 2 2\n# EOF\n",
		"# HELP a \n# TYPE a counter\na_total{b=\"\"} 1.0\na_created{b=\"\"} 5.0\n# HELP g \n# TYPE g gauge\ng 1.0 1.0\ng{b=\"\"} 2.0 2.0\n# EOF\n",
	},
	{"empty metadata", "# UNIT a \n# HELP a \na 1\n# EOF\n", "# HELP a \n# TYPE a unknown\na 1.0\n# EOF\n"},
	{
		"no metadata", "x_sum 1\nx_bucket{le=\"1\"} 3\nx 5\n# EOF\n",
		"# HELP x_sum \n# TYPE x_sum unknown\nx_sum 1.0\n# HELP x_bucket \n# TYPE x_bucket unknown\nx_bucket{le=\"1\"} 3.0\n" +
			"# HELP x \n# TYPE x unknown\nx 5.0\n# EOF\n",
	},
	{"empty braces", "# TYPE a counter\na_total{} 1\n{\"b\"} 2\n# EOF\n", "# HELP a \n# TYPE a counter\na_total 1.0\n# HELP b \n# TYPE b unknown\nb 2.0\n# EOF\n"},
	{
		"quotes around legacy names", "# HELP \"a\" A.\n{\"a\"} 1\na{\"b\"=\"1\"} 2\n# EOF\n",
		"# HELP a A.\n# TYPE a unknown\na 1.0\na{b=\"1\"} 2.0\n# EOF\n",
	},
	{"labels in another order", "a{c=\"1\",b=\"2\"} 1\n# EOF\n", "# HELP a \n# TYPE a unknown\na{b=\"2\",c=\"1\"} 1.0\n# EOF\n"},
	{
		"backslashes in front of ordinary characters", "# HELP a \\t\\é\na{b=\"\\t\\\\\\é\\}\"} 1\n# EOF\n",
		"# HELP a \\\\t\\\\é\n# TYPE a unknown\na{b=\"\\\\t\\\\\\\\é\\\\}\"} 1.0\n# EOF\n",
	},
	{
		"numbers", "a 1.50\nb +1E3\nc -0\nd inf\ne -INFINITY\nf nan\ng .5\nh 5.\ni 0042\nj 1e-999\n# EOF\n",
		"# HELP a \n# TYPE a unknown\na 1.5\n# HELP b \n# TYPE b unknown\nb 1000.0\n# HELP c \n# TYPE c unknown\nc 0.0\n" +
			"# HELP d \n# TYPE d unknown\nd +Inf\n# HELP e \n# TYPE e unknown\ne -Inf\n# HELP f \n# TYPE f unknown\nf NaN\n" +
			"# HELP g \n# TYPE g unknown\ng 0.5\n# HELP h \n# TYPE h unknown\nh 5.0\n# HELP i \n# TYPE i unknown\ni 42.0\n" +
			"# HELP j \n# TYPE j unknown\nj 0.0\n# EOF\n",
	},
	{
		"timestamps", "a 1 000\nb 1 1.0006\nc 1 -1.5e3\nd 1 +.25\n# EOF\n",
		"# HELP a \n# TYPE a unknown\na 1.0 0.0\n# HELP b \n# TYPE b unknown\nb 1.0 1.0006\n" +
			"# HELP c \n# TYPE c unknown\nc 1.0 -1500.0\n# HELP d \n# TYPE d unknown\nd 1.0 0.25\n# EOF\n",
	},
	{
		"points less than a millisecond apart", "g 1 5\ng 2 5.0004\ng 3 5.00040001\n" +
			"# TYPE s summary\ns_sum 1 1.0001\ns_count 1 1.0001\ns_sum 2 1.0002\ns_count 2 1.0002\n# EOF\n",
		"# HELP g \n# TYPE g unknown\ng 1.0 5.0\ng 2.0 5.0004\ng 3.0 5.00040001\n" +
			"# HELP s \n# TYPE s summary\ns_sum 1.0 1.0001\ns_count 1 1.0001\ns_sum 2.0 1.0002\ns_count 2 1.0002\n# EOF\n",
	},
	{
		"times that no integer can hold", "a 1 1e17\na 2 1.7e308\n# TYPE b counter\nb_total 1 -1e300 # {b=\"c\"} 1 1.7e12\nb_created 1700000000000\n" +
			"# TYPE c histogram\nc_bucket{le=\"+Inf\"} 1 # {b=\"c\"} 1 1e-10\nc_created 1e-10\n# EOF\n",
		"# HELP a \n# TYPE a unknown\na 1.0 1e+17\na 2.0 1.7e+308\n# HELP b \n# TYPE b counter\nb_total 1.0 -1e+300 # {b=\"c\"} 1.0 1.7e+12\nb_created 1.7e+12\n" +
			"# HELP c \n# TYPE c histogram\nc_bucket{le=\"+Inf\"} 1 # {b=\"c\"} 1.0 1e-10\nc_created 1e-10\n# EOF\n",
	},
	{
		"times that an integer 0 can't tell from none", "# TYPE a counter\na_total 1 # {b=\"c\"} 1 0\na_created 0\na_total{b=\"c\"} 1\na_created{b=\"c\"} -0\n# EOF\n",
		"# HELP a \n# TYPE a counter\na_total 1.0 # {b=\"c\"} 1.0 0.0\na_created 0.0\na_total{b=\"c\"} 1.0\na_created{b=\"c\"} 0.0\n# EOF\n",
	},
	{"exemplar without labels", "# TYPE a counter\na_total 1 # {} 1\n# EOF\n", "# HELP a \n# TYPE a counter\na_total 1.0\n# EOF\n"},
	{
		"a timestamp at the time of creation", "# TYPE a counter\na_created 2 5\na_total 1 5\na_created 2 6\na_total 1 6\n# EOF\n",
		"# HELP a \n# TYPE a counter\na_total 1.0 5.0\na_created 2.0\na_total 1.0 6.0\na_created 2.0\n# EOF\n",
	},
	{
		"the time of creation first", "# TYPE a counter\na_created 2\na_total 1 5\n# EOF\n",
		"# HELP a \n# TYPE a counter\na_total 1.0 5.0\na_created 2.0\n# EOF\n",
	},
	{
		"counts with a decimal point", "# TYPE a histogram\na_bucket{le=\"1\"} 2.0\na_bucket{le=\"+Inf\"} 1.8446744073709552e+19\na_count 18446744073709551615\na_sum 3\n# EOF\n",
		"# HELP a \n# TYPE a histogram\na_bucket{le=\"1.0\"} 2\na_bucket{le=\"+Inf\"} 18446744073709551615\na_sum 3.0\na_count 18446744073709551615\n# EOF\n",
	},
	{
		"lines of a series in another order",
		"# TYPE h histogram\nh_created 1\nh_count 2\nh_bucket{le=\"1e-0\"} 1e0\nh_sum 3\nh_bucket{le=\"+Inf\"} 2\n" +
			"# TYPE s summary\ns{quantile=\"1\"} 2\ns_sum 3\ns_created 1\ns{quantile=\".5\"} 1\ns_count 2\ns{quantile=\"0\"} 0\n# EOF\n",
		"# HELP h \n# TYPE h histogram\nh_bucket{le=\"1.0\"} 1\nh_bucket{le=\"+Inf\"} 2\nh_sum 3.0\nh_count 2\nh_created 1.0\n" +
			"# HELP s \n# TYPE s summary\ns{quantile=\"0.0\"} 0.0\ns{quantile=\"0.5\"} 1.0\ns{quantile=\"1.0\"} 2.0\ns_sum 3.0\ns_count 2\ns_created 1.0\n# EOF\n",
	},
	{
		"exemplars at the bound and of NaN",
		"# TYPE a histogram\na_bucket{le=\"1\"} 1 # {b=\"c\"} 1\na_bucket{le=\"2\"} 1\na_bucket{le=\"+Inf\"} 1 # {b=\"c\"} NaN\n# EOF\n",
		"# HELP a \n# TYPE a histogram\na_bucket{le=\"1.0\"} 1 # {b=\"c\"} 1.0\na_bucket{le=\"2.0\"} 1\na_bucket{le=\"+Inf\"} 1 # {b=\"c\"} NaN\n# EOF\n",
	},
	{
		"states that all hold, and none", "# TYPE a stateset\na{a=\"\"} 1\na{b=\"c\",a=\"d\"} 0.0\na{b=\"c\",a=\"e\"} 0\n# EOF\n",
		"# HELP a \n# TYPE a stateset\na{a=\"\"} 1.0\na{a=\"d\",b=\"c\"} 0.0\na{a=\"e\",b=\"c\"} 0.0\n# EOF\n",
	},
	{
		"names that are suffixes", "_count 1\n_sum 2\n_gsum 3\n_gcount 4\n_created 5\n_bucket 6\n_total 7\n_info 8\n# EOF\n",
		"# HELP _count \n# TYPE _count unknown\n_count 1.0\n# HELP _sum \n# TYPE _sum unknown\n_sum 2.0\n# HELP _gsum \n# TYPE _gsum unknown\n_gsum 3.0\n# HELP _gcount \n# TYPE _gcount unknown\n_gcount 4.0\n# HELP _created \n# TYPE _created unknown\n_created 5.0\n# HELP _bucket \n# TYPE _bucket unknown\n_bucket 6.0\n# HELP _total \n# TYPE _total unknown\n_total 7.0\n# HELP _info \n# TYPE _info unknown\n_info 8.0\n# EOF\n",
	},
	{
		"labels of Prometheus", "# TYPE a counter\na_total{__replica__=\"b\",__=\"c\"} 1 # {__d=\"e\"} 1\n# EOF\n",
		"# HELP a \n# TYPE a counter\na_total{__=\"c\",__replica__=\"b\"} 1.0 # {__d=\"e\"} 1.0\n# EOF\n",
	},
	{
		"labels that the type does not reserve", "# TYPE a gauge\na{le=\"x\",quantile=\"y\",a=\"z\"} 1\n# EOF\n",
		"# HELP a \n# TYPE a gauge\na{a=\"z\",le=\"x\",quantile=\"y\"} 1.0\n# EOF\n",
	},
}
