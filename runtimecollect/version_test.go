package runtimecollect

import (
	"runtime"
	"runtime/debug"
	"testing"

	"github.com/google/go-cmp/cmp"

	"plainmetrics/expfmt"
)

func TestBuildComplete(t *testing.T) {
	here := Build{Revision: unknown, Tags: unknown, GoVersion: runtime.Version(), GoOS: runtime.GOOS, GoArch: runtime.GOARCH}
	with := func(change func(*Build)) Build {
		b := here
		change(&b)
		return b
	}
	info := func(settings ...debug.BuildSetting) *debug.BuildInfo { return &debug.BuildInfo{Settings: settings} }
	var (
		commit   = debug.BuildSetting{Key: "vcs.revision", Value: "9f98206"}
		modified = debug.BuildSetting{Key: "vcs.modified", Value: "true"}
		clean    = debug.BuildSetting{Key: "vcs.modified", Value: "false"}
		tags     = debug.BuildSetting{Key: "-tags", Value: "netgo,osusergo"}
		other    = debug.BuildSetting{Key: "CGO_ENABLED", Value: "0"}
	)
	given := Build{"1.2.3", "main", "abc", "static", "go1.99", "plan9", "mips"}
	tests := []struct {
		name  string
		given Build
		info  *debug.BuildInfo
		want  Build
	}{
		{"nothing is known", Build{}, nil, here},
		{"nothing is recorded", Build{}, info(other), here},
		{"a commit", Build{}, info(other, commit, clean), with(func(b *Build) { b.Revision = "9f98206" })},
		{"a commit and changes", Build{}, info(modified, commit), with(func(b *Build) { b.Revision = "9f98206-modified" })},
		{"changes to no commit", Build{}, info(modified), with(func(b *Build) { b.Revision = "unknown-modified" })},
		{"tags", Build{}, info(tags), with(func(b *Build) { b.Tags = "netgo,osusergo" })},
		{"all is given", given, info(commit, modified, tags), given},
		{"version and branch are given", Build{Version: "1.2.3", Branch: "main"}, info(commit),
			with(func(b *Build) { b.Version, b.Branch, b.Revision = "1.2.3", "main", "9f98206" })},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := test.given
			got.complete(test.info, test.info != nil)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestNewVersion(t *testing.T) {
	b := Build{"1.2.3", "main", "abc", "static", "go1.99", "plan9", "mips"}
	const help = "A metric with a constant '1' value labeled by version, revision, branch, goversion from which server was built, and the goos and goarch for the build.\n"
	tests := []struct {
		name    string
		program string
		extra   []expfmt.Label
		want    string
	}{
		{"of a program", "server", nil, "# HELP server_build_info " + help + `# TYPE server_build_info gauge
server_build_info{branch="main",goarch="mips",goos="plan9",goversion="go1.99",revision="abc",tags="static",version="1.2.3"} 1
`},
		{"with other labels", "server", []expfmt.Label{{Name: "tier", Value: `"a"`}, {Name: "branch", Value: "none"}},
			"# HELP server_build_info " + help + `# TYPE server_build_info gauge
server_build_info{branch="none",goarch="mips",goos="plan9",goversion="go1.99",revision="abc",tags="static",tier="\"a\"",version="1.2.3"} 1
`},
		{"of no program", "", nil,
			`# HELP build_info A metric with a constant '1' value labeled by version, revision, branch, goversion from which  was built, and the goos and goarch for the build.
# TYPE build_info gauge
build_info{branch="main",goarch="mips",goos="plan9",goversion="go1.99",revision="abc",tags="static",version="1.2.3"} 1
`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := NewVersion(test.program, b, test.extra...)
			if diff := cmp.Diff(test.want, text(t, c)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if d := c.Families(); len(d) != 1 || d[0] != c.family {
				t.Errorf("Describe: got %v, want the family that Collect writes", d)
			}
		})
	}
}

func TestNewVersionPanics(t *testing.T) {
	label := func(name, value string) []expfmt.Label { return []expfmt.Label{{Name: name, Value: value}} }
	tests := []struct {
		name    string
		program string
		build   Build
		extra   []expfmt.Label
		want    string
	}{
		{"program", "a\xff", Build{}, nil, `expfmt: "a\xff_build_info" is not a valid metric name`},
		{"version", "a", Build{Version: "\xff"}, nil, `expfmt: label "version": label value "\xff" is not valid UTF-8`},
		{"name of a label", "a", Build{}, label("__a", ""), `expfmt: "__a" is not a valid label name`},
		{"value of a label", "a", Build{}, label("a", "\xff"), `expfmt: label "a": label value "\xff" is not valid UTF-8`},
		{"label twice", "a", Build{}, append(label("tags", "b"), label("tags", "c")...), `expfmt: duplicate label names: "tags" comes twice`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			defer func() {
				if err, _ := recover().(error); err == nil || err.Error() != test.want {
					t.Errorf("\ngot  %v\nwant %s", err, test.want)
				}
			}()
			NewVersion(test.program, test.build, test.extra...)
		})
	}
}
