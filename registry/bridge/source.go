package bridge

import (
	"context"
	"errors"
	"fmt"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/messages"
)

// A Source has the families of a gatherer of another library. FromGatherer
// makes a Source; registry.FromSource makes a Collector of one. Several
// goroutines may use a Source at once if they may use its gatherer at once.
type Source struct {
	encode func(ctx context.Context, enc expfmt.Encoder) error
}

// FromGatherer returns a Source of the families of g: prometheus.DefaultGatherer,
// a *prometheus.Registry or prometheus.Gatherers of the real client_golang, or
// any other gatherer of such families. A call names no type parameters,
// because the compiler infers them from the method Gather of g and from the
// getters of the messages.
func FromGatherer[
	G gatherer[F], F family[K, M], K ~int32, M metric[L, C, V, W, S, H],
	L label, C counter[E, T], V, W value, S summary[Q, T], H histogram[B, P, T],
	Q quantile, B bucket[E], P span, E exemplar[L, T], T timestamp,
](g G) *Source {
	known := new(messages.Families)
	return &Source{func(ctx context.Context, enc expfmt.Encoder) error {
		families, err := g.Gather()
		if ctx.Err() != nil { // nobody waits for the families
			return context.Cause(ctx)
		}
		w := messages.NewWriter(enc, known)
		for _, f := range families {
			writeFamily(w, f)
		}
		return join(err, w.Close())
	}}
}

// Encode gathers, and writes the families to enc, in the gatherer's order. An
// error of the gatherer is passed on, and the families that came with the
// error are written. A family that makes no sense is left out, whole, and
// reported. The result has all errors.
func (s *Source) Encode(ctx context.Context, enc expfmt.Encoder) error { return s.encode(ctx, enc) }

// join joins the error of a gatherer, which may be nil, and the errors of families.
func join(gathering error, families []error) error {
	for i, err := range families {
		families[i] = fmt.Errorf("bridge: %w", err)
	}
	return errors.Join(append(families, gathering)...)
}
