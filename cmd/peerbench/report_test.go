package main

import (
	"errors"
	"strings"
	"testing"

	"plainmetrics/cmd/peerbench/measure"
)

var aMachine = machine{
	Go: "go1", OS: "os", Arch: "arch", CPU: "a CPU", Processors: 2,
	Peers: map[string]string{clientGolang: "v1", victoriaMetrics: "v2"},
}

var results = []measure.Result{
	{
		Work: "Counter.Inc, 1 goroutine", Unit: "ns",
		Median: map[string]float64{"limit": 5, "ours": 5.125, "cg": 6, "vm": 5.5}, Ratio: map[string]float64{"limit": 1.025, "cg": .8542, "vm": .932},
		BestPeer: "vm", Targets: []measure.Verdict{{Target: measure.Target{AtMost: 1.05, Peer: "limit"}, Got: 1.025, Reached: true}},
		Busy: true,
	},
	{
		Work: "scrape", Unit: "B", Median: map[string]float64{"ours": 696320, "cg": 0}, BestPeer: "cg",
		Targets: []measure.Verdict{
			{Target: measure.Target{AtMost: 100_000}, Got: 696320},
			{Target: measure.Target{AtMost: .01, Peer: "cg"}, Got: .0251},
		},
	},
}

const wantTable = `go1, os/arch, a CPU, 2 processors; client_golang v1, VictoriaMetrics/metrics v2

| work                     |      unit |     limit |      ours |        cg |        vm |   ÷ limit | ÷ best peer |             must reach |   reached |
| :----------------------- | --------: | --------: | --------: | --------: | --------: | --------: | ----------: | ---------------------: | --------: |
| Counter.Inc, 1 goroutine |        ns |         5 |      5.12 |         6 |       5.5 |      1.02 |    0.932 vm |           ≤ 1.05 limit |    (busy) |
| scrape                   |         B |           |   696,320 |         0 |           |           |             | ≤ 100,000 B, ≤ 0.01 cg | ✗ 696,320, 0.0251 cg |
`

// printResults has a report print the results.
func printResults(r report) error {
	var rows []measure.Row
	for _, result := range results {
		row := measure.Row{Work: result.Work, Unit: result.Unit}
		for _, v := range result.Targets {
			row.Targets = append(row.Targets, v.Target)
		}
		rows = append(rows, row)
	}
	r.begin(rows)
	for _, result := range results {
		r.add(result)
	}
	return r.end()
}

func TestTable(t *testing.T) {
	for quick, want := range map[bool]string{
		false: wantTable + "\nRows that miss a target: 1.\n" +
			"\nRows that tell little, because other programs had the processors: 1.\n",
		true: strings.NewReplacer("✗ 696,320, 0.0251 cg", "", "(busy)", "      ").Replace(wantTable) +
			"\nEverything runs. The numbers of a quick run mean nothing.\n",
	} {
		var got strings.Builder
		if err := printResults(&table{out: &got, machine: aMachine, quick: quick}); err != nil {
			t.Fatal(err)
		}
		if normal(got.String()) != normal(want) {
			t.Errorf("quick %v:\ngot\n%s\nwant\n%s", quick, &got, want)
		}
	}
}

// normal has one blank where there are several: TestTable is about the
// cells, and about how wide the columns are only in the first lines.
func normal(table string) string {
	head, tail, _ := strings.Cut(table, "| scrape")
	return head + strings.Join(strings.Fields(tail), " ")
}

const wantDocument = `{
	"machine": {
		"go": "go1",
		"os": "os",
		"arch": "arch",
		"cpu": "a CPU",
		"processors": 2,
		"peers": {
			"github.com/VictoriaMetrics/metrics": "v2",
			"github.com/prometheus/client_golang": "v1"
		}
	},
	"rows": [
		{
			"work": "Counter.Inc, 1 goroutine",
			"unit": "ns",
			"median": {
				"cg": 6,
				"limit": 5,
				"ours": 5.125,
				"vm": 5.5
			},
			"ratio": {
				"cg": 0.8542,
				"limit": 1.025,
				"vm": 0.932
			},
			"best_peer": "vm",
			"targets": [
				{
					"at_most": 1.05,
					"of": "limit",
					"got": 1.025,
					"reached": true
				}
			],
			"busy": true
		},
`

func TestDocument(t *testing.T) {
	var got strings.Builder
	if err := printResults(&document{out: &got, Machine: aMachine}); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(got.String(), wantDocument) {
		t.Errorf("got\n%s\nwant it to begin\n%s", &got, wantDocument)
	}
}

// A full disk takes nothing.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("full") }

func TestWriteErrors(t *testing.T) {
	for _, r := range []report{&table{out: full{}}, &document{out: full{}}} {
		if err := printResults(r); err == nil || err.Error() != "full" {
			t.Errorf("%T: got error %v, want full", r, err)
		}
	}
}

func TestNumber(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0", 1: "1", 1.05: "1.05", 9.999: "10", 12.34: "12.3", 99.96: "100", 99.4: "99.4",
		100: "100", 999.4: "999", 1000: "1,000", 1234567.8: "1,234,568",
		0.5: "0.5", 0.0832: "0.0832", 0.012345: "0.0123", 0.00001: "0.00001",
	} {
		if got := number(v); got != want {
			t.Errorf("%v: got %s, want %s", v, got, want)
		}
	}
}
