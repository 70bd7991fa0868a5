package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// build builds the command once for all tests.
var build = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "acra-metrics")
	if err != nil {
		return "", err
	}
	binary := filepath.Join(dir, "acra-metrics")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %v\n%s", err, out)
	}
	return binary, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if binary, err := build(); err == nil {
		os.RemoveAll(filepath.Dir(binary))
	}
	os.Exit(code)
}

// A process is the command, running.
type process struct {
	cmd    *exec.Cmd
	url    string   // that it said it listens on, /metrics left out
	relays []string // where the relays listen, as net.Dial takes it
	client *http.Client
	log    []string // complete after wait
	ended  chan struct{}
}

var relayLine = regexp.MustCompile(`incoming=(?:tcp|unix)://(\S+)`)

var logLine = regexp.MustCompile(`level=INFO .*url=(unix://\S+|http://\S+)`)

// start starts the command and waits for it to say where it listens. The
// process is killed when the test ends.
func start(t *testing.T, args ...string) *process {
	t.Helper()
	binary, err := build()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{cmd: exec.Command(binary, args...), ended: make(chan struct{})}
	stderr, err := p.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.cmd.Process.Kill(); <-p.ended })

	wanted := strings.Count(strings.Join(args, " "), "--"+flagIncoming+"=")
	listening := make(chan string, 1)
	go func() {
		url := ""
		defer close(p.ended)
		defer close(listening)
		for lines := bufio.NewScanner(stderr); lines.Scan(); {
			p.log = append(p.log, lines.Text())
			if m := logLine.FindStringSubmatch(lines.Text()); m != nil {
				url = strings.TrimSuffix(m[1], "/metrics")
			}
			if m := relayLine.FindStringSubmatch(lines.Text()); m != nil {
				p.relays = append(p.relays, m[1])
			}
			if url != "" && len(p.relays) == wanted {
				listening <- url
				url = ""
			}
		}
	}()
	url, ok := <-listening
	if !ok {
		t.Fatalf("acra-metrics %q ended before it listened; its log:\n%s", args, strings.Join(p.log, "\n"))
	}
	p.url, p.client = url, http.DefaultClient
	if path, ok := strings.CutPrefix(url, "unix://"); ok {
		p.url = "http://unix"
		p.client = &http.Client{Transport: &http.Transport{
			DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
				return new(net.Dialer).DialContext(ctx, "unix", path)
			},
		}}
	}
	return p
}

// stop sends the signal and returns the exit code.
func (p *process) stop(t *testing.T, sig os.Signal) int {
	t.Helper()
	if err := p.cmd.Process.Signal(sig); err != nil {
		t.Fatal(err)
	}
	<-p.ended
	p.cmd.Wait()
	return p.cmd.ProcessState.ExitCode()
}

func (p *process) do(t *testing.T, method, path string) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequest(method, p.url+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := p.client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

const anyPort = "--incoming_connection_prometheus_metrics_string=tcp://127.0.0.1:0"

func TestRoutes(t *testing.T) {
	p := start(t, anyPort)
	for _, test := range []struct {
		method, path string
		status       int
		allow        string
		body         string // a part of it
	}{
		{"GET", "/metrics", 200, "", "\nacraserver_version_minor 85\n"},
		{"HEAD", "/metrics", 200, "", ""},
		{"POST", "/metrics", 405, "GET, HEAD", "Method Not Allowed"},
		{"DELETE", "/metrics", 405, "GET, HEAD", "Method Not Allowed"},
		{"GET", "/", 200, "", `<a href="/metrics">`},
		{"HEAD", "/", 200, "", ""},
		{"PUT", "/", 405, "GET, HEAD", "Method Not Allowed"},
		{"GET", "/metrics/", 404, "", "not found"},
		{"GET", "/favicon.ico", 404, "", "not found"},
		{"GET", "/debug/pprof/", 404, "", "not found"},
	} {
		t.Run(test.method+" "+test.path, func(t *testing.T) {
			response, body := p.do(t, test.method, test.path)
			if response.StatusCode != test.status {
				t.Errorf("status: got %d, want %d", response.StatusCode, test.status)
			}
			if got := response.Header.Get("Allow"); got != test.allow {
				t.Errorf("Allow: got %q, want %q", got, test.allow)
			}
			if !strings.Contains(body, test.body) {
				t.Errorf("body: got %q, want it to contain %q", body, test.body)
			}
			if test.method == "HEAD" && body != "" {
				t.Errorf("body: got %q, want none", body)
			}
		})
	}
}

func TestSignals(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		t.Run(sig.String(), func(t *testing.T) {
			p := start(t, anyPort)
			if code := p.stop(t, sig); code != 0 {
				t.Errorf("exit code: got %d, want 0; log:\n%s", code, strings.Join(p.log, "\n"))
			}
			if _, err := p.client.Get(p.url + "/metrics"); err == nil {
				t.Error("got an answer after the end")
			}
		})
	}
}

