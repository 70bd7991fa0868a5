package owntests

import "testing"

// TestTrial compiles the tests with a library that lacks a name, and with one
// that does not exist.
func TestTrial(t *testing.T) {
	for _, c := range []struct{ path, exported, constant string }{
		{"strings", "undefined: sample.New", ""},
		{"plain/box", "no package plain/box", ""},
	} {
		g, export := sample(t)
		wanted, tests := make(map[*declaration]bool), make(map[string]*declaration)
		for _, d := range g.declarations {
			tests[d.name] = d
			if d.isTest() && len(d.allUnexported()) == 0 {
				for needed := range d.all() {
					wanted[needed] = true
				}
			}
		}
		trial, err := newTrial(g, &library{name: "ours", imports: map[string]string{"example.org/sample": c.path}}, export, wanted)
		if err != nil {
			t.Fatal(err)
		}
		if got := trial.reason(tests["TestExported"]); got != c.exported {
			t.Errorf("%s: TestExported: got %q, want %q", c.path, got, c.exported)
		}
		if got := trial.reason(tests["TestConstant"]); got != c.constant {
			t.Errorf("%s: TestConstant: got %q, want %q", c.path, got, c.constant)
		}
	}
}
