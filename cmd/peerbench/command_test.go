package main

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"plainmetrics/cmd/peerbench/measure"
	"plainmetrics/cmd/peerbench/rows"
)

// row is a row of work whose contenders take what they are told to.
func row(work string, check error, took map[string]float64, targets ...measure.Target) measure.Row {
	return measure.Row{
		Work: work, Unit: "ns", Targets: targets,
		Check: func(measure.Scale) error { return check },
		Start: func(measure.Scale) ([]measure.Contender, error) {
			var contenders []measure.Contender
			for contender, v := range took {
				contenders = append(contenders, measure.NewContender(contender, func() float64 { return v }))
			}
			if len(took) == 0 {
				return nil, errors.New("ouch")
			}
			return contenders, nil
		},
	}
}

var some = []measure.Row{
	row("reached", nil, map[string]float64{measure.Ours: 1, measure.CG: 10}, measure.Target{AtMost: .5, Peer: measure.CG}),
	row("missed", nil, map[string]float64{measure.Ours: 6, measure.CG: 10}, measure.Target{AtMost: .5, Peer: measure.CG}),
	row("differs", errors.New("the pages differ"), map[string]float64{measure.Ours: 1}),
	row("broken", nil, nil),
}

func TestExitCodes(t *testing.T) {
	for _, c := range []struct {
		args   string
		code   int
		stderr string
	}{
		{"--rows ^reached$", clean, ""},
		{"--rows REACHED --strict", clean, ""},
		{"--rows ^reached|missed$", clean, ""},
		{"--rows reached|missed --strict", missed, ""},
		{"--rows missed --strict --json", missed, ""},
		{"--rows missed --quick", clean, ""},
		{"--rows reached|differs", failed, "differs: before anything is measured: the pages differ"},
		{"--rows broken", failed, "broken: ouch"},
		{"--rows nothing", failed, `expected --rows to match work such as "reached", found none that does`},
		{"--rows [", failed, "--rows: error parsing regexp: missing closing ]: `[`"},
		{"--fast", failed, "flag provided but not defined: -fast"},
		{"reached", failed, `expected flags alone, found "reached"`},
		{"--quick --strict", failed, "expected --quick or --strict, found both: a quick run reaches no target"},
	} {
		var stdout, stderr strings.Builder
		code := run(strings.Fields(c.args), some, &stdout, &stderr)
		want := c.stderr
		if want != "" {
			want = "peerbench: " + want + "\n"
		}
		if code != c.code || stderr.String() != want {
			t.Errorf("peerbench %s: got code %d and %q, want %d and %q", c.args, code, &stderr, c.code, want)
		}
	}
}

// TestDiffers has no row measured when pages differ.
func TestDiffers(t *testing.T) {
	var stdout, stderr strings.Builder
	if run(nil, some, &stdout, &stderr); stdout.Len() > 0 {
		t.Errorf("got %s, want nothing", &stdout)
	}
}

func TestUsage(t *testing.T) {
	var stdout, stderr strings.Builder
	if code := run([]string{"--help"}, some, &stdout, &stderr); code != clean || stderr.Len() > 0 {
		t.Errorf("got code %d and %q", code, &stderr)
	}
	for _, want := range []string{"Peerbench measures", "--rows REGEXP", "--strict"} {
		if !strings.Contains(stdout.String(), want) {
			t.Errorf("expected the usage to say %s, found %s", want, &stdout)
		}
	}
}

// TestQuick measures for once.
func TestQuick(t *testing.T) {
	var stdout, stderr strings.Builder
	if code := run(strings.Fields("--quick --json --rows ^(counter.inc,.1|summary.observe,.2|go.coll)"), rows.All(), &stdout, &stderr); code != clean {
		t.Fatalf("got code %d: %s", code, &stderr)
	}
	var got document
	if err := json.Unmarshal([]byte(stdout.String()), &got); err != nil {
		t.Fatal(err)
	}
	if !got.Quick || got.Machine.Go == "" || len(got.Rows) != 4 {
		t.Fatalf("got %s", &stdout)
	}
	for _, row := range got.Rows {
		if row.Unit == "ns" && (row.Median[measure.Ours] <= 0 || row.Ratio[measure.CG] <= 0) || row.Targets[0].AtMost < 0 {
			t.Errorf("%s: got %+v", row.Work, row)
		}
	}
}
