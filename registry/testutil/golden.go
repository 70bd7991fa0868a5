package testutil

import (
	"errors"
	"flag"
	"os"
	"path/filepath"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// updateFlag has a dot in its name, like the flags of package testing,
// because a program's tests may define -update themselves.
const updateFlag = "testutil.update"

// A program may link this package twice, vendored and not. Defining a flag
// twice panics.
func init() {
	if flag.Lookup(updateFlag) == nil {
		flag.Bool(updateFlag, false, "write golden files anew where pages differ from them")
	}
}

// updates looks the flag up by name, because a program may have replaced
// flag.CommandLine.
func updates() bool {
	f := flag.Lookup(updateFlag)
	return f != nil && f.Value.String() == "true"
}

// TB has the methods of *testing.T, *testing.B and *testing.F that Golden
// calls.
type TB interface {
	Helper()
	Logf(format string, args ...any)
	Errorf(format string, args ...any)
}

// Golden reports a test failure with Errorf unless g has the families of the
// golden file: a page in one of the formats of GatherAndCompare. The options
// name families or values that change from run to run, and are not compared.
//
// With the flag -testutil.update, after the packages in the command line,
//
//	go test ./metrics -testutil.update
//
// Golden writes a file that is missing or differs, without the families that
// the options ignore. It does not write a file that differs only in values
// that are not compared. The file is in OpenMetrics 2.0 if its name ends in
// .om2, in the text of protobuf messages if its name ends in .textproto, and
// else in the format of the present file, or in text if the file is missing.
func Golden(t TB, path string, g registry.Gatherer, opts expfmt.CompareOptions) {
	t.Helper()
	golden(t, path, g, opts, updates())
}

// golden is Golden with the flag as an argument.
func golden(t TB, path string, g registry.Gatherer, opts expfmt.CompareOptions, update bool) {
	t.Helper()
	file, fileErr := os.ReadFile(path)
	format := formatOfFile(path, file)
	page := expfmt.NewPage(format.print, nil)
	compared := func(name string) bool { return !opts.Ignores(name) }
	if err := gather(g, &familyFilter{enc: plainEncoder{page}, accepts: compared}, nil); err != nil {
		t.Errorf("%v", err)
		return
	}
	got := page.End()
	if err := errors.Join(page.Refused()...); err != nil {
		t.Errorf("%s: %v", path, err)
		return
	}
	err := fileErr
	if err == nil {
		err = comparePages(format, file, got, opts)
	}
	if err == nil {
		return
	}
	if !update {
		t.Errorf("%s: %v\n(-%s writes the file anew)", path, err, updateFlag)
		return
	}
	if err := writeFile(path, got); err != nil {
		t.Errorf("testutil: writing a golden file: %v", err)
		return
	}
	t.Logf("%s: written anew", path)
}

func comparePages(format pageFormat, golden, page []byte, opts expfmt.CompareOptions) error {
	var want, got expfmt.Snapshot
	if err := format.decode(golden, &want); err != nil {
		return err
	}
	if err := format.decode(page, &got); err != nil {
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
