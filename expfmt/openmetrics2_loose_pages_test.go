package expfmt

// looseOpenMetrics2Pages keep to the standard, and are not as a page prints
// them. The last line is left out.
var looseOpenMetrics2Pages = []struct{ name, page, print string }{
	{"no metadata", "a 1\nb{} 2\n{\"c\"} 3\n{\"d\",e=\"f\"} 4\n", `# HELP a ` + `
# TYPE a unknown
a 1.0
# HELP b ` + `
# TYPE b unknown
b 2.0
# HELP c ` + `
# TYPE c unknown
c 3.0
# HELP d ` + `
# TYPE d unknown
d{e="f"} 4.0
`},
	{"metadata in another order", "# TYPE a gauge\n# UNIT a \n# HELP a \na 1\n", "# HELP a \n# TYPE a gauge\na 1.0\n"},
	{"metadata without samples", "# TYPE a gauge\n# UNIT b s\n", ""},
	{"unit that the name does not end in", "# UNIT a B:4_\na 1\n", "# HELP a \n# TYPE a unknown\n# UNIT a B:4_\na 1.0\n"},
	{"labels in any order", "a{c=\"1\",\"b\"=\"2\"} 1\n", "# HELP a \n# TYPE a unknown\na{b=\"2\",c=\"1\"} 1.0\n"},
	{"any escape", `a{b="\a\\\"\n` + "\r" + `"} 1` + "\n", "# HELP a \n# TYPE a unknown\n" + `a{b="\\a\\\"\n` + "\r" + `"} 1.0` + "\n"},
	{
		"numbers", "# TYPE a gauge\na{l=\"1\"} 007\na{l=\"2\"} +.5E-1\na{l=\"3\"} -INFinity\na{l=\"4\"} nAn\na{l=\"5\"} 1.\na{l=\"6\"} inf\n",
		"# HELP a \n# TYPE a gauge\n" + `a{l="1"} 7.0
a{l="2"} 0.05
a{l="3"} -Inf
a{l="4"} NaN
a{l="5"} 1.0
a{l="6"} +Inf
`,
	},
	{
		"times", "# TYPE a counter\na 1 1e3 st@1.50\na 1 +1000.0004 st@1.0000000000001\na 1 1700000000.1234567 st@-.5e1 # {} 1 0\n",
		"# HELP a \n# TYPE a counter\na 1.0 1000 st@1.5\na 1.0 1000.0004 st@1.0000000000001\na 1.0 1700000000.1234567 st@-5 # {} 1.0 0\n",
	},
	{
		"counts", "# TYPE a histogram\na{l=\"1\"} {count:+017,sum:324789.3,bucket:[0.0:00,1e-05:0.0,1.0e0:8,+Inf:17.]}\n" +
			"a{l=\"2\"} {count:18446744073709551615,sum:1,bucket:[+Inf:18446744073709551615]}\n" +
			"a{l=\"3\"} {count:18446744073709551616,sum:1,bucket:[+Inf:18446744073709551616]}\n" +
			"a{l=\"4\"} {count:2e6,sum:1,bucket:[1:1000000,+Inf:2000000]}\na{l=\"5\"} {count:Inf,sum:nan,bucket:[+Inf:INFINITY]}\n",
		"# HELP a \n# TYPE a histogram\n" + `a{l="1"} {count:17,sum:324789.3,bucket:[0:0,1e-05:0,1:8,+Inf:17]}
a{l="2"} {count:18446744073709551615,sum:1,bucket:[+Inf:18446744073709551615]}
a{l="3"} {count:1.8446744073709552e+19,sum:1,bucket:[+Inf:1.8446744073709552e+19]}
a{l="4"} {count:2e+06,sum:1,bucket:[1:1e+06,+Inf:2e+06]}
a{l="5"} {count:+Inf,sum:NaN,bucket:[+Inf:+Inf]}
`,
	},
	{
		"native buckets", "# TYPE a histogram\n" +
			"a{l=\"1\"} {count:3,sum:1.2e2,schema:+08,zero_threshold:1e-4,zero_count:3,negative_spans:[],negative_buckets:[],positive_spans:[],positive_buckets:[]}\n" +
			"a{l=\"2\"} {count:3,sum:nan,schema:-4,zero_threshold:.5,zero_count:1,positive_spans:[-3:0,+2:01],positive_buckets:[1]}\n" +
			"a{l=\"3\"} {count:1,sum:inf,schema:-4,zero_threshold:0,zero_count:0,positive_spans:[65:1],positive_buckets:[1]}\n",
		"# HELP a \n# TYPE a histogram\n" + `a{l="1"} {count:3,sum:120,schema:8,zero_threshold:0.0001,zero_count:3}
a{l="2"} {count:3,sum:NaN,schema:-4,zero_threshold:0.5,zero_count:1,positive_spans:[-3:0,2:1],positive_buckets:[1]}
a{l="3"} {count:1,sum:+Inf,schema:-4,zero_threshold:0,zero_count:0,positive_spans:[65:1],positive_buckets:[1]}
`,
	},
	{
		"gauge histogram whose counts decrease", "# TYPE a gaugehistogram\na {gcount:1,gsum:1,bucket:[1:3,2:-Inf,+Inf:1]} # {} 1.5 7 # {} 0.5 8\n",
		"# HELP a \n# TYPE a gaugehistogram\na {gcount:1,gsum:1,bucket:[1:3,2:-Inf,+Inf:1]} # {} 0.5 8 # {} 1.5 7\n",
	},
	{
		"unknown with composite values",
		"# TYPE a unknown\na {count:1,sum:1,bucket:[+Inf:1]}\na{b=\"c\"} {count:1,sum:1,bucket:[+Inf:1]}\nd {gcount:1,gsum:1,bucket:[+Inf:1]}\ne {count:12.0,sum:100.0,quantile:[0.9:2.0]}\n",
		`# HELP a ` + `
# TYPE a histogram
a {count:1,sum:1,bucket:[+Inf:1]}
a{b="c"} {count:1,sum:1,bucket:[+Inf:1]}
# HELP d ` + `
# TYPE d gaugehistogram
d {gcount:1,gsum:1,bucket:[+Inf:1]}
# HELP e ` + `
# TYPE e summary
e {count:12,sum:100,quantile:[0.9:2]}
`,
	},
	{
		"count of a summary with an exponent", "# TYPE a summary\na {count:1e3,sum:Inf,quantile:[0:-0,1.0:nan]}\n",
		"# HELP a \n# TYPE a summary\na {count:1000,sum:+Inf,quantile:[0:0,1:NaN]}\n",
	},
	{
		"names of other samples", "# TYPE a histogram\na {count:1,sum:1,bucket:[+Inf:1]}\na_count 1\na_created 1\na_bucket{le=\"x\"} 1\n",
		"# HELP a \n# TYPE a histogram\na {count:1,sum:1,bucket:[+Inf:1]}\n# HELP a_count \n# TYPE a_count unknown\na_count 1.0\n" +
			"# HELP a_created \n# TYPE a_created unknown\na_created 1.0\n# HELP a_bucket \n# TYPE a_bucket unknown\na_bucket{le=\"x\"} 1.0\n",
	},
	{
		"groups of states", "# TYPE a stateset\na{a=\"x\"} 1\na{a=\"y\",e=\"\"} 0\na{a=\"x\",b=\"1\"} 1\n",
		"# HELP a \n# TYPE a stateset\na{a=\"x\"} 1.0\na{a=\"y\",e=\"\"} 0.0\na{a=\"x\",b=\"1\"} 1.0\n",
	},
	{
		"several exemplars of a bucket", "# TYPE a histogram\na {count:1,sum:1,bucket:[1:0,+Inf:1]} # {} 0.5 7 # {} 1 8 # {} nan 9\n",
		"# HELP a \n# TYPE a histogram\na {count:1,sum:1,bucket:[1:0,+Inf:1]} # {} 1.0 8 # {} NaN 9\n",
	},
	{
		"exemplars of native buckets", "# TYPE a histogram\na {count:1,sum:1,schema:0,zero_threshold:0,zero_count:1} # {} 2 7 # {} 1 8\n",
		"# HELP a \n# TYPE a histogram\na {count:1,sum:1,schema:0,zero_threshold:0,zero_count:1} # {} 1.0 8 # {} 2.0 7\n",
	},
	{
		"exemplars of a summary", "# TYPE a summary\na {count:1,sum:1,quantile:[]} # {} 2 7 # {} 1 8\n",
		"# HELP a \n# TYPE a summary\na {count:1,sum:1,quantile:[]}\n",
	},
}
