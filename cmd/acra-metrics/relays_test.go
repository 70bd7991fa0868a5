package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"plainmetrics/cmd/acra-metrics/relay"
)

// relayTo returns the flags of a relay on a free port.
func relayTo(upstream string) []string {
	return []string{"--" + flagIncoming + "=tcp://127.0.0.1:0", "--" + flagUpstream + "=" + upstream}
}

// value returns the value of a series on the page, or NaN.
func (p *process) value(t *testing.T, series string) float64 {
	t.Helper()
	_, page := p.do(t, "GET", "/metrics")
	return valueOn(page, series)
}

func valueOn(page, series string) float64 {
	m := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(series) + ` (\S+)$`).FindStringSubmatch(page)
	if m == nil {
		return math.NaN()
	}
	v, err := strconv.ParseFloat(m[1], 64)
	if err != nil {
		return math.NaN()
	}
	return v
}

// awaitValue asks for the page until a series has the value.
func (p *process) awaitValue(t *testing.T, series string, want float64) {
	t.Helper()
	got := math.NaN()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if got = p.value(t, series); got == want {
			return
		}
	}
	t.Fatalf("%s: got %v, want %v", series, got, want)
}

// echo answers every connection with what it sent, until the test ends.
func echo(t *testing.T, network, address string) net.Listener {
	t.Helper()
	l, err := net.Listen(network, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() { io.Copy(conn, conn); conn.Close() }()
		}
	}()
	return l
}

// talk connects, sends a word and expects it back.
func talk(t *testing.T, network, address string) net.Conn {
	t.Helper()
	conn, err := net.Dial(network, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	conn.SetDeadline(time.Now().Add(20 * time.Second))
	say(t, conn)
	return conn
}

// say sends a word over a connection and expects it back.
func say(t *testing.T, conn net.Conn) {
	t.Helper()
	const word = "hello"
	got := make([]byte, len(word))
	if _, err := io.WriteString(conn, word); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(conn, got); err != nil || string(got) != word {
		t.Fatalf("got %q back, error %v, want %q", got, err, word)
	}
}

// TestRelays runs two relays in a process, for every service.
func TestRelays(t *testing.T) {
	dir, err := os.MkdirTemp("", "acra") // t.TempDir may be too long for a socket
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	socket := filepath.Join(dir, "upstream")
	echo(t, "unix", socket)
	upstream := "tcp://" + echo(t, "tcp", "127.0.0.1:0").Addr().String()
	for _, service := range services {
		t.Run(service.name, func(t *testing.T) {
			types := service.connectionTypes
			incoming := filepath.Join(dir, service.name)
			p := start(t, anyPort, "--service="+service.name,
				"--"+flagIncoming+"=tcp://127.0.0.1:0", "--"+flagUpstream+"="+upstream, "--connection_type="+types[0],
				"--"+flagIncoming+"=unix://"+incoming, "--"+flagUpstream+"=unix://"+socket, "--connection_type="+types[1])
			total := func(i int) string {
				return fmt.Sprintf("%s_connections_total{connection_type=%q}", service.prefix(), types[i])
			}
			count := func(i int) string {
				return fmt.Sprintf("%s_connections_processing_seconds_count{connection_type=%q}", service.prefix(), types[i])
			}
			p.awaitValue(t, total(0), 0)
			p.awaitValue(t, count(1), 0)
			first := talk(t, "tcp", p.relays[0])
			talk(t, "unix", p.relays[1]).Close()
			talk(t, "unix", p.relays[1]).Close()
			p.awaitValue(t, count(1), 2)
			p.awaitValue(t, total(1), 2)
			p.awaitValue(t, total(0), 1)
			p.awaitValue(t, count(0), 0)
			first.Close()
			p.awaitValue(t, count(0), 1)
			if code := p.stop(t, syscall.SIGTERM); code != 0 {
				t.Errorf("exit code: got %d, want 0; log:\n%s", code, strings.Join(p.log, "\n"))
			}
			if _, err := os.Stat(incoming); !os.IsNotExist(err) {
				t.Errorf("the socket after the end: got %v, want it gone", err)
			}
		})
	}
}

// Relays and page go on after the signal until the connections are drained.
func TestRelayDrains(t *testing.T) {
	needsSignals(t)
	upstream := echo(t, "tcp", "127.0.0.1:0").Addr().String()
	for _, test := range []struct {
		name    string
		timeout string
		closes  bool // the client, of itself
		log     string
	}{
		{"in time", "20s", true, "msg=stopped"},
		{"cut", "1ms", false, "cut 1 after 1ms"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := start(t, append(relayTo("tcp://"+upstream), anyPort, "--drain_timeout="+test.timeout)...)
			conn := talk(t, "tcp", p.relays[0])
			if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
			if test.closes {
				for {
					extra, err := net.Dial("tcp", p.relays[0])
					if err != nil {
						break // the listener is closed
					}
					extra.Close()
				}
				p.value(t, "go_goroutines") // fails the test if there is no page any more
				conn.Close()
			} else if _, err := io.ReadAll(conn); err == nil {
				t.Error("the connection that was cut: got a good end, want a reset")
			}
			<-p.ended
			p.cmd.Wait()
			if code := p.cmd.ProcessState.ExitCode(); code != 0 {
				t.Errorf("exit code: got %d, want 0", code)
			}
			if log := strings.Join(p.log, "\n"); !strings.Contains(log, test.log) {
				t.Errorf("log: got\n%s\nwant it to contain %q", log, test.log)
			}
		})
	}
}

