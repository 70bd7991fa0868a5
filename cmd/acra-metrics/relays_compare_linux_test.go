package main

import (
	"flag"
	"io"
	"net"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

var compare = flag.Bool("compare", false, "measure the relay beside a direct connection and socat, for about a minute")

func skipUnlessComparing(t *testing.T) {
	t.Helper()
	if !*compare || testing.Short() {
		t.Skip("not measured unless -compare is given: the measurement takes long and needs an idle machine")
	}
}

const rounds = 5

// medians measures the addresses by turns, so that other load on the machine
// hits all addresses alike, and returns the median of each.
func medians(addresses []string, measure func(address string) float64) []float64 {
	results := make([][]float64, len(addresses))
	for range rounds {
		for i, address := range addresses {
			results[i] = append(results[i], measure(address))
		}
	}
	var medians []float64
	for _, r := range results {
		slices.Sort(r)
		medians = append(medians, r[rounds/2])
	}
	return medians
}

// TestThroughput sends bytes in bulk, direct, through socat and through
// the relay.
func TestThroughput(t *testing.T) {
	skipUnlessComparing(t)
	const size = 512 << 20
	source := bulk(t, size)
	other := startSocat(t, source)
	p := start(t, append(relayTo("tcp://"+source), anyPort)...)
	const cpu = "process_cpu_seconds_total"
	before := p.value(t, cpu)
	got := medians([]string{source, other, p.relays[0]}, func(address string) float64 {
		return receive(t, address, size)
	})
	spent := (p.value(t, cpu) - before) / (rounds * size / 1e9)
	t.Logf("bulk in GB/s: direct %.2f, socat %.2f, relay %.2f; relay / socat %.2f, relay / direct %.2f; relay spends %.3f s of CPU per GB",
		got[0], got[1], got[2], got[2]/got[1], got[2]/got[0], spent)
	if got[2] < 0.9*got[1] {
		t.Errorf("bulk: got %.2f GB/s, want at least 0.9 of socat's %.2f", got[2], got[1])
	}
}

// TestTransactions lets pgbench work, direct, through socat and through
// the relay.
func TestTransactions(t *testing.T) {
	skipUnlessComparing(t)
	db := startPostgres(t)
	db.run(t, "pgbench", db.connArgs(db.address, "postgres", "--initialize", "--quiet", "--scale=1")...)
	other := startSocat(t, db.address)
	p := start(t, append(relayTo("tcp://"+db.address), anyPort)...)
	got := medians([]string{db.address, other, p.relays[0]}, func(address string) float64 {
		return db.bench(t, address, 2*time.Second)
	})
	t.Logf("pgbench in transactions per second: direct %.0f, socat %.0f, relay %.0f; relay / direct %.2f, relay / socat %.2f",
		got[0], got[1], got[2], got[2]/got[0], got[2]/got[1])
	if got[2] < 0.9*got[0] {
		t.Errorf("pgbench: got %.0f transactions per second, want at least 0.9 of the direct %.0f", got[2], got[0])
	}
}

// bulk serves size bytes to everybody who connects.
func bulk(t *testing.T, size int) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		block := make([]byte, 256<<10)
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			for sent := 0; sent < size && err == nil; sent += len(block) {
				_, err = conn.Write(block)
			}
			conn.Close()
		}
	}()
	return l.Addr().String()
}

// receive returns how many GB per second come from an address.
func receive(t *testing.T, address string, size int) float64 {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	begun := time.Now()
	block := make([]byte, 256<<10)
	got := 0
	for {
		n, err := conn.Read(block)
		got += n
		if err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if got != size {
		t.Fatalf("got %d bytes, want %d", got, size)
	}
	return float64(size) / 1e9 / time.Since(begun).Seconds()
}

// startSocat relays with socat, with blocks eight times as large as it has
// by default.
func startSocat(t *testing.T, upstream string) (address string) {
	t.Helper()
	binary, err := exec.LookPath("socat")
	if err != nil {
		t.Skip("socat is not installed: nothing is measured beside it (Debian's package socat has it)")
	}
	address = freeAddress(t)
	_, port, _ := strings.Cut(address, ":")
	cmd := exec.Command(binary, "-b", "65536", "TCP4-LISTEN:"+port+",bind=127.0.0.1,fork,reuseaddr,nodelay", "TCP4:"+upstream+",nodelay")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // and its children
		cmd.Wait()
	})
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if conn, err := net.Dial("tcp", address); err == nil {
			conn.(*net.TCPConn).SetLinger(0)
			conn.Close()
			return address
		}
	}
	t.Fatal("socat does not listen")
	return ""
}
