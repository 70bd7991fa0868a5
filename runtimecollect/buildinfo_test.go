package runtimecollect

import (
	"runtime/debug"
	"testing"

	"github.com/google/go-cmp/cmp"

	"plainmetrics/expfmt"
)

// text returns the page of b.
func text(t *testing.T, b *BuildInfo) string {
	t.Helper()
	page := expfmt.NewPage(expfmt.Text{}, nil)
	if err := b.Encode(t.Context(), page); err != nil {
		t.Fatal(err)
	}
	return string(page.End())
}

func TestNewBuildInfo(t *testing.T) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		t.Fatal("expected the test to have build info, found none")
	}
	want := `# HELP go_build_info Build information about the main Go module.
# TYPE go_build_info gauge
go_build_info{checksum="` + info.Main.Sum + `",path="plainmetrics",version="` + info.Main.Version + `"} 1
`
	if diff := cmp.Diff(want, text(t, NewBuildInfo())); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestMainModule(t *testing.T) {
	info := &debug.BuildInfo{Main: debug.Module{
		Path: "example.com/server", Version: "v1.2.3", Sum: "h1:C7y1Fg+z0=",
		Replace: &debug.Module{Path: "../fork", Version: "v9.9.9"},
	}}
	tests := []struct {
		name string
		info *debug.BuildInfo
		want string
	}{
		{"from a module", info, `checksum="h1:C7y1Fg+z0=",path="example.com/server",version="v1.2.3"`},
		{"from a checkout", &debug.BuildInfo{Main: debug.Module{Path: "example.com/server", Version: "(devel)"}},
			`checksum="",path="example.com/server",version="(devel)"`},
		{"without modules", nil, `checksum="unknown",path="unknown",version="unknown"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := mustLabels(mainModule(test.info, test.info != nil)...).String(); got != test.want {
				t.Errorf("\ngot  %s\nwant %s", got, test.want)
			}
		})
	}
}
