package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"sync"

	"plainmetrics/cmd/acra-metrics/relay"
	"plainmetrics/httpserve"
)

// A relayConfig is what the flags say about one relay.
type relayConfig struct {
	incoming, upstream *httpserve.Address
	connectionType     string
}

// relays are at work together.
type relays []*openRelay

// An openRelay is a relay with the listener that it serves.
type openRelay struct {
	relay.Relay
	listener net.Listener
	log      *slog.Logger
}

// openRelays begins to listen for all relays, or for none.
func openRelays(c config, families connections, log *slog.Logger) (relays, error) {
	var all relays
	for _, one := range c.relays {
		l, err := one.incoming.Listen()
		if err != nil {
			all.close()
			return nil, fmt.Errorf("--%s: %w", flagIncoming, err)
		}
		network, target, _ := strings.Cut(one.upstream.String(), "://")
		log := log.With("connection_type", one.connectionType)
		all = append(all, &openRelay{
			Relay: relay.Relay{
				Network:      network,
				Address:      target,
				MaxConns:     c.maxConns,
				DrainTimeout: c.drainTimeout,
				Observer:     families.observer(one.connectionType),
				OnError:      func(err error) { log.Warn("relaying", "error", err) },
			},
			listener: l,
			log:      log,
		})
	}
	return all, nil
}

func (rs relays) close() {
	for _, r := range rs {
		_ = r.listener.Close()
	}
}

// say logs where each relay really listens.
func (rs relays) say() {
	for _, r := range rs {
		incoming := r.listener.Addr()
		r.log.Info("relaying",
			"incoming", incoming.Network()+"://"+incoming.String(),
			"upstream", r.Network+"://"+r.Address)
	}
}

// serve relays until ctx ends and the connections have ended or were cut.
// If a listener fails before, the other relays go on until ctx ends.
func (rs relays) serve(ctx context.Context) error {
	errs := make([]error, len(rs))
	var work sync.WaitGroup
	for i, r := range rs {
		work.Go(func() {
			err := r.Serve(ctx, r.listener)
			if errors.Is(err, context.DeadlineExceeded) {
				r.log.Warn("connections were cut", "error", err)
				err = nil
			}
			errs[i] = err
		})
	}
	<-ctx.Done()
	work.Wait()
	return errors.Join(errs...)
}
