package runtimecollect

import (
	"cmp"
	"runtime"
	"runtime/debug"
	"slices"

	"plainmetrics/expfmt"
)

// A Build says what a program was built from. What is left empty the
// program may know of itself, all but the version and the branch: those
// are usually variables that go build -ldflags=-X sets.
type Build struct {
	Version string // such as 0.95.0
	Branch  string

	// Revision names the commit. If empty, it is the one that go build
	// recorded, with -modified behind it if files had been changed since;
	// or "unknown".
	Revision string

	// Tags are those of go build -tags. If empty, they are what go build
	// recorded, or "unknown", which may mean that there were none.
	Tags string

	// If empty, these are what the program runs on.
	GoVersion, GoOS, GoArch string
}

// NewVersion returns the BuildInfo of the family <program>_build_info,
// with the labels version, branch, revision, tags, goversion, goos and
// goarch. Extra labels are added; one that is called like another takes
// its place. An empty program leaves build_info as the name.
//
// It panics if program or a value is not valid UTF-8, or if the name of an
// extra label is not a label name or comes twice.
func NewVersion(program string, b Build, extra ...expfmt.Label) *BuildInfo {
	name := "build_info"
	if program != "" {
		name = program + "_build_info"
	}
	help := "A metric with a constant '1' value labeled by version, revision, branch, goversion from which " +
		program + " was built, and the goos and goarch for the build."
	b.complete(debug.ReadBuildInfo())
	replaced := func(l expfmt.Label) bool {
		return slices.ContainsFunc(extra, func(e expfmt.Label) bool { return e.Name == l.Name })
	}
	labels := slices.DeleteFunc(b.labels(), replaced)
	return newBuildInfo(name, help, append(labels, extra...))
}

func (b *Build) labels() []expfmt.Label {
	return []expfmt.Label{
		{Name: "branch", Value: b.Branch},
		{Name: "goarch", Value: b.GoArch},
		{Name: "goos", Value: b.GoOS},
		{Name: "goversion", Value: b.GoVersion},
		{Name: "revision", Value: b.Revision},
		{Name: "tags", Value: b.Tags},
		{Name: "version", Value: b.Version},
	}
}

// complete fills what is empty, from what go build recorded if ok is true.
func (b *Build) complete(info *debug.BuildInfo, ok bool) {
	revision, tags, modified := unknown, unknown, ""
	if ok {
		for _, s := range info.Settings {
			switch {
			case s.Key == "vcs.revision":
				revision = s.Value
			case s.Key == "vcs.modified" && s.Value == "true":
				modified = "-modified"
			case s.Key == "-tags":
				tags = s.Value
			}
		}
	}
	b.Revision = cmp.Or(b.Revision, revision+modified)
	b.Tags = cmp.Or(b.Tags, tags)
	b.GoVersion = cmp.Or(b.GoVersion, runtime.Version())
	b.GoOS = cmp.Or(b.GoOS, runtime.GOOS)
	b.GoArch = cmp.Or(b.GoArch, runtime.GOARCH)
}
