package expfmt

import "strings"

// lines returns the lines of f as o writes them.
func (o OpenMetrics) lines(f *Family) *familyLines {
	return f.openMetrics.get(f, o.Scheme, newOpenMetricsLines)
}

// newOpenMetricsLines prepares the lines of f under name, which is its own
// or what a scheme made of it. The header leaves out the suffix that the
// type asks for; without that the type is not the type.
func newOpenMetricsLines(f *Family, name string) familyLines {
	facts := types[f.typ]
	base, ok := strings.CutSuffix(name, facts.suffix)
	if !ok {
		facts = types[TypeUntyped]
	}
	header := appendEscaped(appendMetadata(nil, "# HELP ", base), f.help, true)
	header = append(appendMetadata(header, "\n# TYPE ", base), facts.openMetrics...)
	if f.unit != "" {
		header = appendEscaped(appendMetadata(header, "\n# UNIT ", base), f.unit, true)
	}
	header = append(header, '\n')
	lines := familyLines{header: string(header), value: newLineStart(name)}
	switch f.typ {
	case TypeCounter:
		lines.created = newLineStart(base + "_created")
	case TypeHistogram, TypeSummary:
		lines.bucket = newLineStart(name + "_bucket")
		lines.sum = newLineStart(name + "_sum")
		lines.count = newLineStart(name + "_count")
		lines.created = newLineStart(name + "_created")
	case TypeGaugeHistogram:
		lines.bucket = newLineStart(name + "_bucket")
		lines.sum = newLineStart(name + "_gsum")
		lines.count = newLineStart(name + "_gcount")
	}
	return lines
}
