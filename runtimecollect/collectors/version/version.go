// Package version has the collector of a program's version under the name of
// client_golang's package collectors/version.
//
//	reg.MustRegister(version.NewCollector("orders"))
//
// The linker sets the variables of this package:
//
//	go build -ldflags="-X plainmetrics/runtimecollect/collectors/version.Version=1.2.3"
//
// client_golang reads the variables of github.com/prometheus/common/version
// instead. A program that sets those, and goes on to print them, copies them:
//
//	version.Version, version.Branch = commonversion.Version, commonversion.Branch
package version

import (
	"plainmetrics/expfmt"
	"plainmetrics/registry"
	"plainmetrics/runtimecollect"
)

// Version, Branch and Revision are the values of the labels version, branch
// and revision. NewCollector reads them. If Revision is empty, the label has
// the revision that go build recorded, with -modified behind it if the
// checkout had changed files, or else "unknown".
var (
	Version  string
	Branch   string
	Revision string
)

// An Option changes the labels of [NewCollector].
type Option func(*options)

type options struct{ extra registry.Labels }

// WithExtraConstLabels adds labels, or replaces labels of the same name. Of
// several such options the last one counts.
func WithExtraConstLabels(l registry.Labels) Option {
	return func(o *options) { o.extra = l }
}

// NewCollector returns a Collector of the family <program>_build_info, or
// build_info if program is empty: a 1 with the labels version, revision,
// branch, tags, goversion, goos and goarch. The tags are the build tags that
// go build recorded, or "unknown".
//
// NewCollector panics if program or a label value is not valid UTF-8, or if
// the name of an extra label is invalid.
func NewCollector(program string, opts ...Option) registry.Collector {
	var o options
	for _, option := range opts {
		option(&o)
	}
	var extra []expfmt.Label
	for name, value := range o.extra {
		extra = append(extra, expfmt.Label{Name: name, Value: value})
	}
	build := runtimecollect.Build{Version: Version, Branch: Branch, Revision: Revision}
	return runtimecollect.NewVersion(program, build, extra...)
}
