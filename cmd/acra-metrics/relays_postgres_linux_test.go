package main

import (
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A postgres is a real server with a temporary data directory.
type postgres struct {
	bin, dir string
	address  string // host:port
	user     *syscall.SysProcAttr
}

// startPostgres starts a server on loopback that ends with the test.
// PostgreSQL refuses to run as root.
func startPostgres(t *testing.T) *postgres {
	t.Helper()
	skipInShort(t)
	p := &postgres{bin: postgresBin(t), user: unprivileged(t), address: freeAddress(t)}
	dir, err := os.MkdirTemp("", "postgres") // t.TempDir is closed to others
	if err != nil {
		t.Fatal(err)
	}
	p.dir = dir
	t.Cleanup(func() { os.RemoveAll(dir) })
	if c := p.user.Credential; c != nil {
		if err := os.Chown(dir, int(c.Uid), int(c.Gid)); err != nil {
			t.Fatal(err)
		}
	}
	data := filepath.Join(dir, "data")
	p.run(t, "initdb", "--pgdata="+data, "--username=acra", "--auth=trust", "--no-sync", "--no-locale", "--encoding=UTF8")
	_, port, _ := strings.Cut(p.address, ":")
	server := p.command("postgres", "-D", data, "-p", port, "-c", "listen_addresses=127.0.0.1",
		"-c", "unix_socket_directories="+dir, "-c", "fsync=off", "-c", "shared_buffers=16MB")
	var log strings.Builder
	server.Stdout, server.Stderr = &log, &log
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		server.Process.Signal(syscall.SIGQUIT) // ends it at once, with its children
		server.Wait()
		if t.Failed() {
			t.Logf("postgres said:\n%s", log.String())
		}
	})
	p.awaitReady(t)
	return p
}

func (p *postgres) awaitReady(t *testing.T) {
	t.Helper()
	var out []byte
	var err error
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if out, err = p.command("psql", p.connArgs(p.address, "postgres", "--command=SELECT 1")...).CombinedOutput(); err == nil {
			return
		}
	}
	t.Fatalf("postgres does not answer: %v\n%s", err, out)
}

// postgresBin returns the directory of the server's programs, which Debian
// does not have on the PATH.
func postgresBin(t *testing.T) string {
	t.Helper()
	if path, err := exec.LookPath("initdb"); err == nil {
		if path, err = filepath.EvalSymlinks(path); err == nil { // the other programs are in the same directory
			return filepath.Dir(path)
		}
	}
	dirs, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	if len(dirs) == 0 {
		t.Skip("postgresql is not installed: no real database is relayed (Debian's package postgresql has it)")
	}
	return dirs[len(dirs)-1]
}

func unprivileged(t *testing.T) *syscall.SysProcAttr {
	t.Helper()
	if os.Getuid() != 0 {
		return &syscall.SysProcAttr{}
	}
	nobody, err := user.Lookup("nobody")
	if err != nil {
		t.Skipf("postgresql does not run as root, and there is no other user: %v", err)
	}
	uid, _ := strconv.ParseUint(nobody.Uid, 10, 32)
	gid, _ := strconv.ParseUint(nobody.Gid, 10, 32)
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
}

func (p *postgres) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(p.bin, name), args...)
	cmd.Dir = p.dir
	cmd.SysProcAttr = p.user
	cmd.Env = append(os.Environ(), "HOME="+p.dir, "PGCONNECT_TIMEOUT=20")
	return cmd
}

func (p *postgres) run(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := p.command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %q: %v\n%s", name, args, err, out)
	}
	return string(out)
}

// connArgs returns the arguments with which psql and pgbench find a server.
func (p *postgres) connArgs(address, database string, args ...string) []string {
	host, port, _ := strings.Cut(address, ":")
	return append(args, "--host="+host, "--port="+port, "--username=acra", database)
}

const (
	dbTotal = `acraserver_connections_total{connection_type="db"}`
	dbCount = `acraserver_connections_processing_seconds_count{connection_type="db"}`
	dbSum   = `acraserver_connections_processing_seconds_sum{connection_type="db"}`
)

