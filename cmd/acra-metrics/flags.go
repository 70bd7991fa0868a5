package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"

	"plainmetrics/httpserve"
	"plainmetrics/proccollect"
)

const (
	flagService = "service"
	flagAddress = "incoming_connection_prometheus_metrics_string"
	flagEdition = "edition"
	flagVersion = "acra_version"
	flagFormats = "formats"

	flagIncoming       = "incoming_connection_string"
	flagUpstream       = "upstream_connection_string"
	flagConnectionType = "connection_type"
	flagMaxConnections = "max_connections"
	flagDrainTimeout   = "drain_timeout"

	flagPID     = "pid"
	flagPIDFile = "pid_file"
)

const defaultConnectionType = "db"

// flagValues are the flags as typed, before config checks them. Numbers are
// text here because package flag reports a malformed number without the
// accepted range.
type flagValues struct {
	service, address, edition, version, formats flagText
	pid, pidFile                                flagText

	// The N-th elements of these lists describe the N-th relay.
	incoming, upstream, connectionTypes flagList

	maxConns, drainTimeout flagText
}

// A flagText is the text of a flag.
type flagText string

// String implements flag.Value.
func (t *flagText) String() string { return string(*t) }

// Set implements flag.Value.
func (t *flagText) Set(text string) error { *t = flagText(text); return nil }

// A flagList collects the values of a flag that may be repeated.
type flagList []string

// String implements flag.Value.
func (l *flagList) String() string { return strings.Join(*l, " ") }

// Set implements flag.Value.
func (l *flagList) Set(value string) error { *l = append(*l, value); return nil }

// parseFlags returns flag.ErrHelp for --help and -h. Every other error is a
// single line that names the flag, the expected value and the value found.
func parseFlags(args []string) (config, error) {
	var v flagValues
	set := v.flagSet()
	if err := set.Parse(args); err == flag.ErrHelp {
		return config{}, err
	} else if err != nil {
		return config{}, errors.New(withTwoDashes(err.Error()) + "; --help lists the flags")
	}
	if set.NArg() > 0 {
		return config{}, fmt.Errorf("expected only flags, found the argument %q", set.Arg(0))
	}
	c, err := v.config()
	if err == nil {
		c.idleFlags = idleFlags(set, c)
	}
	return c, err
}

// withTwoDashes corrects the name of a flag in an error of package flag,
// which accepts two dashes and prints one.
func withTwoDashes(text string) string {
	if strings.HasPrefix(text, "flag ") {
		text = strings.Replace(text, ": -", ": --", 1)
	}
	return text
}

// flagSet defines the flags of the table, with their defaults.
func (v *flagValues) flagSet() *flag.FlagSet {
	set := flag.NewFlagSet("acra-metrics", flag.ContinueOnError)
	set.SetOutput(io.Discard) // run prints errors and the usage
	for _, group := range flagTable {
		for _, row := range group.rows {
			value := row.value(v)
			if row.initial != "" {
				_ = value.Set(row.initial)
			}
			set.Var(value, row.name, "")
		}
	}
	return set
}

// idleFlags returns a text for each flag that is given and has no effect.
func idleFlags(set *flag.FlagSet, c config) (texts []string) {
	set.Visit(func(f *flag.Flag) {
		switch topic := topicOf(f.Name); {
		case topic == topicRelays && len(c.relays) == 0:
			texts = append(texts, fmt.Sprintf("--%s has no effect without --%s", f.Name, flagIncoming))
		case topic == topicProcess && c.address == nil:
			texts = append(texts, fmt.Sprintf("--%s has no effect without --%s", f.Name, flagAddress))
		}
	})
	return texts
}

// config checks the flags.
func (v *flagValues) config() (c config, err error) {
	if c.service, err = findService(string(v.service)); err != nil {
		return config{}, fmt.Errorf("--%s: %w", flagService, err)
	}
	if v.address != "" {
		if c.address, err = parseAddress(flagAddress, string(v.address)); err != nil {
			return config{}, err
		}
	}
	if c.edition = string(v.edition); c.edition != "ce" && c.edition != "ee" {
		return config{}, fmt.Errorf("--%s: expected ce or ee, found %q", flagEdition, c.edition)
	}
	if c.version, err = parseVersion(string(v.version)); err != nil {
		return config{}, fmt.Errorf("--%s: %w", flagVersion, err)
	}
	if c.formats, err = findFormats(string(v.formats)); err != nil {
		return config{}, fmt.Errorf("--%s: %w", flagFormats, err)
	}
	if c.pid, err = v.pidFunc(); err != nil {
		return config{}, err
	}
	if c.relays, err = v.relays(c.service); err != nil {
		return config{}, err
	}
	if c.maxConns, err = strconv.Atoi(string(v.maxConns)); err != nil || c.maxConns < 1 {
		return config{}, fmt.Errorf("--%s: expected a number from 1 on, found %q", flagMaxConnections, v.maxConns)
	}
	if c.drainTimeout, err = time.ParseDuration(string(v.drainTimeout)); err != nil || c.drainTimeout < 0 {
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
		return proccollect.PIDFromFile(string(v.pidFile)), nil
	case v.pid == "":
		return nil, nil
	}
	pid, err := strconv.ParseUint(string(v.pid), 10, 31)
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
