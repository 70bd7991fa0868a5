package owntests

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"
)

// A declaration is a function, a type, a variable or a group of constants at
// the top level of a test file.
type declaration struct {
	name     string // of a method: Type.Method; of a group: its first name
	file     *ast.File
	keyword  string // written before the text, if that begins without one
	from, to token.Pos

	needs      map[*declaration]bool
	imports    map[*ast.ImportSpec]bool
	qualified  []token.Pos     // exported names of the tested package
	constants  []constant      // unexported, so their values are written in their place
	unexported map[string]bool // names that no other package can use
}

// A constant is an identifier and the value that it stands for.
type constant struct {
	ident *ast.Ident
	value string
}

// A graph has the declarations of a suite and what each needs.
type graph struct {
	suite        *suite
	declarations []*declaration // in the order of the files
	of           map[types.Object]*declaration
}

func newGraph(s *suite) *graph {
	g := &graph{suite: s, of: make(map[types.Object]*declaration)}
	nodes := make(map[*declaration]ast.Node)
	for _, file := range s.tests {
		for _, decl := range file.Decls {
			g.declare(file, decl, nodes)
		}
	}
	for _, d := range g.declarations {
		g.connect(d, nodes[d])
	}
	return g
}

// declare adds the declarations that stand in decl.
func (g *graph) declare(file *ast.File, decl ast.Decl, nodes map[*declaration]ast.Node) {
	add := func(keyword string, node ast.Node, names ...*ast.Ident) *declaration {
		d := &declaration{
			name: names[0].Name, file: file, keyword: keyword, from: node.Pos(), to: node.End(),
			needs: make(map[*declaration]bool), imports: make(map[*ast.ImportSpec]bool), unexported: make(map[string]bool),
		}
		for _, name := range names {
			g.of[g.suite.info.Defs[name]] = d
		}
		g.declarations = append(g.declarations, d)
		nodes[d] = node
		return d
	}
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		d := add("", decl, decl.Name)
		if decl.Recv != nil {
			d.name = receiver(decl) + "." + d.name
		}
	case *ast.GenDecl:
		switch {
		case decl.Tok == token.IMPORT:
		case decl.Tok == token.CONST:
			var names []*ast.Ident
			for _, spec := range decl.Specs {
				names = append(names, spec.(*ast.ValueSpec).Names...)
			}
			add("", decl, names...)
		default:
			for _, spec := range decl.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					add("type ", spec, spec.Name)
				case *ast.ValueSpec:
					add("var ", spec, spec.Names...)
				}
			}
		}
	}
}

// receiver returns the name of the type whose method decl is.
func receiver(decl *ast.FuncDecl) string {
	t := decl.Recv.List[0].Type
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.ParenExpr:
			t = x.X
		case *ast.Ident:
			return x.Name
		default:
			return "?"
		}
	}
}

// connect finds what d uses.
func (g *graph) connect(d *declaration, node ast.Node) {
	if method, ok := node.(*ast.FuncDecl); ok && method.Recv != nil {
		// Whoever needs a type needs its methods.
		base := g.suite.checked.Scope().Lookup(receiver(method))
		if owner := g.of[base]; owner != nil {
			owner.needs[d] = true
		} else {
			d.unexported[d.name] = true
		}
	}
	ast.Inspect(node, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok {
				if name, ok := g.suite.info.Uses[x].(*types.PkgName); ok && isInternal(name.Imported().Path()) {
					d.unexported[x.Name+"."+n.Sel.Name] = true
				}
			}
		case *ast.Ident:
			if object := g.suite.info.Uses[n]; object != nil {
				g.use(d, n, object)
			}
		}
		return true
	})
}

// use says that d has the identifier of an object.
func (g *graph) use(d *declaration, ident *ast.Ident, object types.Object) {
	if name, ok := object.(*types.PkgName); ok {
		for _, spec := range d.file.Imports {
			if importPath(spec) == name.Imported().Path() {
				d.imports[spec] = true
			}
		}
		return
	}
	if object.Pkg() != g.suite.checked {
		return
	}
	if needed := g.of[origin(object)]; needed != nil {
		d.needs[needed] = true
		return
	}
	if g.isTest(object.Pos()) {
		return // a field, or a name inside a function
	}
	value, isConst := object.(*types.Const)
	switch top := object.Parent() == g.suite.checked.Scope(); {
	case isConst && !object.Exported() && isBasic(object.Type()):
		d.constants = append(d.constants, constant{ident, value.Val().ExactString()})
	case !object.Exported():
		d.unexported[g.suite.fullName(object)] = true
	case top:
		d.qualified = append(d.qualified, ident.Pos())
	}
}

// isBasic says whether a constant of the type may be written as a literal.
func isBasic(t types.Type) bool {
	basic, ok := t.(*types.Basic)
	return ok && (basic.Kind() == types.UntypedString || basic.Kind() == types.String || basic.Kind() == types.UntypedInt)
}

// origin returns the object as it is declared, without type arguments.
func origin(object types.Object) types.Object {
	switch object := object.(type) {
	case *types.Func:
		return object.Origin()
	case *types.Var:
		return object.Origin()
	}
	return object
}

// isTest says whether a position lies in a test file.
func (g *graph) isTest(pos token.Pos) bool {
	return slices.ContainsFunc(g.suite.tests, func(f *ast.File) bool { return f.FileStart <= pos && pos < f.FileEnd })
}

// fullName returns the name of an object of the tested package, that of a
// method or field with its type.
func (s *suite) fullName(object types.Object) string {
	switch object := object.(type) {
	case *types.Func:
		if recv := object.Signature().Recv(); recv != nil {
			t := types.TypeString(recv.Type(), func(*types.Package) string { return "" })
			return strings.TrimPrefix(t, "*") + "." + object.Name()
		}
	case *types.Var:
		if object.IsField() {
			return s.owner(object) + "." + object.Name()
		}
	}
	return object.Name()
}

// owner returns the name of the type with the field, or "" for a type without
// a name.
func (s *suite) owner(field *types.Var) string {
	for _, name := range s.checked.Scope().Names() {
		structure, ok := s.checked.Scope().Lookup(name).Type().Underlying().(*types.Struct)
		if !ok {
			continue
		}
		for other := range structure.Fields() {
			if other == origin(field) {
				return name
			}
		}
	}
	return ""
}

// all returns d and the declarations that it needs, and those that they need.
func (d *declaration) all() map[*declaration]bool {
	found := map[*declaration]bool{d: true}
	for queue := []*declaration{d}; len(queue) > 0; queue = queue[1:] {
		for needed := range queue[0].needs {
			if !found[needed] {
				found[needed] = true
				queue = append(queue, needed)
			}
		}
	}
	return found
}

// allUnexported returns the names, sorted, that keep d from being taken.
func (d *declaration) allUnexported() []string {
	found := make(map[string]bool)
	for needed := range d.all() {
		maps.Copy(found, needed.unexported)
	}
	return slices.Sorted(maps.Keys(found))
}

// isTest says whether the go command runs the declaration as a test.
func (d *declaration) isTest() bool {
	return !strings.Contains(d.name, ".") && d.keyword == "" && d.name != "TestMain" &&
		(strings.HasPrefix(d.name, "Test") || strings.HasPrefix(d.name, "Example"))
}
