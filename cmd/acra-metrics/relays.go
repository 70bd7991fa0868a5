package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"sync"

	"plainmetrics/cmd/acra-metrics/relay"
)

// relays are the relays of one command. They start and stop together.
type relays []*openRelay

// An openRelay is a relay and the listener that feeds the relay.
type openRelay struct {
	relay.Relay
	listener net.Listener
	log      *slog.Logger
}

// openRelays starts to listen for all relays. If an address can't be had,
// openRelays closes the listeners opened before.
func openRelays(c config, families connections, log *slog.Logger) (relays, error) {
	var opened relays
	for _, rc := range c.relays {
		listener, err := rc.incoming.Listen()
		if err != nil {
			opened.close()
			return nil, fmt.Errorf("--%s: %w", flagIncoming, err)
		}
		relayLog := log.With("connection_type", rc.connectionType)
		opened = append(opened, &openRelay{
			Relay: relay.Relay{
				Network:      rc.upstream.Network(),
				Address:      rc.upstream.Target(),
				MaxConns:     c.maxConns,
				DrainTimeout: c.drainTimeout,
				Observer:     families.observer(rc),
				OnError:      func(err error) { relayLog.Warn("relaying", "error", err) },
			},
			listener: listener,
			log:      relayLog,
		})
	}
	return opened, nil
}

// close stops listening.
func (rs relays) close() {
	for _, r := range rs {
		_ = r.listener.Close()
	}
}

// logStart logs a line for each relay, with the address that the kernel
// chose if the flag asked for port 0.
func (rs relays) logStart() {
	for _, r := range rs {
		incoming := r.listener.Addr()
		r.log.Info("relaying",
			"incoming", incoming.Network()+"://"+incoming.String(),
			"upstream", r.Network+"://"+r.Address)
	}
}

// serve relays until ctx ends and every connection has been drained or cut.
// If a listener fails earlier, the other relays go on until ctx ends.
func (rs relays) serve(ctx context.Context) error {
	errs := make([]error, len(rs))
	var serving sync.WaitGroup
	for i, r := range rs {
		serving.Go(func() {
			err := r.Serve(ctx, r.listener)
			if errors.Is(err, context.DeadlineExceeded) {
				r.log.Warn("connections were cut", "error", err)
				err = nil
			}
			errs[i] = err
		})
	}
	<-ctx.Done()
	serving.Wait()
	return errors.Join(errs...)
}
