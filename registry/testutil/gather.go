package testutil

import (
	"context"
	"fmt"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// gather writes the families of g that have one of the names to enc, or all
// families if there are no names.
func gather(g registry.Gatherer, enc expfmt.Encoder, names []string) error {
	if err := registry.Checked(g).Encode(context.Background(), filter(enc, names)); err != nil {
		return fmt.Errorf("testutil: gathering metrics failed: %w", err)
	}
	return nil
}

// register returns a new registry with c. The registry is pedantic: it leaves
// out what c has not described, with an error.
func register(c registry.Collector) (*registry.Registry, error) {
	reg := registry.NewPedanticRegistry()
	if err := reg.Register(c); err != nil {
		return nil, fmt.Errorf("testutil: registering collector failed: %w", err)
	}
	return reg, nil
}
