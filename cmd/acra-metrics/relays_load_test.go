package main

import (
	"flag"
	"io"
	"net"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

var (
	churn = flag.Duration("churn", time.Second/2, "how long TestChurn opens and cuts connections")
	most  = flag.Int("connections", 500, "how many connections TestManyConnections opens at once; the kernel must allow the relay 6 times as many descriptors")
)

// perConnection bounds how many bytes an open connection adds to the
// resident set of a relay on Linux. Goroutines and stacks take about 20 KiB; the
// kernel holds the buffers of sockets and pipes.
const perConnection = 48 << 10

// TestManyConnections opens many connections at once, talks over each, and
// closes them: the counts are exact, the memory is bounded, the goroutines
// go.
func TestManyConnections(t *testing.T) {
	upstream := echo(t, "tcp", "127.0.0.1:0").Addr().String()
	p := start(t, append(relayTo("tcp://"+upstream), anyPort, "--max_connections=100000")...)
	_, before := p.do(t, "GET", "/metrics")

	conns := make([]net.Conn, *most)
	for i := range conns {
		conns[i] = talk(t, "tcp", p.relays[0])
	}
	_, during := p.do(t, "GET", "/metrics")
	const resident = "process_resident_memory_bytes"
	grown := valueOn(during, resident) - valueOn(before, resident)
	t.Logf("%d connections at once: %.0f bytes more resident, %.1f KiB each; %v goroutines, %v descriptors",
		*most, grown, grown/float64(*most)/1024, valueOn(during, "go_goroutines"), valueOn(during, "process_open_fds"))
	if bound := float64(*most*perConnection + 8<<20); grown > bound && runtime.GOOS == "linux" && !raceEnabled {
		t.Errorf("%s: grew by %.0f, want at most %.0f", resident, grown, bound)
	}
	for _, conn := range conns {
		conn.Close()
	}
	p.awaitValue(t, `acraserver_connections_processing_seconds_count{connection_type="db"}`, float64(*most))
	p.awaitValue(t, `acraserver_connections_total{connection_type="db"}`, float64(*most))
	p.awaitFewGoroutines(t, valueOn(before, "go_goroutines"))
	p.stop(t, syscall.SIGTERM)
}

// awaitFewGoroutines waits until at most two goroutines, of scrapes, remain
// in addition to the number before.
func (p *process) awaitFewGoroutines(t *testing.T, before float64) {
	t.Helper()
	var now float64
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if now = p.value(t, "go_goroutines"); now <= before+2 {
			return
		}
	}
	t.Errorf("goroutines: got %v, want about %v", now, before)
}

// TestChurn opens 200 connections in every second and resets half of them.
func TestChurn(t *testing.T) {
	upstream := echo(t, "tcp", "127.0.0.1:0").Addr().String()
	p := start(t, append(relayTo("tcp://"+upstream), anyPort)...)
	before := p.value(t, "go_goroutines")
	const interval = time.Second / 200
	begun := time.Now()
	var work sync.WaitGroup
	var opened atomic.Int64
	for due := time.Duration(0); due < *churn; due += interval {
		time.Sleep(time.Until(begun.Add(due))) // returns at once if behind schedule
		work.Go(func() {
			conn, err := net.Dial("tcp", p.relays[0])
			if err != nil {
				t.Error(err)
				return
			}
			n := opened.Add(1)
			io.WriteString(conn, "hello")
			io.ReadFull(conn, make([]byte, 5))
			if n%2 == 0 {
				conn.(*net.TCPConn).SetLinger(0)
			}
			conn.Close()
		})
	}
	work.Wait()
	n := float64(opened.Load())
	p.awaitValue(t, `acraserver_connections_processing_seconds_count{connection_type="db"}`, n)
	p.awaitValue(t, `acraserver_connections_total{connection_type="db"}`, n)
	p.awaitFewGoroutines(t, before)
	_, page := p.do(t, "GET", "/metrics")
	fds := valueOn(page, "process_open_fds")
	t.Logf("%v connections in %v, none lost; %v descriptors and %.1f MB resident at the end",
		n, *churn, fds, valueOn(page, "process_resident_memory_bytes")/1e6)
	p.stop(t, syscall.SIGTERM)
}
