package main

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// asCommand is the environment variable that makes the test binary the
// command: nothing has to be built, and under -race the command is watched,
// too.
const asCommand = "TEST_AS_ACRA_METRICS"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
	}
	os.Exit(m.Run())
}

// A process is the running command.
type process struct {
	cmd    *exec.Cmd
	url    string   // of the page, from the log, without /metrics
	relays []string // addresses of the relays' listeners, for net.Dial
	client *http.Client
	log    []string // complete after wait
	lines  chan string
	stderr io.Closer
	ended  chan struct{}
}

var relayLine = regexp.MustCompile(`incoming=(?:tcp|unix)://(\S+)`)

var logLine = regexp.MustCompile(`level=INFO .*url=(unix://\S+|http://\S+)`)

// start starts the command and waits until the log names all listeners. The
// process is killed when the test ends.
func start(t *testing.T, args ...string) *process {
	t.Helper()
	skipInShort(t)
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{cmd: exec.Command(binary, args...), lines: make(chan string, 1<<16), ended: make(chan struct{})}
	// By default the race detector waits a second at the end of a process.
	p.cmd.Env = append(os.Environ(), asCommand+"=1", "GORACE=atexit_sleep_ms=0")
	stderr, err := p.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.stderr = stderr
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
			p.lines <- lines.Text()
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

// awaitLog waits until the log has a line with a text. Each call begins
// behind the line that the call before has found.
func (p *process) awaitLog(t *testing.T, text string) {
	t.Helper()
	for {
		select {
		case line := <-p.lines:
			if strings.Contains(line, text) {
				return
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("log: got no line with %q", text)
		}
	}
}

// stop sends the signal and returns the exit code.
func (p *process) stop(t *testing.T, sig os.Signal) int {
	t.Helper()
	needsSignals(t)
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

func TestSignals(t *testing.T) {
	for _, sig := range []os.Signal{syscall.SIGINT, syscall.SIGTERM} {
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

// runToEnd runs a command that ends by itself, in this process.
func runToEnd(t *testing.T, args ...string) (code int, stderr string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	var log strings.Builder
	code = run(ctx, args, io.Discard, &log)
	return code, log.String()
}

// skipInShort skips a test that starts a server: the command, PostgreSQL or
// Prometheus.
func skipInShort(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("-short is given: no server is started")
	}
}
