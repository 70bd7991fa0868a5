package runtimecollect

import (
	"context"
	"runtime/debug"

	"plainmetrics/expfmt"
)

// A BuildInfo writes one family with one series that is always 1: what it
// says are its labels, which tell what the program was built from. It has
// the methods of a registry.Describer, and all of them may be called at
// the same time.
type BuildInfo struct {
	family *expfmt.Family
	labels expfmt.LabelSet
}

// NewBuildInfo returns the BuildInfo of the family go_build_info: path,
// version and checksum of the module that the program's main package is
// in, as debug.ReadBuildInfo tells them, or "unknown" for all three if the
// program was built without modules. The version of a program built in a
// checkout may be (devel), and its checksum is empty.
func NewBuildInfo() *BuildInfo {
	labels := mainModule(debug.ReadBuildInfo())
	return newBuildInfo("go_build_info", "Build information about the main Go module.", labels)
}

func mainModule(info *debug.BuildInfo, ok bool) []expfmt.Label {
	main := debug.Module{Path: unknown, Version: unknown, Sum: unknown}
	if ok {
		main = info.Main
	}
	return []expfmt.Label{{Name: "path", Value: main.Path}, {Name: "version", Value: main.Version}, {Name: "checksum", Value: main.Sum}}
}

// unknown is the value of a label of which the program does not know more.
const unknown = "unknown"

func newBuildInfo(name, help string, labels []expfmt.Label) *BuildInfo {
	return &BuildInfo{expfmt.MustFamily(name, help, expfmt.TypeGauge), mustLabels(labels...)}
}

// Describe returns the one family.
func (b *BuildInfo) Describe() []*expfmt.Family { return []*expfmt.Family{b.family} }

// ConstLabels returns all labels of the series. Two that differ in them can
// be registered together.
func (b *BuildInfo) ConstLabels() expfmt.LabelSet { return b.labels }

// Collect writes the family to enc. The error is nil.
func (b *BuildInfo) Collect(_ context.Context, enc expfmt.Encoder) error {
	enc.Family(b.family)
	enc.Value(b.labels, 1)
	return nil
}
