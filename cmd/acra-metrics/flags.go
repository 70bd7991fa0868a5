package main

import (
	"flag"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"

	"plainmetrics/cmd/acra-metrics/relay"
	"plainmetrics/httpserve"
	"plainmetrics/proccollect"
)

const (
	flagService = "service"
	flagAddress = "incoming_connection_prometheus_metrics_string"
	flagEdition = "edition"
	flagVersion = "acra_version"

	flagIncoming       = "incoming_connection_string"
	flagUpstream       = "upstream_connection_string"
	flagConnectionType = "connection_type"
	flagMaxConnections = "max_connections"
	flagDrainTimeout   = "drain_timeout"

	flagPID     = "pid"
	flagPIDFile = "pid_file"
)

const defaultConnectionType = "db"

// A flagList collects the values of a flag that may be repeated.
type flagList []string

// String implements flag.Value.
func (l *flagList) String() string { return strings.Join(*l, " ") }

// Set implements flag.Value.
func (l *flagList) Set(value string) error { *l = append(*l, value); return nil }

// flagValues are the flags as typed, before config checks them. Numbers are
// text here because package flag reports a malformed number without the
// accepted range.
type flagValues struct {
	service, address, edition, version string
	pid, pidFile                       string

	// The N-th elements of these lists describe the N-th relay.
	incoming, upstream, connectionTypes flagList

	maxConns, drainTimeout string
}

// parseFlags returns flag.ErrHelp for --help and -h. Every other error is a
// single line that names the flag, the expected value and the value found.
func parseFlags(args []string) (config, error) {
	var v flagValues
	set := v.flagSet()
	if err := set.Parse(args); err == flag.ErrHelp {
		return config{}, err
	} else if err != nil {
		return config{}, fmt.Errorf("%w; --help lists the flags", err)
	}
	if set.NArg() > 0 {
		return config{}, fmt.Errorf("expected only flags, found the argument %q", set.Arg(0))
	}
	return v.config()
}

// flagSet defines the flags. Their descriptions are in the package comment,
// see usage.
func (v *flagValues) flagSet() *flag.FlagSet {
	set := flag.NewFlagSet("acra-metrics", flag.ContinueOnError)
	set.SetOutput(io.Discard) // run prints errors and the usage
	set.StringVar(&v.service, flagService, "acra-server", "")
	set.StringVar(&v.address, flagAddress, "tcp://127.0.0.1:9399", "")
	set.StringVar(&v.edition, flagEdition, "ce", "")
	set.StringVar(&v.version, flagVersion, "0.85.0", "")
	set.StringVar(&v.pid, flagPID, "", "")
	set.StringVar(&v.pidFile, flagPIDFile, "", "")
	set.Var(&v.incoming, flagIncoming, "")
	set.Var(&v.upstream, flagUpstream, "")
	set.Var(&v.connectionTypes, flagConnectionType, "")
	set.StringVar(&v.maxConns, flagMaxConnections, strconv.Itoa(relay.DefaultMaxConns), "")
	set.StringVar(&v.drainTimeout, flagDrainTimeout, "10s", "")
	return set
}

// config checks the flags.
func (v *flagValues) config() (c config, err error) {
	if c.service, err = findService(v.service); err != nil {
		return config{}, fmt.Errorf("--%s: %w", flagService, err)
	}
	if v.address != "" {
		if c.address, err = parseAddress(flagAddress, v.address); err != nil {
			return config{}, err
		}
	}
	if c.edition = v.edition; c.edition != "ce" && c.edition != "ee" {
		return config{}, fmt.Errorf("--%s: expected ce or ee, found %q", flagEdition, c.edition)
	}
	if c.version, err = parseVersion(v.version); err != nil {
		return config{}, fmt.Errorf("--%s: %w", flagVersion, err)
	}
	if c.pid, err = v.pidFunc(); err != nil {
		return config{}, err
	}
	if c.relays, err = v.relays(c.service); err != nil {
		return config{}, err
	}
	if c.maxConns, err = strconv.Atoi(v.maxConns); err != nil || c.maxConns < 1 {
		return config{}, fmt.Errorf("--%s: expected a number from 1 on, found %q", flagMaxConnections, v.maxConns)
	}
	if c.drainTimeout, err = time.ParseDuration(v.drainTimeout); err != nil || c.drainTimeout < 0 {
		return config{}, fmt.Errorf("--%s: expected a time from 0 on, as in 10s, found %q", flagDrainTimeout, v.drainTimeout)
	}
	return c, nil
}

// pidFunc returns the PID that each scrape asks for, or nil if the
// process_* families describe this process.
func (v *flagValues) pidFunc() (func() (int, error), error) {
	switch {
	case v.pid != "" && v.pidFile != "":
		return nil, fmt.Errorf("--%s and --%s exclude each other, found both", flagPID, flagPIDFile)
	case v.pidFile != "":
		return proccollect.PIDFromFile(v.pidFile), nil
	case v.pid == "":
		return nil, nil
	}
	pid, err := strconv.ParseUint(v.pid, 10, 31)
	if err != nil || pid == 0 {
		return nil, fmt.Errorf("--%s: expected a number from 1 to 2147483647, found %q", flagPID, v.pid)
	}
	return runningPID(int(pid)), nil
}

// relays pairs the repeated flags up.
func (v *flagValues) relays(s service) ([]relayConfig, error) {
	if n := len(v.incoming); n != len(v.upstream) {
		return nil, fmt.Errorf("--%s: expected one for each --%s, found %d for %d",
			flagUpstream, flagIncoming, len(v.upstream), n)
	}
	if n := len(v.connectionTypes); n != 0 && n != len(v.incoming) {
		return nil, fmt.Errorf("--%s: expected none or one for each --%s, found %d for %d",
			flagConnectionType, flagIncoming, n, len(v.incoming))
	}
	var relays []relayConfig
	for i := range v.incoming {
		r, err := v.relay(i, s)
		if err != nil {
			return nil, err
		}
		relays = append(relays, r)
	}
	return relays, nil
}

// relay returns the i-th relay.
func (v *flagValues) relay(i int, s service) (r relayConfig, err error) {
	if r.incoming, err = parseAddress(flagIncoming, v.incoming[i]); err != nil {
		return r, err
	}
	if r.upstream, err = parseAddress(flagUpstream, v.upstream[i]); err != nil {
		return r, err
	}
	if isPortZero(r.upstream) {
		return r, fmt.Errorf("--%s: expected a port from 1 to 65535, found %q", flagUpstream, r.upstream)
	}
	r.connectionType = defaultConnectionType
	if len(v.connectionTypes) > 0 {
		r.connectionType = v.connectionTypes[i]
	}
	if !slices.Contains(s.connectionTypes, r.connectionType) {
		return r, fmt.Errorf("--%s: expected %s for %s, found %q",
			flagConnectionType, joinOr(s.connectionTypes), s.name, r.connectionType)
	}
	return r, nil
}

// isPortZero reports whether an address asks for a free port, which a relay
// can listen at but not dial.
func isPortZero(a *httpserve.Address) bool {
	if a.Network() != "tcp" {
		return false
	}
	_, port, err := net.SplitHostPort(a.Target())
	number, _ := strconv.Atoi(port)
	return err == nil && number == 0
}

// parseAddress names the flag in its error.
func parseAddress(flagName, value string) (*httpserve.Address, error) {
	a, err := httpserve.ParseAddress(value)
	if err != nil {
		return nil, fmt.Errorf("--%s: %w", flagName, err)
	}
	return a, nil
}
