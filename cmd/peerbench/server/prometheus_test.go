package server

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A prometheus is a running server.
type prometheus struct {
	url   string
	ended chan struct{} // closed when the process has ended
}

// startPrometheus starts a server that scrapes the handler four times a
// second. It skips the test where Prometheus is not installed.
func startPrometheus(t *testing.T, handler http.Handler) prometheus {
	t.Helper()
	binary, err := exec.LookPath("prometheus")
	if err != nil || testing.Short() {
		t.Skip("prometheus is not installed, or the test is short: no real server reads native histograms (Debian's package prometheus has it)")
	}
	target := httptest.NewServer(handler)
	t.Cleanup(target.Close)
	dir := t.TempDir()
	config := filepath.Join(dir, "prometheus.yml")
	text := fmt.Sprintf(`
global: {scrape_interval: 250ms, scrape_timeout: 250ms}
storage: {exemplars: {max_exemplars: 1000}}
scrape_configs: [{job_name: ours, static_configs: [{targets: ["%s"]}]}]
`, strings.TrimPrefix(target.URL, "http://"))
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	address := freeAddress(t)
	var log strings.Builder
	cmd := exec.Command(binary, "--config.file="+config, "--web.listen-address="+address,
		"--storage.tsdb.path="+filepath.Join(dir, "data"), "--enable-feature=native-histograms,exemplar-storage")
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

// A sample is an element of the answer to a query: a number, or a histogram.
type sample struct {
	Metric    map[string]string
	Value     [2]any
	Histogram [2]json.RawMessage
}

// A nativeHistogram is what the API says of one.
type nativeHistogram struct {
	Count, Sum string
	Buckets    [][4]any // kind, lower and upper bound, count
}

// query returns the only sample of a query. It asks again until Prometheus,
// which takes a while to start and to scrape, has one.
func (p prometheus) query(t *testing.T, query string) sample {
	t.Helper()
	var answer struct{ Result []sample }
	p.poll(t, "/api/v1/query?query="+url.QueryEscape(query), &answer, func() bool { return len(answer.Result) > 0 })
	if n := len(answer.Result); n != 1 {
		t.Fatalf("%s: got %d samples, want 1", query, n)
	}
	return answer.Result[0]
}

// poll asks until the data of the answer is complete, for up to half a
// minute.
func (p prometheus) poll(t *testing.T, path string, data any, isComplete func() bool) {
	t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for timeout := time.After(30 * time.Second); ; {
		body, err := p.ask(path, data)
		if err == nil && isComplete() {
			return
		}
		select {
		case <-tick.C:
		case <-p.ended:
			t.Fatal("prometheus has ended")
		case <-timeout:
			t.Fatalf("%s: last answer %s, error %v", path, body, err)
		}
	}
}

func (p prometheus) ask(path string, data any) (body []byte, err error) {
	response, err := http.Get(p.url + path)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if body, err = io.ReadAll(response.Body); err != nil {
		return nil, err
	}
	answer := struct{ Data any }{data}
	return body, json.Unmarshal(body, &answer)
}
