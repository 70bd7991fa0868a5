package model

import "plainmetrics/expfmt"

// A Reader reads the models of a program's own metrics and gatherers.
type Reader interface {
	// Encode writes a metric to enc.
	Encode(m Custom, enc expfmt.Encoder) error

	// Gathering returns the families of a gatherer, which has a method Gather.
	Gathering(gatherer any) Gathering
}

// A Gathering writes the families of a gatherer.
type Gathering interface {
	// Encode writes the families to enc. It returns an error for each family
	// that makes no sense, and the error of the gatherer.
	Encode(enc expfmt.Encoder) (families []error, err error)
}

// A Custom is a metric that a program implements itself.
type Custom interface {
	// Check returns the error of the metric's Desc.
	Check() error

	// Write is the metric's method.
	Write(*Metric) error

	// Family returns the family of the metric's Desc with the given type.
	Family(expfmt.Type) (*expfmt.Family, error)

	// WrapError names the metric in front of an error.
	WrapError(error) error
}

// linked is nil in programs that have no need of models. Its type is an
// interface: the linker keeps the methods of a Reader only if Link is called.
var linked Reader

// Link links a Reader into a program, and the printer of models. Package
// registry/model calls Link, because no program has metrics or gatherers of
// its own without it: their methods have the models in their signatures.
func Link(r Reader) {
	linked = r
	LinkText()
}

// Linked returns the Reader, or nil in programs that have no need of it.
func Linked() Reader { return linked }
