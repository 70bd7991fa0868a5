package main

import (
	"log/slog"
	"strings"
	"testing"
)

func TestWarnings(t *testing.T) {
	relay := relayTo("tcp://127.0.0.1:1")
	const noPage = "--" + flagAddress + "="
	for _, test := range []struct {
		name string
		args []string
		want []string // a part of each line
	}{
		{"defaults", nil, nil},
		{"a relay", append(relay, "--max_connections=1", "--drain_timeout=1s"), nil},
		{"limits of no relay", []string{"--max_connections=5", "--drain_timeout=1s"}, []string{
			"--drain_timeout has no effect without --incoming_connection_string",
			"--max_connections has no effect without --incoming_connection_string",
		}},
		{"a process without a page", []string{noPage, "--pid=1"}, []string{
			"--pid has no effect without --incoming_connection_prometheus_metrics_string",
		}},
		{"a PID file without a page", append(relay, noPage, "--pid_file=acra.pid"), []string{
			"--pid_file has no effect without --incoming_connection_prometheus_metrics_string",
		}},
		{"many connections", append(relay, "--max_connections=4611686018427387904"), []string{
			"the limit of file descriptors is lower than --max_connections may need",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, err := parseFlags(test.args)
			if err != nil {
				t.Fatal(err)
			}
			if _, known := descriptorLimit(); !known && test.name == "many connections" {
				t.Skip("the system has no limit of file descriptors")
			}
			var log strings.Builder
			logWarnings(c, slog.New(slog.NewTextHandler(&log, nil)))
			if got := strings.Count(log.String(), "level=WARN"); got != len(test.want) {
				t.Errorf("warnings: got %d, want %d; log:\n%s", got, len(test.want), &log)
			}
			for _, want := range test.want {
				if !strings.Contains(log.String(), want) {
					t.Errorf("log: got\n%s\nwant it to contain %q", &log, want)
				}
			}
		})
	}
}

func TestConnectionsWithin(t *testing.T) {
	for _, test := range []struct {
		limit  uint64
		relays int
		want   uint64
	}{
		{0, 1, 0},
		{32, 1, 0},
		{1024, 1, 165},
		{1024, 2, 82},
		{1 << 20, 1, 174757},
	} {
		if got := connectionsWithin(test.limit, test.relays); got != test.want {
			t.Errorf("connectionsWithin(%d, %d): got %d, want %d", test.limit, test.relays, got, test.want)
		}
	}
}
