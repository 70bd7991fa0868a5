package swap

import (
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// missing has the names of client_golang that a program can't use after the
// swap, by our package. A type stands for its methods and fields, too.
//
// In package registry these are the deprecated names of collectors, which have
// packages of their own, and the field of vectors, which are no MetricVecs.
var missing = map[string]string{
	"plainmetrics/registry": `
		NewGoCollector NewProcessCollector ProcessCollectorOpts NewBuildInfoCollector NewExpvarCollector
		CounterVec.MetricVec GaugeVec.MetricVec HistogramVec.MetricVec SummaryVec.MetricVec`,

	// The names that need protobuf.
	"plainmetrics/registry/model": `
		File_io_prometheus_client_metrics_proto
		MetricType.Descriptor MetricType.EnumDescriptor MetricType.Number MetricType.Type MetricType.UnmarshalJSON
		LabelPair.ProtoMessage LabelPair.ProtoReflect LabelPair.Descriptor
		Gauge.ProtoMessage Gauge.ProtoReflect Gauge.Descriptor
		Counter.ProtoMessage Counter.ProtoReflect Counter.Descriptor
		Quantile.ProtoMessage Quantile.ProtoReflect Quantile.Descriptor
		Summary.ProtoMessage Summary.ProtoReflect Summary.Descriptor
		Untyped.ProtoMessage Untyped.ProtoReflect Untyped.Descriptor
		Histogram.ProtoMessage Histogram.ProtoReflect Histogram.Descriptor
		Bucket.ProtoMessage Bucket.ProtoReflect Bucket.Descriptor
		BucketSpan.ProtoMessage BucketSpan.ProtoReflect BucketSpan.Descriptor
		Exemplar.ProtoMessage Exemplar.ProtoReflect Exemplar.Descriptor
		Metric.ProtoMessage Metric.ProtoReflect Metric.Descriptor
		MetricFamily.ProtoMessage MetricFamily.ProtoReflect MetricFamily.Descriptor`,
}

// TestNames compares the exported names of the packages of client_golang and
// client_model with ours: constants, variables,
// functions, types, and the fields and methods of types. A name that ours lack must be in missing, and a name in missing
// must not be there.
func TestNames(t *testing.T) {
	load := exporter(t)
	for theirPath, ourPath := range imports {
		t.Run(ourPath, func(t *testing.T) {
			theirs, err := load.Import(theirPath)
			if err != nil {
				t.Fatal(err)
			}
			ours, err := load.Import(ourPath)
			if err != nil {
				t.Fatal(err)
			}
			have, known := names(ours), strings.Fields(missing[ourPath])
			lack := make(map[string]bool)
			for name := range names(theirs) {
				if have[name] {
					continue
				}
				typ, _, _ := strings.Cut(name, ".")
				lack[name] = true
				if !slices.Contains(known, name) && !slices.Contains(known, typ) {
					t.Errorf("expected the name %s, found none", name)
				}
			}
			for _, name := range known {
				if !lack[name] {
					t.Errorf("%s is not missing: take it from the list", name)
				}
			}
		})
	}
}

// exporter returns an importer of the packages, which the go command builds.
func exporter(t *testing.T) types.Importer {
	list := exec.Command("go", "list", "-export", "-deps", "-f", "{{.ImportPath}} {{.Export}}")
	for theirs, ours := range imports {
		list.Args = append(list.Args, theirs, ours)
	}
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	files := make(map[string]string)
	for line := range strings.Lines(string(out)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), " ")
		files[path] = file
	}
	return importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(files[path])
	})
}

// names returns the exported names of a package. The fields and methods of
// a type stand behind its name and a dot.
func names(pkg *types.Package) map[string]bool {
	found := make(map[string]bool)
	for _, name := range pkg.Scope().Names() {
		if !token.IsExported(name) {
			continue
		}
		found[name] = true
		if object, ok := pkg.Scope().Lookup(name).(*types.TypeName); ok {
			members(found, name, object.Type())
		}
	}
	return found
}

func members(found map[string]bool, name string, t types.Type) {
	under := t.Underlying()
	if pointer, ok := under.(*types.Pointer); ok {
		under = pointer.Elem().Underlying()
	} else if !types.IsInterface(t) {
		t = types.NewPointer(t)
	}
	for selection := range types.NewMethodSet(t).Methods() {
		if selection.Obj().Exported() {
			found[name+"."+selection.Obj().Name()] = true
		}
	}
	if structure, ok := under.(*types.Struct); ok {
		for field := range structure.Fields() {
			if field.Exported() {
				found[name+"."+field.Name()] = true
			}
		}
	}
}
