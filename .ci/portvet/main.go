// Portvet is go vet for one port after another: portvet GOOS/GOARCH...
//
// It runs the analyzers of go vet on all packages of the module in the
// working directory, tests included, and exits with 1 if it finds anything.
// go vet compiles the standard library for each port first, which takes a
// minute of processor time, where portvet takes 5 seconds to check its types.
package main

import (
	"log"
	"os"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/analysis/suite/vet"
	"golang.org/x/tools/go/packages"
)

func main() {
	log.SetFlags(0)
	good := true
	for _, port := range os.Args[1:] {
		start := time.Now()
		good = check(port) && good
		log.Printf("%s, %.1f s", port, time.Since(start).Seconds())
	}
	if !good {
		os.Exit(1)
	}
}

// check prints the findings on a port, and reports whether there are none.
func check(port string) bool {
	pkgs := load(port, true, "./...")
	if needsCgo(pkgs) {
		pkgs = load(port, false, libraries(pkgs)...)
	}
	if packages.PrintErrors(pkgs) > 0 {
		return false
	}
	graph, err := checker.Analyze(vet.Suite, pkgs, nil)
	if err != nil {
		log.Fatal(err)
	}
	for _, action := range graph.Roots {
		if action.Err != nil || len(action.Diagnostics) > 0 {
			_ = graph.PrintText(os.Stderr, 0)
			return false
		}
	}
	return true
}

func load(port string, tests bool, patterns ...string) []*packages.Package {
	system, processor, _ := strings.Cut(port, "/")
	pkgs, err := packages.Load(&packages.Config{
		Mode:  packages.LoadAllSyntax,
		Tests: tests,
		Env:   append(os.Environ(), "GOOS="+system, "GOARCH="+processor, "CGO_ENABLED=0"),
	}, patterns...)
	if err != nil {
		log.Fatal(err)
	}
	return pkgs
}

// needsCgo reports whether the go command refuses to load programs for a port
// without a C compiler, as for most of android and ios. A test is a program.
func needsCgo(pkgs []*packages.Package) bool {
	return slices.ContainsFunc(pkgs, func(pkg *packages.Package) bool {
		return slices.ContainsFunc(pkg.Errors, func(err packages.Error) bool {
			return strings.Contains(err.Msg, "requires external (cgo) linking")
		})
	})
}

// libraries returns the import paths of the packages that are no programs.
func libraries(pkgs []*packages.Package) []string {
	var paths []string
	for _, pkg := range pkgs {
		if pkg.Name != "main" && pkg.ID == pkg.PkgPath {
			paths = append(paths, pkg.PkgPath)
		}
	}
	return paths
}
