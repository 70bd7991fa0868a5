package owntests

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"slices"
)

// A trial is a suite with one of the libraries.
type trial struct {
	graph *graph
	lib   *library
	texts []text                  // what compiles
	wrong map[*declaration]string // what does not, and the compiler's words
}

// newTrial finds which of the declarations compile with the library.
func newTrial(g *graph, lib *library, export *exporter, wanted map[*declaration]bool) (*trial, error) {
	t := &trial{graph: g, lib: lib, wrong: make(map[*declaration]string)}
	taken := maps.Clone(wanted)
	for d := range taken {
		if message := absent(d, g, lib, export); message != "" {
			t.wrong[d] = message
		}
	}
	for {
		for d := range taken {
			if t.reason(d) != "" {
				delete(taken, d)
			}
		}
		t.texts = g.texts(lib, taken)
		wrong, err := check(t.texts, export)
		if err != nil {
			return nil, fmt.Errorf("owntests: %s with %s: %w", g.suite.name, lib.name, err)
		}
		if len(wrong) == 0 {
			return t, nil
		}
		maps.Copy(t.wrong, wrong)
	}
}

// reason returns why d does not compile, or "".
func (t *trial) reason(d *declaration) string {
	if message, ok := t.wrong[d]; ok {
		return message
	}
	needed := slices.SortedFunc(maps.Keys(d.all()), func(a, b *declaration) int { return int(a.from - b.from) })
	for _, d := range needed {
		if message, ok := t.wrong[d]; ok {
			return d.name + ": " + message
		}
	}
	return ""
}

// check compiles the texts, and returns the first mistake of each declaration.
func check(texts []text, imports types.Importer) (map[*declaration]string, error) {
	files := token.NewFileSet()
	var parsed []*ast.File
	for _, t := range texts {
		file, err := parser.ParseFile(files, t.name, t.source, parser.SkipObjectResolution)
		if err != nil {
			return nil, fmt.Errorf("%w in\n%s", err, t.source)
		}
		parsed = append(parsed, file)
	}
	wrong := make(map[*declaration]string)
	var lost []error
	config := types.Config{Importer: imports, GoVersion: "go1.26"}
	config.Error = func(err error) {
		mistake := err.(types.Error)
		at := files.Position(mistake.Pos)
		d := declarationAt(texts, at)
		switch {
		case d == nil:
			lost = append(lost, err)
		case wrong[d] == "":
			wrong[d] = mistake.Msg
		}
	}
	config.Check("taken", files, parsed, nil) // what it returns, Error has been told
	if len(lost) > 0 && len(wrong) == 0 {
		return nil, lost[0]
	}
	return wrong, nil
}

// declarationAt returns the declaration at a place in the texts, or nil.
func declarationAt(texts []text, at token.Position) *declaration {
	for _, t := range texts {
		if t.name == at.Filename && at.Line <= len(t.lines) {
			return t.lines[at.Line-1]
		}
	}
	return nil
}

// absent returns why d can't compile with the library, whatever it says: a
// package that does not exist.
func absent(d *declaration, g *graph, lib *library, export *exporter) string {
	var paths []string
	for spec := range d.imports {
		paths = append(paths, lib.path(importPath(spec)))
	}
	if len(d.qualified) > 0 {
		paths = append(paths, lib.path(g.suite.path))
	}
	slices.Sort(paths)
	for _, path := range paths {
		if path != "unsafe" && export.files[path] == "" {
			return "no package " + path
		}
	}
	return ""
}
