//go:build unix

package main

import (
	"io"
	"math"
	"net"
	"syscall"
	"testing"
)

// SIGHUP, which restarts Acra services, must not cut connections, also not
// while they drain.
func TestHangup(t *testing.T) {
	upstream := echo(t, "tcp", "127.0.0.1:0").Addr().String()
	p := start(t, append(relayTo("tcp://"+upstream), anyPort)...)
	conn := talk(t, "tcp", p.relays[0])
	hangUp := func() {
		t.Helper()
		if err := p.cmd.Process.Signal(syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
		p.awaitLog(t, "reloading after SIGHUP")
		say(t, conn)
	}
	hangUp()
	if got := p.value(t, "go_goroutines"); math.IsNaN(got) {
		t.Error("got no page after SIGHUP")
	}
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	for {
		extra, err := net.Dial("tcp", p.relays[0])
		if err != nil {
			break // the relay drains
		}
		extra.Close()
	}
	hangUp()
	conn.Close()
	<-p.ended
	p.cmd.Wait()
	if code := p.cmd.ProcessState.ExitCode(); code != 0 {
		t.Errorf("exit code: got %d, want 0", code)
	}
}

// Whoever reads the log may end first.
func TestLogWithoutReader(t *testing.T) {
	p := start(t, append(relayTo("tcp://"+freeAddress(t)), anyPort)...)
	p.stderr.Close()
	for range 2 { // each refusal is a line in the log
		conn, err := net.Dial("tcp", p.relays[0])
		if err != nil {
			t.Fatal(err)
		}
		io.ReadAll(conn)
		conn.Close()
	}
	p.awaitValue(t, `acraserver_connections_processing_seconds_count{connection_type="db"}`, 2)
	if code := p.stop(t, syscall.SIGTERM); code != 0 {
		t.Errorf("exit code: got %d, want 0", code)
	}
}
