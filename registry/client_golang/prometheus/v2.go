package prometheus

import "plainmetrics/registry"

// V2 is registry.V2: constructors whose options include the labels, with
// their constraints.
var V2 = v2{}

type v2 struct{}

// NewDesc is registry.V2.NewDesc.
func (v2) NewDesc(fqName, help string, variableLabels ConstrainableLabels, constLabels Labels, opts ...DescOpt) *Desc {
	return registry.V2.NewDesc(fqName, help, variableLabels, constLabels, opts...)
}
