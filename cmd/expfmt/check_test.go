package main

import (
	"testing"
)

func TestCheck(t *testing.T) {
	inDir(t)
	const (
		loose = ":1:8: jobs counter metrics should have \"_total\" suffix\n"
		help  = ":1:8: jobs no help text\n"
	)
	for _, c := range []call{
		{args: "check clean.txt"},
		{args: "check", stdin: cleanPage},
		{args: "check -", stdin: cleanPage},
		{args: "check clean.txt other.txt"},
		{args: "check loose.txt", code: 1, stdout: "loose.txt" + loose + "loose.txt" + help},
		{args: "check", stdin: loosePage, code: 1, stdout: "<stdin>" + loose + "<stdin>" + help},
		{args: "check clean.txt - ./loose.txt", stdin: loosePage, code: 1,
			stdout: "<stdin>" + loose + "<stdin>" + help + "./loose.txt" + loose + "./loose.txt" + help},
		{args: "check bad.txt", code: 1, stdout: "bad.txt" + loose + "bad.txt" + help + "bad.txt:3:7: expected a number, found \"many\"\n"},
		{args: "check open.txt"},
		{args: "check open.txt clean.txt"},
		{args: "check --openmetrics open.txt"},
		{args: "check --openmetrics clean.txt", code: 1, stdout: "clean.txt:3:1: expected \"jobs_total\" with _total or _created behind it, found \"jobs_total\"\n"},
		{args: "check", stdin: "# HELP a A.\na 1\n# EOF\n", code: 1, stdout: "<stdin>:1:8: a metrics should have a type other than 'unknown'\n"},
		{args: "check", stdin: "# HELP a A.\na 1\n# EOF\n\n"},
		{args: "check", stdin: "# HELP a A.\n\n# EOF", code: 1, stdout: "<stdin>:2:1: expected a metric name, found the end of the line\n"},
		{args: "check none.txt loose.txt", code: 2, stdout: "loose.txt" + loose + "loose.txt" + help,
			stderr: "expfmt: none.txt: no such file or directory\n"},
		{args: "check .", code: 2, stderr: "expfmt: .: is a directory\n"},
		{args: "check - -", code: 2, stderr: "expfmt: check: expected - once at most, found 2\n"},
		{args: "check --strict clean.txt", code: 2, stderr: "expfmt: check: flag provided but not defined: -strict\n"},
	} {
		c.test(t)
	}
}
