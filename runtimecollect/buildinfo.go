package runtimecollect

import (
	"context"
	"runtime/debug"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// A BuildInfo writes a family with a single series, always 1. The labels of
// the series describe the build of the program. A BuildInfo is a
// registry.Describer; all methods may be called from many goroutines at
// once.
type BuildInfo struct {
	family *expfmt.Family
	labels expfmt.LabelSet
}

// NewBuildInfo returns the BuildInfo of the family go_build_info, with the
// labels path, version and checksum of the main module from
// debug.ReadBuildInfo. All three labels are "unknown" if the program was
// built without modules. For a program built in a checkout, the version may
// be (devel) and the checksum is empty.
func NewBuildInfo() *BuildInfo {
	labels := mainModule(debug.ReadBuildInfo())
	return newBuildInfo("go_build_info", "Build information about the main Go module.", labels)
}

// mainModule returns the labels of go_build_info. The parameters are the
// results of debug.ReadBuildInfo.
func mainModule(info *debug.BuildInfo, ok bool) []expfmt.Label {
	main := debug.Module{Path: unknown, Version: unknown, Sum: unknown}
	if ok {
		main = info.Main
	}
	return []expfmt.Label{{Name: "path", Value: main.Path}, {Name: "version", Value: main.Version}, {Name: "checksum", Value: main.Sum}}
}

// unknown is the value of a label if the build recorded nothing.
const unknown = "unknown"

func newBuildInfo(name, help string, labels []expfmt.Label) *BuildInfo {
	return &BuildInfo{expfmt.MustFamily(name, help, expfmt.TypeGauge), mustLabels(labels...)}
}

// Describe implements registry.Collector.
func (b *BuildInfo) Describe(ch chan<- *registry.Desc) { registry.FromSource(b).Describe(ch) }

// Collect implements registry.Collector. A registry calls Encode instead.
func (b *BuildInfo) Collect(ch chan<- registry.Metric) { registry.FromSource(b).Collect(ch) }

// Families returns the family.
func (b *BuildInfo) Families() []*expfmt.Family { return []*expfmt.Family{b.family} }

// ConstLabels returns all labels of the series. BuildInfos with different
// labels can be registered together.
func (b *BuildInfo) ConstLabels() expfmt.LabelSet { return b.labels }

// Encode writes the family to enc. The error is nil.
func (b *BuildInfo) Encode(_ context.Context, enc expfmt.Encoder) error {
	enc.Value(b.family, b.labels, 1)
	return nil
}
