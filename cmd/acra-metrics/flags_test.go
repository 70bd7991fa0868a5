package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"plainmetrics/cmd/acra-metrics/relay"
)

func TestBadFlags(t *testing.T) {
	const address = "--incoming_connection_prometheus_metrics_string"
	for _, test := range []struct {
		args []string
		want []string // in the line on stderr
	}{
		{[]string{"--service=acra-writer"}, []string{"--service", "expected acra-server, acra-connector or acra-translator", `"acra-writer"`}},
		{[]string{"--formats=protobuf"}, []string{"--formats", "expected text or all", `"protobuf"`}},
		{[]string{"--edition=pro"}, []string{"--edition", "expected ce or ee", `"pro"`}},
		{[]string{"--acra_version=1.2"}, []string{"--acra_version", "MAJOR.MINOR.PATCH", `"1.2"`}},
		{[]string{"--acra_version=1.2.x"}, []string{"--acra_version", "MAJOR.MINOR.PATCH", `"1.2.x"`}},
		{[]string{"--acra_version=1.2.-3"}, []string{"--acra_version", "MAJOR.MINOR.PATCH", `"1.2.-3"`}},
		{[]string{address + "=localhost:9399"}, []string{address, "expected", "tcp://", `"localhost:9399"`}},
		{[]string{address + "=tcp://127.0.0.1"}, []string{address, "expected", "port", `127.0.0.1`}},
		{[]string{address + "=tcp://127.0.0.1:99999"}, []string{address, "expected", "port", `99999`}},
		{[]string{address + "=http://127.0.0.1:9399"}, []string{address, "expected", "tcp or unix", `"http"`}},
		{[]string{address + "=unix://"}, []string{address, "expected", "path"}},
		{[]string{"--incoming_connection_string=tcp://127.0.0.1:1"}, []string{"--upstream_connection_string", "expected one for each --incoming_connection_string", "found 0 for 1"}},
		{[]string{"--upstream_connection_string=tcp://127.0.0.1:1"}, []string{"--upstream_connection_string", "expected one for each", "found 1 for 0"}},
		{append(relayTo("tcp://127.0.0.1:1"), "--connection_type=db", "--connection_type=api"), []string{"--connection_type", "expected none or one for each", "found 2 for 1"}},
		{append(append(relayTo("tcp://127.0.0.1:1"), relayTo("tcp://127.0.0.1:1")...), "--connection_type=db"), []string{"--connection_type", "found 1 for 2"}},
		{append(relayTo("tcp://127.0.0.1:1"), "--connection_type=http"), []string{"--connection_type", "expected db or api for acra-server", `"http"`}},
		{append(relayTo("tcp://127.0.0.1:1"), "--connection_type=api", "--service=acra-connector"), []string{"--connection_type", "expected db, acraserver or acratranslator for acra-connector", `"api"`}},
		{append(relayTo("tcp://127.0.0.1:1"), "--service=acra-translator"), []string{"--connection_type", "expected http or grpc for acra-translator", `"db"`}},
		{relayTo("tcp://127.0.0.1:0"), []string{"--upstream_connection_string", "expected a port from 1 to 65535", "127.0.0.1:0"}},
		{relayTo("tcp://[::1]:00"), []string{"--upstream_connection_string", "expected a port from 1 to 65535", "[::1]:00"}},
		{relayTo("tcp://127.0.0.1"), []string{"--upstream_connection_string", "expected", "port"}},
		{relayTo("http://127.0.0.1:80"), []string{"--upstream_connection_string", "tcp or unix", `"http"`}},
		{append(relayTo("tcp://127.0.0.1:1"), "--max_connections=0"), []string{"--max_connections", "expected a number from 1 on", `found "0"`}},
		{append(relayTo("tcp://127.0.0.1:1"), "--max_connections=many"), []string{"--max_connections", "expected a number from 1 on", `found "many"`}},
		{append(relayTo("tcp://127.0.0.1:1"), "--drain_timeout=-1s"), []string{"--drain_timeout", "expected a time from 0 on", `found "-1s"`}},
		{append(relayTo("tcp://127.0.0.1:1"), "--drain_timeout=5"), []string{"--drain_timeout", "expected a time from 0 on, as in 10s", `found "5"`}},
		{[]string{"--pid=0"}, []string{"--pid", "expected a number from 1", `"0"`}},
		{[]string{"--pid=acra"}, []string{"--pid", "expected a number from 1", `"acra"`}},
		{[]string{"--pid=1", "--pid_file=acra.pid"}, []string{"--pid and --pid_file exclude each other", "found both"}},
		{[]string{"--colour=blue"}, []string{"flag provided but not defined: --colour; --help lists the flags"}},
		{[]string{"-colour=blue"}, []string{"flag provided but not defined: --colour; --help lists the flags"}},
		{[]string{"--pid"}, []string{"flag needs an argument: --pid; --help lists the flags"}},
		{[]string{"---pid=1"}, []string{"bad flag syntax: ---pid=1; --help lists the flags"}},
		{[]string{"serve"}, []string{"expected only flags", `"serve"`}},
	} {
		t.Run(strings.Join(test.args, " "), func(t *testing.T) {
			code, stderr := runToEnd(t, test.args...)
			if code != 2 {
				t.Errorf("exit code: got %d, want 2", code)
			}
			if strings.Count(stderr, "\n") != 1 {
				t.Errorf("stderr: got %q, want one line", stderr)
			}
			for _, want := range test.want {
				if !strings.Contains(stderr, want) {
					t.Errorf("stderr: got %q, want it to contain %q", stderr, want)
				}
			}
		})
	}
}

func TestFlagDefaults(t *testing.T) {
	c, err := parseFlags(nil)
	if err != nil {
		t.Fatal(err)
	}
	if c.service.name != "acra-server" || c.address.String() != "tcp://127.0.0.1:9399" || c.edition != "ce" || c.version.text != "0.85.0" {
		t.Errorf("page: got %s, %v, %s and %s", c.service.name, c.address, c.edition, c.version.text)
	}
	if c.pid != nil || c.relays != nil || c.maxConns != relay.DefaultMaxConns || c.drainTimeout != 10*time.Second {
		t.Errorf("got PID set %v, %d relays, %d connections, %v to drain, want none, 0, %d, 10s",
			c.pid != nil, len(c.relays), c.maxConns, c.drainTimeout, relay.DefaultMaxConns)
	}
}

// The N-th incoming address, upstream and connection type belong together.
func TestFlagsOfRelays(t *testing.T) {
	c, err := parseFlags([]string{
		"--" + flagIncoming + "=tcp://127.0.0.1:0", "--" + flagIncoming + "=unix:///run/in",
		"--" + flagConnectionType + "=api", "--" + flagConnectionType + "=db",
		"--" + flagUpstream + "=tcp://127.0.0.1:10", "--" + flagUpstream + "=unix:///run/up:0",
		"--" + flagAddress + "=", "--" + flagMaxConnections + "=7", "--" + flagDrainTimeout + "=1m",
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range c.relays {
		got = append(got, fmt.Sprint(r.incoming, " ", r.upstream, " ", r.connectionType))
	}
	want := []string{"tcp://127.0.0.1:0 tcp://127.0.0.1:10 api", "unix:///run/in unix:///run/up:0 db"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("relays (-want +got):\n%s", diff)
	}
	if c.address != nil || c.maxConns != 7 || c.drainTimeout != time.Minute {
		t.Errorf("got address %v, %d connections, %v to drain, want nil, 7, 1m0s", c.address, c.maxConns, c.drainTimeout)
	}
}
