package main

import (
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"plainmetrics/httpserve"
)

// A config is what the flags say.
type config struct {
	service service
	address *httpserve.Address // nil switches metrics off
	edition string
	version version
	pid     func() (int, error) // nil for this process

	relays       []relayConfig
	maxConns     int // per relay
	drainTimeout time.Duration
}

const (
	flagService = "service"
	flagAddress = "incoming_connection_prometheus_metrics_string"
	flagEdition = "edition"
	flagVersion = "acra_version"
)

// parseFlags returns flag.ErrHelp after it has printed the usage, on
// request, to stderr. Its other errors are one line that names the flag,
// what was expected and what was found.
func parseFlags(args []string, stderr io.Writer) (c config, err error) {
	set := flag.NewFlagSet("acra-metrics", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	name := set.String(flagService, "acra-server", "the service whose page to serve: acra-server, acra-connector or acra-translator")
	address := set.String(flagAddress, "tcp://127.0.0.1:9399", "where to serve the page: tcp://host:port or unix:///path; empty switches metrics off")
	edition := set.String(flagEdition, "ce", "the edition that the page names: ce or ee")
	number := set.String(flagVersion, "0.85.0", "the version that the page names: MAJOR.MINOR.PATCH")
	pid := set.String(flagPID, "", "the process whose process_* families to show, instead of this one's")
	pidFile := set.String(flagPIDFile, "", "a file with the number of that process, read anew in every scrape")
	relays := addRelayFlags(set)

	if err := set.Parse(args); err != nil {
		if err == flag.ErrHelp {
			set.SetOutput(stderr)
			set.Usage()
			return config{}, err
		}
		return config{}, fmt.Errorf("%w; --help lists the flags", err)
	}
	if set.NArg() > 0 {
		return config{}, fmt.Errorf("expected flags alone, found the argument %q", set.Arg(0))
	}
	if c.service, err = findService(*name); err != nil {
		return config{}, fmt.Errorf("--%s: %w", flagService, err)
	}
	if *address != "" {
		if c.address, err = httpserve.ParseAddress(*address); err != nil {
			return config{}, fmt.Errorf("--%s: %w", flagAddress, err)
		}
	}
	if c.edition = *edition; c.edition != "ce" && c.edition != "ee" {
		return config{}, fmt.Errorf("--%s: expected ce or ee, found %q", flagEdition, c.edition)
	}
	if c.version, err = parseVersion(*number); err != nil {
		return config{}, fmt.Errorf("--%s: %w", flagVersion, err)
	}
	if c.pid, err = parsePID(*pid, *pidFile); err != nil {
		return config{}, err
	}
	err = relays.apply(&c)
	return c, err
}

// A version is MAJOR.MINOR.PATCH.
type version struct {
	text                string
	major, minor, patch uint64
}

func parseVersion(text string) (version, error) {
	v := version{text: text}
	parts := strings.Split(text, ".")
	numbers := []*uint64{&v.major, &v.minor, &v.patch}
	wrong := fmt.Errorf("expected MAJOR.MINOR.PATCH, three numbers, found %q", text)
	if len(parts) != len(numbers) {
		return version{}, wrong
	}
	for i, part := range parts {
		n, err := strconv.ParseUint(part, 10, 32)
		if err != nil {
			return version{}, wrong
		}
		*numbers[i] = n
	}
	return v, nil
}
