// Package internal has code that the packages of this module share and programs
// must not see.
package internal

import "plainmetrics/runtimecollect"

// GoCollectorOptions are the options of NewGoCollector.
type GoCollectorOptions struct{ Options []runtimecollect.Option }
