package main

import (
	"flag"
	"strings"
	"testing"
)

// The package comment is the only description of the flags: every flag needs
// a line there, with its default.
func TestUsageHasFlags(t *testing.T) {
	var v flagValues
	text := usage()
	v.flagSet().VisitAll(func(f *flag.Flag) {
		_, description, ok := strings.Cut(text, "\n\t--"+f.Name+" ")
		if !ok {
			t.Errorf("--%s: got a usage without the flag", f.Name)
			return
		}
		description, _, _ = strings.Cut(description, "\n\t--")
		if f.DefValue != "" && !strings.Contains(description, f.DefValue) {
			t.Errorf("--%s: got the usage %q, want it to contain the default %q", f.Name, description, f.DefValue)
		}
	})
}

func TestUsage(t *testing.T) {
	text := usage()
	if !strings.HasPrefix(text, "Acra-metrics is ") {
		t.Errorf("got a usage that begins %q, want the package comment", text[:20])
	}
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "//") || strings.HasPrefix(line, " ") {
			t.Errorf("got the line %q, want no marks of a comment", line)
		}
	}
	if strings.Contains(text, "package main") || strings.Contains(text, "import") {
		t.Errorf("got the usage %q, want no code", text)
	}
}

func TestHelp(t *testing.T) {
	for _, arg := range []string{"--help", "-h", "-help"} {
		code, stderr := runToEnd(t, arg)
		if code != 0 || stderr != usage() {
			t.Errorf("%s: got exit code %d and %q, want 0 and the usage", arg, code, stderr)
		}
	}
}
