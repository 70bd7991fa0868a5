package owntests

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
)

// A text is a test file as it was taken.
type text struct {
	name   string
	source []byte
	lines  []*declaration // of each line
}

// A library says under which paths the tests find what they import.
type library struct {
	name    string
	imports map[string]string // an absent path stays
}

// path returns the path that takes the place of p; it is empty if the import
// is left out.
func (l *library) path(p string) string {
	if becomes, ok := l.imports[p]; ok {
		return becomes
	}
	return p
}

// texts writes the declarations, file by file, as tests of the library.
func (g *graph) texts(lib *library, taken map[*declaration]bool) []text {
	var written []text
	for _, file := range g.suite.tests {
		var inFile []*declaration
		for _, d := range g.declarations {
			if d.file == file && taken[d] {
				inFile = append(inFile, d)
			}
		}
		if len(inFile) > 0 {
			written = append(written, g.text(lib, file, inFile))
		}
	}
	return written
}

func (g *graph) text(lib *library, file *ast.File, taken []*declaration) text {
	t := text{name: filepath.Base(g.suite.files.Position(file.Pos()).Filename)}
	var b bytes.Buffer
	fmt.Fprintf(&b, "package %s_test\n\n", g.suite.checkedName())
	for _, spec := range g.importSpecs(lib, file, taken) {
		fmt.Fprintf(&b, "import %s\n", spec)
	}
	for _, d := range taken {
		b.WriteByte('\n')
		for len(t.lines) < bytes.Count(b.Bytes(), []byte("\n")) {
			t.lines = append(t.lines, nil)
		}
		b.WriteString(d.keyword)
		b.Write(g.rewritten(d))
		b.WriteByte('\n')
		for len(t.lines) < bytes.Count(b.Bytes(), []byte("\n")) {
			t.lines = append(t.lines, d)
		}
	}
	t.source = b.Bytes()
	return t
}

// importSpecs returns what the declarations import, sorted: what they name,
// what their file imports without a name, and the package that is tested.
func (g *graph) importSpecs(lib *library, file *ast.File, taken []*declaration) []string {
	specs := make(map[string]bool)
	add := func(name, p string) {
		if becomes := lib.path(p); becomes != "" {
			specs[name+" "+strconv.Quote(becomes)] = true
		}
	}
	used := make(map[*ast.ImportSpec]bool)
	for _, d := range taken {
		maps.Copy(used, d.imports)
		if len(d.qualified) > 0 {
			add(g.suite.qualifier(), g.suite.path)
		}
	}
	for _, spec := range file.Imports {
		switch p := importPath(spec); {
		case spec.Name != nil && (used[spec] || spec.Name.Name == "_"):
			add(spec.Name.Name, p)
		case used[spec] && lib.path(p) != p:
			add(path.Base(p), p)
		case used[spec]:
			add("", p)
		}
	}
	return slices.Sorted(maps.Keys(specs))
}

// rewritten returns the source of d as another package must write it.
func (g *graph) rewritten(d *declaration) []byte {
	type edit struct {
		at, until token.Pos
		text      string
	}
	var edits []edit
	for _, pos := range d.qualified {
		edits = append(edits, edit{pos, pos, g.suite.qualifier() + "."})
	}
	for _, c := range d.constants {
		edits = append(edits, edit{c.ident.Pos(), c.ident.End(), c.value})
	}
	slices.SortFunc(edits, func(a, b edit) int { return int(a.at - b.at) })
	source, start := g.suite.source[d.file], d.file.FileStart
	var rewritten []byte
	from := d.from
	for _, e := range edits {
		rewritten = append(rewritten, source[from-start:e.at-start]...)
		rewritten = append(rewritten, e.text...)
		from = e.until
	}
	return append(rewritten, source[from-start:d.to-start]...)
}

// checkedName returns the name of the tested package.
func (s *suite) checkedName() string { return path.Base(s.path) }
