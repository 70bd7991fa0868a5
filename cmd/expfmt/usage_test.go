package main

import (
	"strings"
	"testing"
	"time"
)

func TestUsage(t *testing.T) {
	for _, args := range []string{"--help", "-h", "help", "check --help", "diff a -h"} {
		call{args: args, stdout: usage()}.test(t)
	}
	for _, want := range []string{"expfmt check", "--openmetrics", "--format FORMAT", "protobuf-text", "expfmt diff", "--ignore-values=", "--tolerance", "expfmt convert", "--from", "256 MiB", "30 seconds"} {
		if !strings.Contains(usage(), want) {
			t.Errorf("usage: want it to contain %q, got\n%s", want, usage())
		}
	}
	call{args: "", code: 2, stderr: "expfmt: expected the command check, diff or convert, found \"\"; --help describes the commands\n"}.test(t)
	call{args: "lint", code: 2, stderr: "expfmt: expected the command check, diff or convert, found \"lint\"; --help describes the commands\n"}.test(t)
}

// The usage has a line for each format.
func TestFormatsInUsage(t *testing.T) {
	for _, f := range formats {
		if !strings.Contains(usage(), "\n\t"+f.name+" ") {
			t.Errorf("usage: want it to describe the format %s", f.name)
		}
	}
}

func TestLimitsInUsage(t *testing.T) {
	if maxPageSize != 256<<20 || fetchTimeout != 30*time.Second {
		t.Errorf("the usage says 256 MiB and 30 seconds, found %d bytes and %v", maxPageSize, fetchTimeout)
	}
}
