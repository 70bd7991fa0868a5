package runtimecollect

import (
	"cmp"
	"runtime"
	"runtime/debug"
	"slices"

	"plainmetrics/expfmt"
)

// A Build describes the build of a program. [NewVersion] fills empty fields
// from the running program, except Version and Branch, which are usually
// variables set with go build -ldflags=-X.
type Build struct {
	Version string // such as 0.95.0
	Branch  string

	// Revision names the commit. If empty, NewVersion uses the revision
	// recorded by go build, followed by -modified if the checkout had
	// changed files, or "unknown" if nothing was recorded.
	Revision string

	// Tags are the build tags. If empty, NewVersion uses the tags recorded
	// by go build, or "unknown" if nothing was recorded, as for a build
	// without tags.
	Tags string

	// If empty, NewVersion uses the values of package runtime.
	GoVersion, GoOS, GoArch string
}

// NewVersion returns the BuildInfo of the family <program>_build_info, or
// build_info if program is empty. The labels are version, branch, revision,
// tags, goversion, goos and goarch. An extra label is added, or replaces the
// label of the same name.
//
// NewVersion panics if program or a label value is not valid UTF-8, or if
// the name of an extra label is invalid or comes twice.
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

// labels returns the labels of the series without the extra labels.
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

// complete fills the empty fields. The parameters are the results of
// debug.ReadBuildInfo.
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
