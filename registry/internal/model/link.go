package model

import "plainmetrics/expfmt"

// A Reader reads the models of a program's own metrics and gatherers.
type Reader interface {
	// Gather calls the method Gather of the gatherer, and writes the families
	// to enc. It returns the gatherer's error, and an error for each family
	// that makes no sense.
	Gather(gatherer any, enc expfmt.Encoder) (err error, families []error)

	// Encode writes a metric to enc.
	Encode(m Custom, enc expfmt.Encoder) error

	// text returns the result of String of a pointer to a struct.
	text(m any) string
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
// interface: the linker keeps the methods of linkage only if Link is called.
var linked Reader

// A linkage has the code that reads and prints models.
type linkage struct{}

// Link links the code that reads and prints models into a program. Package
// registry/model calls Link, because no program has metrics or gatherers of
// its own without it: their methods have the models in their signatures.
func Link() { linked = new(linkage) }

// Linked returns the Reader, or nil in programs that have no need of it.
func Linked() Reader { return linked }
