package httpserve

import (
	"errors"
	"fmt"

	"plainmetrics/registry"
)

// registerOnce registers c and returns it. If a Collector of the same type
// has registered the same metrics before, registerOnce returns that
// Collector. On any other error it panics.
func registerOnce[C registry.Collector](reg registry.Registerer, c C) C {
	err := reg.Register(c)
	if err == nil {
		return c
	}
	if already, ok := alreadyRegistered(err); ok {
		existing, ok := already.ExistingCollector.(C)
		if ok {
			return existing
		}
		err = fmt.Errorf("httpserve: metrics of a %T are already registered by a %T", c, already.ExistingCollector)
	}
	panic(err)
}

// alreadyRegistered finds the AlreadyRegisteredError among the errors that
// err wraps. errors.As would do the same by reflection, and so keep 20 kB
// more in every binary that serves a page.
func alreadyRegistered(err error) (already registry.AlreadyRegisteredError, ok bool) {
	for ; err != nil && !ok; err = errors.Unwrap(err) {
		already, ok = err.(registry.AlreadyRegisteredError)
	}
	return already, ok
}