// resultSeries returns the name of a relay's series.
func resultSeries(upstream string, result relay.Result) string {
	return fmt.Sprintf(`acra_metrics_relay_connections_total{connection_type="db",result=%q,upstream=%q}`, result, upstream)
}

// Acra's own families count a connection that the upstream refuses like any
// other. The family of results tells them apart, from zeros on.
func TestRelayResults(t *testing.T) {
	refusing := "tcp://" + freeAddress(t)
	accepting := "tcp://" + echo(t, "tcp", "127.0.0.1:0").Addr().String()
	p := start(t, append(append(relayTo(refusing), relayTo(accepting)...), anyPort)...)
	_, page := p.do(t, "GET", "/metrics")
	for result := range relay.NumResults {
		for _, upstream := range []string{refusing, accepting} {
			if series := resultSeries(upstream, result); valueOn(page, series) != 0 {
				t.Errorf("%s: got %v at the start, want 0", series, valueOn(page, series))
			}
		}
	}
	const times = 3
	for range times {
		conn, err := net.Dial("tcp", p.relays[0])
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(conn); len(got) > 0 || err != nil {
			t.Errorf("client: got %q, error %v, want the end", got, err)
		}
		conn.Close()
	}
	talk(t, "tcp", p.relays[1]).Close()
	p.awaitValue(t, `acraserver_connections_processing_seconds_count{connection_type="db"}`, times+1)
	p.awaitValue(t, `acraserver_connections_total{connection_type="db"}`, times+1)
	p.awaitValue(t, resultSeries(refusing, relay.Refused), times)
	p.awaitValue(t, resultSeries(refusing, relay.Forwarded), 0)
	p.awaitValue(t, resultSeries(accepting, relay.Refused), 0)
	p.awaitValue(t, resultSeries(accepting, relay.Forwarded), 1)
	p.stop(t, syscall.SIGTERM)
	if got := strings.Count(strings.Join(p.log, "\n"), "connection refused"); got != times {
		t.Errorf("refusals logged: got %d, want %d; log:\n%s", got, times, strings.Join(p.log, "\n"))
	}
}

func TestRelayPortTaken(t *testing.T) {
	taken := echo(t, "tcp", "127.0.0.1:0").Addr().String()
	code, stderr := runToEnd(t, anyPort, "--"+flagIncoming+"=tcp://"+taken, "--"+flagUpstream+"=tcp://127.0.0.1:1")
	if code != 1 || !strings.Contains(stderr, taken) || !strings.Contains(stderr, flagIncoming) {
		t.Errorf("got exit code %d and %q, want 1, the flag and the address %s", code, stderr, taken)
	}
}

func TestRelayWithoutPage(t *testing.T) {
	upstream := echo(t, "tcp", "127.0.0.1:0").Addr().String()
	incoming := freeAddress(t)
	done := make(chan int, 1)
	ctx, stop := context.WithCancel(t.Context())
	go func() {
		done <- run(ctx, []string{"--incoming_connection_prometheus_metrics_string=",
			"--" + flagIncoming + "=tcp://" + incoming, "--" + flagUpstream + "=tcp://" + upstream}, io.Discard, io.Discard)
	}()
	for {
		if conn, err := net.Dial("tcp", incoming); err == nil {
			conn.Close()
			break
		}
		time.Sleep(time.Millisecond)
	}
	talk(t, "tcp", incoming).Close()
	stop()
	if code := <-done; code != 0 {
		t.Errorf("exit code: got %d, want 0", code)
	}
}
