package owntests

import (
	"go/token"
	"slices"
	"strings"
	"testing"
)

// sample returns the tests of testdata/sample.
func sample(t *testing.T) (*graph, *exporter) {
	files := token.NewFileSet()
	export, err := newExporter(files, []string{"fmt", "net/http", "strings", "testing"})
	if err != nil {
		t.Fatal(err)
	}
	l := listing{ImportPath: "example.org/sample", Dir: "testdata/sample"}
	s, err := loadSuite(files, export, l, "sample", []string{"sample.go"}, []string{"sample_test.go"})
	if err != nil {
		t.Fatal(err)
	}
	return newGraph(s), export
}

func TestUnexported(t *testing.T) {
	want := map[string]string{
		"TestExported": "", "TestConstant": "", "ExampleNew": "", "ExampleBox": "",
		"TestField": "Box.lid", "TestHelper": "secret",
	}
	g, _ := sample(t)
	for _, d := range g.declarations {
		if !d.isTest() {
			continue
		}
		names, ok := want[d.name]
		delete(want, d.name)
		if got := strings.Join(d.allUnexported(), " "); !ok || got != names {
			t.Errorf("%s: got the unexported names %q, want %q", d.name, got, names)
		}
		if got, want := g.suite.isRun(d), d.name != "ExampleBox"; got != want {
			t.Errorf("%s: got %t for whether it runs, want %t", d.name, got, want)
		}
	}
	for name := range want {
		t.Errorf("expected %s among the tests, found none", name)
	}
}

func TestText(t *testing.T) {
	g, _ := sample(t)
	taken := make(map[*declaration]bool)
	for _, d := range g.declarations {
		if d.isTest() && len(d.allUnexported()) == 0 {
			for needed := range d.all() {
				taken[needed] = true
			}
		}
	}
	texts := g.texts(&library{name: "ours", imports: map[string]string{"example.org/sample": "plain/box"}}, taken)
	if len(texts) != 1 {
		t.Fatalf("got %d files, want 1", len(texts))
	}
	const want = `package sample_test

import  "fmt"
import  "net/http"
import  "testing"
import sample "plain/box"

type needed struct{ *sample.Box }

func (n needed) width() int { return n.Width }

var boxes  = []needed{{Box: sample.New(1)}}

func TestExported(t *testing.T) {
	New := sample.New(2)
	New.Open()
	t.Log(boxes[0].width() + New.Width)
}

func TestConstant(t *testing.T) { http.Header{}.Set("X-Sample", "1") }

func ExampleNew() {
	fmt.Println(sample.New(3).Width)
	// Output: 3
}

func ExampleBox() { sample.New(3).Open() }
`
	if got := string(texts[0].source); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	lines := strings.Split(want, "\n")
	if line := slices.Index(lines, "\tNew.Open()"); texts[0].lines[line].name != "TestExported" {
		t.Errorf("line %d: got the declaration %v, want TestExported", line+1, texts[0].lines[line])
	}
}
