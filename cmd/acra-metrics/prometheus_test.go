package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestPrometheus lets a real Prometheus scrape the command, over TCP on
// loopback, and asks it what it has read.
func TestPrometheus(t *testing.T) {
	skipInShort(t)
	t.Parallel() // waits: Prometheus starts to scrape 5 seconds after its start
	binary, err := exec.LookPath("prometheus")
	if err != nil {
		t.Skip("prometheus is not installed: no real server reads the page (Debian's package prometheus has it)")
	}
	target := start(t, anyPort, "--edition=ee")
	server := startPrometheus(t, binary, strings.TrimPrefix(target.url, "http://"))

	for _, test := range []struct {
		query, labels string
		check         func(value string) bool
	}{
		{"up", `job="acra"`, func(v string) bool { return v == "1" }},
		{"acraserver_build_info", `edition="ee" version="0.85.0"`, func(v string) bool { return v == "1" }},
		{"process_open_fds", "", func(v string) bool { return v != "0" }},
		{"go_goroutines", "", func(v string) bool { return v != "0" }},
		{"go_gc_duration_seconds", `quantile="0.5"`, func(v string) bool { return v != "" }},
	} {
		t.Run(test.query, func(t *testing.T) {
			value := server.query(t, test.query, test.labels)
			if !test.check(value) {
				t.Errorf("got %s", value)
			}
		})
	}
}

// A prometheus is a running server.
type prometheus struct {
	url   string
	ended chan struct{} // closed when the process has ended
}

func startPrometheus(t *testing.T, binary, target string) prometheus {
	t.Helper()
	dir := t.TempDir()
	config := filepath.Join(dir, "prometheus.yml")
	text := fmt.Sprintf(`
global: {scrape_interval: 250ms, scrape_timeout: 250ms}
scrape_configs: [{job_name: acra, static_configs: [{targets: ["%s"]}]}]
`, target)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	address := freeAddress(t)
	var log strings.Builder
	cmd := exec.Command(binary, "--config.file="+config, "--web.listen-address="+address,
		"--storage.tsdb.path="+filepath.Join(dir, "data"))
	cmd.Stdout, cmd.Stderr = &log, &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { cmd.Wait(); close(ended) }()
	t.Cleanup(func() {
		cmd.Process.Kill()
		<-ended
		if t.Failed() {
			t.Logf("prometheus said:\n%s", log.String())
		}
	})
	return prometheus{"http://" + address, ended}
}

// freeAddress returns a loopback address on which nobody listens.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// query returns the newest value of the only series with the name and
// labels. It asks again until Prometheus, which takes a while to start and
// to scrape, has one.
func (p prometheus) query(t *testing.T, name, labels string) string {
	t.Helper()
	selector := name + "{" + strings.ReplaceAll(labels, " ", ",") + "}"
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for timeout := time.After(30 * time.Second); ; {
		value, found, err := p.ask(selector)
		if found && (name != "up" || value == "1") {
			return value
		}
		select {
		case <-tick.C:
		case <-p.ended:
			t.Fatal("prometheus has ended")
		case <-timeout:
			t.Fatalf("%s: prometheus has no such series; last answer: value %q, error %v", selector, value, err)
		}
	}
}

func (p prometheus) ask(selector string) (value string, found bool, err error) {
	response, err := http.Get(p.url + "/api/v1/query?query=" + url.QueryEscape(selector))
	if err != nil {
		return "", false, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return "", false, err
	}
	var answer struct {
		Data struct {
			Result []struct {
				Value [2]any
			}
		}
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return "", false, fmt.Errorf("%w in %s", err, body)
	}
	if len(answer.Data.Result) != 1 {
		return "", false, fmt.Errorf("expected one series, found %s", body)
	}
	return fmt.Sprint(answer.Data.Result[0].Value[1]), true, nil
}