// TestPostgres lets psql and pgbench work through the relay, unchanged.
func TestPostgres(t *testing.T) {
	t.Parallel() // mostly waits
	db := startPostgres(t)
	p := start(t, append(relayTo("tcp://"+db.address), anyPort)...)
	through := p.relays[0]
	opened := 0.0
	check := func(more float64) {
		t.Helper()
		opened += more
		p.awaitValue(t, dbCount, opened)
		p.awaitValue(t, dbTotal, opened)
	}

	out := db.run(t, "psql", db.connArgs(through, "postgres", "--no-psqlrc", "--tuples-only", "--no-align", "--command=SELECT 6*7")...)
	if strings.TrimSpace(out) != "42" {
		t.Errorf("psql: got %q, want 42", out)
	}
	check(1)
	out = db.run(t, "psql", db.connArgs(through, "postgres", "--no-psqlrc", "--tuples-only", "--no-align",
		"--command=SELECT length(repeat('x', 3000000)), md5(repeat('x', 3000000))", "--command=SELECT repeat('x', 3000000)")...)
	if len(out) < 3000000 {
		t.Errorf("psql: got %d bytes, want at least 3000000", len(out))
	}
	check(1)

	db.run(t, "pgbench", db.connArgs(through, "postgres", "--initialize", "--quiet", "--scale=1")...)
	check(1)
	const transactions = 10
	db.run(t, "pgbench", db.connArgs(through, "postgres", "--connect", "--no-vacuum", "--client=2", fmt.Sprint("--transactions=", transactions))...)
	// A connection for each transaction, and one to look at the tables.
	check(2*transactions + 1)

	// The server counts the time of sleep; psql begins before the connection,
	// and its end is on the page after it.
	sum := p.value(t, dbSum)
	begun := time.Now()
	db.run(t, "psql", db.connArgs(through, "postgres", "--no-psqlrc", "--command=SELECT pg_sleep(0.2)")...)
	check(1)
	outside := time.Since(begun).Seconds()
	got := p.value(t, dbSum) - sum
	if got < 0.2 || got > outside {
		t.Errorf("lifetime of a session: got %v s, want 0.2 to %v", got, outside)
	}
	checkSum(t, p)
}

var longestStay = flag.Duration("stay", 0, "how long the clients of TestPostgres may stay, until the sum of lifetimes is known within 1 %")

// checkSum compares the sum of lifetimes with bounds that clients measure.
// psql does not report the lifetime of its connection, so checkSum has
// clients that do: each asks for TLS, waits for the server's answer and
// stays connected. The longer the clients stay, the closer are the bounds:
// with -stay the clients come again and stay twice as long, until the bounds
// are within 1 %.
func checkSum(t *testing.T, p *process) {
	t.Helper()
	for stay := 100 * time.Millisecond; ; stay *= 2 {
		least, most := checkSumOf(t, p, stay)
		switch {
		case *longestStay == 0 || t.Failed() || most-least <= least/100:
			return
		case 2*stay > *longestStay:
			t.Log("the machine is too busy to tell whether the sum is right within 1 %")
			return
		}
	}
}

// checkSumOf compares the sum for clients that stay for a while, and returns
// the bounds in seconds.
func checkSumOf(t *testing.T, p *process, stay time.Duration) (least, most float64) {
	t.Helper()
	const clients = 4
	count, sum := p.value(t, dbCount), p.value(t, dbSum)
	stays := make(chan connectedStay, clients)
	for range clients {
		go func() { stays <- stayConnected(p.relays[0], stay) }()
	}
	var begun [clients]time.Time
	for i := range clients {
		s := <-stays
		if s.err != nil {
			t.Fatal(s.err)
		}
		begun[i] = s.begun
		least += s.least.Seconds()
	}
	p.awaitValue(t, dbCount, count+clients)
	for _, begun := range begun {
		most += time.Since(begun).Seconds()
	}
	got := p.value(t, dbSum) - sum
	if got < least || got > most {
		t.Errorf("sum of lifetimes: got %v s, want %v to %v, as the clients have it", got, least, most)
	}
	t.Logf("sum of %d lifetimes: %.4f s, as the clients have it %.4f to %.4f s", clients, got, least, most)
	return least, most
}

// A connectedStay is the measurement of a client: the relay accepted the
// connection after begun, and the connection lived for least or longer.
type connectedStay struct {
	begun time.Time
	least time.Duration
	err   error
}

// stayConnected opens a connection, asks the PostgreSQL server for TLS, waits
// for the answer, and closes the connection after a while.
func stayConnected(address string, stay time.Duration) (s connectedStay) {
	s.begun = time.Now()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		s.err = err
		return s
	}
	defer conn.Close()
	if _, s.err = conn.Write([]byte{0, 0, 0, 8, 4, 0xd2, 0x16, 0x2f}); s.err != nil {
		return s
	}
	if _, s.err = io.ReadFull(conn, make([]byte, 1)); s.err != nil {
		return s
	}
	answered := time.Now()
	time.Sleep(stay)
	s.least = time.Since(answered)
	return s
}

var transactionRate = regexp.MustCompile(`tps = ([0-9.]+)`)

// bench returns pgbench's transactions per second.
func (p *postgres) bench(t *testing.T, address string, duration time.Duration) float64 {
	t.Helper()
	out := p.run(t, "pgbench", p.connArgs(address, "postgres", "--select-only", "--no-vacuum", "--client=4", "--jobs=2",
		fmt.Sprintf("--time=%.0f", duration.Seconds()))...)
	m := transactionRate.FindStringSubmatch(out)
	if m == nil {
		t.Fatalf("pgbench said no rate:\n%s", out)
	}
	rate, _ := strconv.ParseFloat(m[1], 64)
	return rate
}