func TestUnixSocket(t *testing.T) {
	path := filepath.Join(t.TempDir(), "metrics.sock")
	flag := "--incoming_connection_prometheus_metrics_string=unix://" + path

	stale, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	stale.(*net.UnixListener).SetUnlinkOnClose(false)
	stale.Close()

	p := start(t, flag)
	if _, body := p.do(t, "GET", "/metrics"); !strings.Contains(body, "go_goroutines ") {
		t.Errorf("got the page %q, want it to have go_goroutines", body)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got != 0o660 {
		t.Errorf("mode of the socket: got %o, want 660", got)
	}
	if code, stderr := runToEnd(t, flag); code != 1 || !strings.Contains(stderr, path) {
		t.Errorf("a second process on the socket: got exit code %d and %q, want 1 and the path", code, stderr)
	}
	if _, body := p.do(t, "GET", "/metrics"); body == "" {
		t.Error("the first process lost its socket to the second")
	}
	if code := p.stop(t, syscall.SIGTERM); code != 0 {
		t.Errorf("exit code: got %d, want 0", code)
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("the socket after the end: got %v, want it gone", err)
	}
}

// runToEnd runs the command, which is expected to end by itself.
func runToEnd(t *testing.T, args ...string) (code int, stderr string) {
	t.Helper()
	binary, err := build()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	var buf strings.Builder
	cmd := exec.CommandContext(ctx, binary, args...)
	cmd.Stderr = &buf
	cmd.Run()
	return cmd.ProcessState.ExitCode(), buf.String()
}

func TestBadFlags(t *testing.T) {
	const address = "--incoming_connection_prometheus_metrics_string"
	for _, test := range []struct {
		args []string
		want []string // in the line on stderr
	}{
		{[]string{"--service=acra-writer"}, []string{"--service", "expected acra-server, acra-connector or acra-translator", `"acra-writer"`}},
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
		{relayTo("tcp://127.0.0.1"), []string{"--upstream_connection_string", "expected", "port"}},
		{relayTo("http://127.0.0.1:80"), []string{"--upstream_connection_string", "tcp or unix", `"http"`}},
		{append(relayTo("tcp://127.0.0.1:1"), "--max_connections=0"), []string{"--max_connections", "expected a number from 1 on", `found "0"`}},
		{append(relayTo("tcp://127.0.0.1:1"), "--max_connections=many"), []string{"--max_connections", "expected a number from 1 on", `found "many"`}},
		{append(relayTo("tcp://127.0.0.1:1"), "--drain_timeout=-1s"), []string{"--drain_timeout", "expected a time from 0 on", `found "-1s"`}},
		{append(relayTo("tcp://127.0.0.1:1"), "--drain_timeout=5"), []string{"--drain_timeout", "expected a time from 0 on, as in 10s", `found "5"`}},
		{[]string{"--pid=0"}, []string{"--pid", "expected a number from 1", `"0"`}},
		{[]string{"--pid=acra"}, []string{"--pid", "expected a number from 1", `"acra"`}},
		{[]string{"--pid=1", "--pid_file=acra.pid"}, []string{"--pid", "--pid_file", "found both"}},
		{[]string{"--colour=blue"}, []string{"-colour", "--help"}},
		{[]string{"serve"}, []string{"expected flags", `"serve"`}},
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

func TestHelp(t *testing.T) {
	code, stderr := runToEnd(t, "--help")
	if code != 0 || !strings.Contains(stderr, "acra_version") {
		t.Errorf("got exit code %d and %q, want 0 and the flags", code, stderr)
	}
}

func TestPortTaken(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	address := l.Addr().String()
	code, stderr := runToEnd(t, "--incoming_connection_prometheus_metrics_string=tcp://"+address)
	if code != 1 || !strings.Contains(stderr, address) {
		t.Errorf("got exit code %d and %q, want 1 and the address %s", code, stderr, address)
	}
}
