package version_test

import (
	"cmp"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
	"plainmetrics/registry/testutil"
	"plainmetrics/runtimecollect/collectors/version"
)

// labelsOf returns the labels of the only series of the family.
func labelsOf(t *testing.T, c registry.Collector, family string) map[string]string {
	t.Helper()
	reg := registry.NewPedanticRegistry()
	reg.MustRegister(c)
	families := reg.MustGather()
	if len(families) != 1 || families[0].GetName() != family || len(families[0].Metric) != 1 {
		t.Fatalf("got %v, want the family %s with one series", families, family)
	}
	labels := make(map[string]string)
	for _, l := range families[0].Metric[0].GetLabel() {
		labels[l.GetName()] = l.GetValue()
	}
	return labels
}

// tags are the build tags of the test.
func tags() string {
	info, _ := debug.ReadBuildInfo()
	for _, s := range info.Settings {
		if s.Key == "-tags" {
			return s.Value
		}
	}
	return "unknown"
}

// Tests have no revision, so that without Revision the label is "unknown".
func TestNewCollector(t *testing.T) {
	extra := func(labels registry.Labels) version.Option { return version.WithExtraConstLabels(labels) }
	for _, test := range []struct {
		name                      string
		program, family           string
		version, branch, revision string
		options                   []version.Option
		want                      map[string]string // beside the labels of package runtime and the tags
	}{
		{name: "nothing set", program: "orders", family: "orders_build_info",
			want: map[string]string{"version": "", "branch": "", "revision": "unknown"}},
		{name: "no program", family: "build_info",
			want: map[string]string{"version": "", "branch": "", "revision": "unknown"}},
		{name: "all set", program: "orders", family: "orders_build_info", version: "1.2.3", branch: "main", revision: "9f98206",
			want: map[string]string{"version": "1.2.3", "branch": "main", "revision": "9f98206"}},
		{name: "extra labels", program: "orders", family: "orders_build_info", version: "1.2.3", revision: "9f98206",
			options: []version.Option{extra(registry.Labels{"zone": "a", "goos": "amiga"})},
			want:    map[string]string{"version": "1.2.3", "branch": "", "revision": "9f98206", "zone": "a", "goos": "amiga"}},
		{name: "the last extra labels count", program: "orders", family: "orders_build_info", revision: "9f98206",
			options: []version.Option{extra(registry.Labels{"lost": "x"}), extra(registry.Labels{"zone": "a"})},
			want:    map[string]string{"version": "", "branch": "", "revision": "9f98206", "zone": "a"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			version.Version, version.Branch, version.Revision = test.version, test.branch, test.revision
			defer func() { version.Version, version.Branch, version.Revision = "", "", "" }()
			got := labelsOf(t, version.NewCollector(test.program, test.options...), test.family)
			test.want["goos"] = cmp.Or(test.want["goos"], runtime.GOOS)
			test.want["goarch"], test.want["goversion"], test.want["tags"] = runtime.GOARCH, runtime.Version(), tags()
			if diff := gocmp.Diff(test.want, got); diff != "" {
				t.Errorf("labels (-want +got):\n%s", diff)
			}
		})
	}
}

// The HELP text is client_golang's.
func TestHelp(t *testing.T) {
	const help = "# HELP orders_build_info A metric with a constant '1' value labeled by version, revision, branch, goversion from which orders was built, and the goos and goarch for the build.\n"
	page, err := testutil.CollectAndFormat(version.NewCollector("orders"), expfmt.Text{}, "orders_build_info")
	if err != nil || !strings.HasPrefix(string(page), help) {
		t.Errorf("got error %v and page\n%s\nwant a page that begins with\n%s", err, page, help)
	}
}

func TestInvalidLabelName(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("got no panic, want one")
		}
	}()
	version.NewCollector("orders", version.WithExtraConstLabels(registry.Labels{"\xff": "x"}))
}
