package testutil

import (
	"flag"
	"os"
	"path/filepath"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// updateFlag is set by people. Its name has a dot, as those of package
// testing have, so that it is not the -update that a program's tests may
// have already.
const updateFlag = "testutil.update"

// A program may have this package twice, vendored and not, and a flag that
// is defined twice is a panic.
func init() {
	if flag.Lookup(updateFlag) == nil {
		flag.Bool(updateFlag, false, "write golden files anew where pages differ from them")
	}
}

// updates looks the flag up, for a program may have put another set in the
// place of flag.CommandLine.
func updates() bool {
	f := flag.Lookup(updateFlag)
	return f != nil && f.Value.String() == "true"
}

// TB is what Golden needs of a *testing.T, *testing.B or *testing.F.
type TB interface {
	Helper()
	Logf(format string, args ...any)
	Errorf(format string, args ...any)
}

// Golden fails the test, which goes on, unless g has the families that are
// in the golden file, a page of the text format. The options say which
// families or values move, and are not compared.
//
// With the flag -testutil.update, after the packages in the command line,
//
//	go test ./metrics -testutil.update
//
// a file that is missing or differs is written instead, without the
// families that the options ignore. A file that does not differ is left
// alone, so values that are not compared change only when something else
// does.
func Golden(t TB, path string, g registry.Gatherer, opts expfmt.CompareOptions) {
	t.Helper()
	golden(t, path, g, opts, updates())
}

// golden is Golden without the flag.
func golden(t TB, path string, g registry.Gatherer, opts expfmt.CompareOptions, update bool) {
	t.Helper()
	page := expfmt.NewPage(expfmt.Text{Scheme: expfmt.NoEscaping}, nil)
	kept := func(name string) bool { return !opts.Ignores(name) }
	if err := gather(g, &selection{to: page, wants: kept}, nil); err != nil {
		t.Errorf("%v", err)
		return
	}
	err := compareFile(path, page.End(), opts)
	if err == nil {
		return
	}
	if !update {
		t.Errorf("%s: %v\n(-%s writes the file anew)", path, err, updateFlag)
		return
	}
	if err := writeFile(path, page.End()); err != nil {
		t.Errorf("testutil: writing a golden file: %v", err)
		return
	}
	t.Logf("%s: written anew", path)
}

func compareFile(path string, page []byte, opts expfmt.CompareOptions) error {
	golden, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var want, got expfmt.Snapshot
	if err := expfmt.DecodeText(golden, &want); err != nil {
		return err
	}
	if err := expfmt.DecodeText(page, &got); err != nil {
		return err
	}
	return compare(&want, &got, opts)
}

func writeFile(path string, page []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, page, 0o644)
}
