package owntests

import (
	"flag"
	"os"
	"strings"
	"testing"

	// The tests that are taken import these.
	_ "github.com/google/go-cmp/cmp"
	_ "github.com/klauspost/compress/zstd"
	_ "go.uber.org/goleak"
)

var (
	keep   = flag.String("keep", "", "write the tests that are taken below this `DIRECTORY`, and leave them there")
	update = flag.Bool("update", false, "write the table of the README, and the list of tests that can't be taken")
)

// TestOwnTests runs client_golang's own tests. A test must pass against
// client_golang; against plainmetrics, by other imports and by the module that
// stands in for client_golang, it must pass, or fail if it stands in failing.
func TestOwnTests(t *testing.T) {
	out := *keep
	if out == "" {
		out = t.TempDir()
	}
	results, err := Run(out)
	if err != nil {
		t.Fatal(err)
	}
	runReplaced(t, out, results)
	why := make(map[string]*reason)
	for i := range failing {
		for _, name := range strings.Fields(failing[i].tests) {
			if why[name] != nil {
				t.Errorf("%s stands in failing twice", name)
			}
			why[name] = &failing[i]
		}
	}
	for _, r := range results {
		expected := why[r.name()]
		delete(why, r.name())
		switch {
		case r.canBeTaken() && !r.theirs.ok:
			t.Errorf("%s fails with client_golang:\n%s", r.name(), r.theirs.output)
		case r.canBeTaken():
			compareOutcome(t, r.name()+" with other imports", r.ours, expected)
			if expected != nil && expected.importsOnly {
				expected = nil
			}
			compareOutcome(t, r.name()+" with the replacement", r.replaced, expected)
		case expected != nil:
			t.Errorf("%s can't be taken: remove it from failing", r.name())
		}
	}
	for name := range why {
		t.Errorf("client_golang has no test %s: remove it from failing", name)
	}
	compareFile(t, "testdata/not_taken.txt", "", "", notTaken(results))
	compareFile(t, "../README.md", "<!-- own tests: written by go test ./owntests -update -->\n", "<!-- own tests end -->\n", table(results, failing))
}

// compareOutcome fails unless the outcome is a success, or a failure for the
// expected reason, if there is one.
func compareOutcome(t *testing.T, name string, got outcome, expected *reason) {
	t.Helper()
	switch {
	case !got.ok && expected == nil:
		t.Errorf("%s: fails:\n%s", name, got.output)
	case got.ok && expected != nil:
		t.Errorf("%s: passes: remove it from failing (%s)", name, expected.why)
	case !got.ok:
		t.Logf("%s: fails, as expected (%s):\n%s", name, expected.why, got.output)
	}
}

// compareFile compares the text between two lines of a file, or the whole
// file, or writes it with -update.
func compareFile(t *testing.T, file, begin, end, want string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil && !*update {
		t.Fatal(err)
	}
	before, got, ok := strings.Cut(string(text), begin)
	after := ""
	if ok && end != "" {
		got, after, ok = strings.Cut(got, end)
	}
	if !ok {
		t.Fatalf("%s: expected the lines %q and %q, found none", file, begin, end)
	}
	if got == want {
		return
	}
	if !*update {
		t.Errorf("%s is not as it should be, see -update: got\n%s\nwant\n%s", file, got, want)
		return
	}
	if err := os.WriteFile(file, []byte(before+begin+want+end+after), 0o644); err != nil {
		t.Fatal(err)
	}
}
