package registry

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"plainmetrics/expfmt"
)

// A LabeledFamily is a family whose series have labels of the same names. It
// is to a Source what a Desc is to a Collector: made once, with all mistakes
// found then, and used at each scrape.
//
//	reads := registry.MustLabeledFamily(registry.Opts{Name: "disk_reads_total"}, expfmt.TypeCounter, "disk")
//	...
//	reads.Value(enc, 17, "sda")
//
// Where several families have the same labels, one label set serves all:
//
//	labels := reads.Labels("sda")
//	enc.Value(reads.Family, labels, 17)
//	enc.Value(writes.Family, labels, 4)
//
// The set of the same values is rendered once for all scrapes. All methods
// may be called at the same time.
type LabeledFamily struct {
	*expfmt.Family
	desc *Desc
}

// NewLabeledFamily returns a family of the given type, whose series have the
// constant labels of opts and labels of the given names. NewLabeledFamily fails
// if a name or the HELP text is invalid, or if the type reserves a label name.
func NewLabeledFamily(opts Opts, typ expfmt.Type, labelNames ...string) (*LabeledFamily, error) {
	desc := V2.NewDesc(opts.fqName(), opts.Help, UnconstrainedLabels(labelNames), opts.ConstLabels, WithUnit(opts.Unit))
	if typ > expfmt.TypeInfo {
		return nil, errors.New("registry: expected a type, found " + typ.String())
	}
	family, err := desc.ofType(typ)
	if err != nil {
		return nil, err
	}
	return &LabeledFamily{family, desc}, nil
}

// MustLabeledFamily is NewLabeledFamily with a panic in place of an error.
func MustLabeledFamily(opts Opts, typ expfmt.Type, labelNames ...string) *LabeledFamily {
	f, err := NewLabeledFamily(opts, typ, labelNames...)
	if err != nil {
		panic(err)
	}
	return f
}

// Labels returns the label set with the given values, in the order of the
// names. Bytes that are not UTF-8 are replaced by U+FFFD. Labels panics unless
// there is a value for each name.
func (f *LabeledFamily) Labels(values ...string) expfmt.LabelSet {
	labels, err := f.desc.constMetrics().labels.Get(values)
	if err == nil {
		return labels
	}
	if !slices.ContainsFunc(values, isInvalid) {
		panic(errors.New(err.Error())) // values would escape to the heap with err
	}
	valid := slices.Clone(values)
	for i, v := range valid {
		valid[i] = strings.ToValidUTF8(v, "\uFFFD")
	}
	return f.Labels(valid...)
}

func isInvalid(value string) bool { return !utf8.ValidString(value) }

// Value writes a series to enc. It panics where Labels does.
func (f *LabeledFamily) Value(enc expfmt.Encoder, v float64, values ...string) {
	enc.Value(f.Family, f.Labels(values...), v)
}

// Point writes a series of more than a value to enc. It panics where Labels
// does.
func (f *LabeledFamily) Point(enc expfmt.Encoder, p *expfmt.Point, values ...string) {
	enc.Point(f.Family, f.Labels(values...), p)
}
