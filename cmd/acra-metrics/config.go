package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"plainmetrics/expfmt"
	"plainmetrics/httpserve"
)

// A config holds the checked values of all flags.
type config struct {
	service service
	address *httpserve.Address // nil switches metrics off
	edition string
	version version
	formats []expfmt.Format     // on offer
	pid     func() (int, error) // nil selects this process

	relays       []relayConfig
	maxConns     int // per relay
	drainTimeout time.Duration

	idleFlags []string // texts about flags without effect
}

// A relayConfig describes a relay: where the relay listens, where the relay
// dials, and the label value under which the relay counts connections.
type relayConfig struct {
	incoming, upstream *httpserve.Address
	connectionType     string
}

// A version is MAJOR.MINOR.PATCH.
type version struct {
	text                string
	major, minor, patch uint64
}

// parseVersion accepts three decimal numbers below 2^32.
func parseVersion(text string) (version, error) {
	v := version{text: text}
	fields := strings.Split(text, ".")
	numbers := []*uint64{&v.major, &v.minor, &v.patch}
	invalid := fmt.Errorf("expected MAJOR.MINOR.PATCH, three numbers, found %q", text)
	if len(fields) != len(numbers) {
		return version{}, invalid
	}
	for i, field := range fields {
		number, err := strconv.ParseUint(field, 10, 32)
		if err != nil {
			return version{}, invalid
		}
		*numbers[i] = number
	}
	return v, nil
}

// findFormats returns the formats on offer. Acra's services offer the text
// format; a page in another one is another page for whoever compares pages.
func findFormats(name string) ([]expfmt.Format, error) {
	switch name {
	case "text":
		return []expfmt.Format{expfmt.Text{}}, nil
	case "all":
		return []expfmt.Format{
			expfmt.OpenMetrics2{},
			expfmt.OpenMetrics{Version: expfmt.OpenMetrics100}, expfmt.OpenMetrics{Version: expfmt.OpenMetrics001},
			expfmt.Protobuf{}, expfmt.Protobuf{Encoding: expfmt.ProtobufText}, expfmt.Protobuf{Encoding: expfmt.ProtobufCompactText},
			expfmt.Text{},
		}, nil
	}
	return nil, fmt.Errorf("expected text or all, found %q", name)
}
