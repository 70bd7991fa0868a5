package main

import (
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"plainmetrics/cmd/acra-metrics/relay"
	"plainmetrics/httpserve"
)

const (
	flagIncoming       = "incoming_connection_string"
	flagUpstream       = "upstream_connection_string"
	flagConnectionType = "connection_type"
	flagMaxConnections = "max_connections"
	flagDrainTimeout   = "drain_timeout"
)

const defaultConnectionType = "db"

// A list is the values of a flag that may be given more than once.
type list []string

func (l *list) String() string { return strings.Join(*l, " ") }

func (l *list) Set(value string) error { *l = append(*l, value); return nil }

// relayFlags are the values of the flags that describe relays. The N-th of
// each flag belong together.
type relayFlags struct {
	incoming, upstream, connectionTypes list
	maxConns, drainTimeout              string
}

func addRelayFlags(set *flag.FlagSet) *relayFlags {
	f := new(relayFlags)
	set.Var(&f.incoming, flagIncoming, "where a relay listens: tcp://host:port or unix:///path; may be repeated")
	set.Var(&f.upstream, flagUpstream, "where it forwards connections to: tcp://host:port or unix:///path; one for each relay")
	set.Var(&f.connectionTypes, flagConnectionType,
		"what its connections are counted as (default "+defaultConnectionType+"); none or one for each relay")
	// The errors of the flag package don't say what it expected.
	set.StringVar(&f.maxConns, flagMaxConnections, strconv.Itoa(relay.DefaultMaxConns), "the `number` of connections that each relay keeps open at once")
	set.StringVar(&f.drainTimeout, flagDrainTimeout, "10s", "the `time` that connections may go on after a signal")
	return f
}

// apply puts the relays into c, which has its service.
func (f *relayFlags) apply(c *config) error {
	if err := f.checkNumbers(); err != nil {
		return err
	}
	for i := range f.incoming {
		one, err := f.relay(i, c.service)
		if err != nil {
			return err
		}
		c.relays = append(c.relays, one)
	}
	var err error
	if c.maxConns, err = strconv.Atoi(f.maxConns); err != nil || c.maxConns < 1 {
		return fmt.Errorf("--%s: expected a number from 1 on, found %q", flagMaxConnections, f.maxConns)
	}
	if c.drainTimeout, err = time.ParseDuration(f.drainTimeout); err != nil || c.drainTimeout < 0 {
		return fmt.Errorf("--%s: expected a time from 0 on, as in 10s, found %q", flagDrainTimeout, f.drainTimeout)
	}
	return nil
}

func (f *relayFlags) checkNumbers() error {
	if n := len(f.incoming); n != len(f.upstream) {
		return fmt.Errorf("--%s: expected one for each --%s, found %d for %d",
			flagUpstream, flagIncoming, len(f.upstream), n)
	}
	if n := len(f.connectionTypes); n != 0 && n != len(f.incoming) {
		return fmt.Errorf("--%s: expected none or one for each --%s, found %d for %d",
			flagConnectionType, flagIncoming, n, len(f.incoming))
	}
	return nil
}

// relay returns the i-th relay.
func (f *relayFlags) relay(i int, of service) (one relayConfig, err error) {
	if one.incoming, err = httpserve.ParseAddress(f.incoming[i]); err != nil {
		return one, fmt.Errorf("--%s: %w", flagIncoming, err)
	}
	if one.upstream, err = httpserve.ParseAddress(f.upstream[i]); err != nil {
		return one, fmt.Errorf("--%s: %w", flagUpstream, err)
	}
	if text := one.upstream.String(); strings.HasPrefix(text, "tcp://") && strings.HasSuffix(text, ":0") {
		return one, fmt.Errorf("--%s: expected a port from 1 to 65535, found %q", flagUpstream, text)
	}
	one.connectionType = defaultConnectionType
	if len(f.connectionTypes) > 0 {
		one.connectionType = f.connectionTypes[i]
	}
	if !slices.Contains(of.connectionTypes, one.connectionType) {
		return one, fmt.Errorf("--%s: expected %s for %s, found %q",
			flagConnectionType, alternatives(of.connectionTypes), of.name, one.connectionType)
	}
	return one, nil
}

// alternatives returns "a, b or c".
func alternatives(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
