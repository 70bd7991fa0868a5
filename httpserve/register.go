package httpserve

import (
	"errors"
	"fmt"

	"plainmetrics/registry"
)

// registerOnce registers c and returns it, or the Collector of the same
// metrics that is registered already. It panics if neither can be had.
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
		err = fmt.Errorf("httpserve: expected the metrics of a %T to be free or its own, found them registered by a %T", c, already.ExistingCollector)
	}
	panic(err)
}

// alreadyRegistered looks for the error in those that err wraps. That is
// errors.As for one that is not joined with others, without reflection.
func alreadyRegistered(err error) (already registry.AlreadyRegisteredError, ok bool) {
	for ; err != nil && !ok; err = errors.Unwrap(err) {
		already, ok = err.(registry.AlreadyRegisteredError)
	}
	return already, ok
}
