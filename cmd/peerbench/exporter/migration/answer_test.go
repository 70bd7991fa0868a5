package migration

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"plainmetrics/cmd/peerbench/exporter/cache/cachetest"
	"plainmetrics/cmd/peerbench/exporter/procfs/procfstest"
)

// scenarios returns the arguments of the exporter by what it meets.
func scenarios(t *testing.T) map[string][]string {
	broken := cachetest.Small()
	broken["sizes"] = "count many"
	sessions := "--cache=sessions=" + cachetest.Serve(t, cachetest.Small()).Address
	twin := "--cache=twin=" + cachetest.Serve(t, cachetest.Small()).Address
	gone := "--cache=gone=" + filepath.Join(t.TempDir(), "gone.sock")
	proc := "--procfs=testdata/proc"
	twice := "--procfs=" + string(procfstest.With(t, exporter+"/testdata/proc", map[string]string{
		"diskstats": strings.Repeat(" 8 0 sda 1 2 3 4 5 6 7 8 9 10 11\n", 2),
	}))
	return map[string][]string{
		"host":             {proc},
		"host alone":       {proc, "--own=false"},
		"caches":           {proc, sessions, twin, gone},
		"a broken cache":   {proc, sessions, "--cache=broken=" + cachetest.Serve(t, broken).Address},
		"nothing readable": {"--procfs=" + t.TempDir(), sessions},
		"nothing at all":   {"--procfs=" + t.TempDir(), "--own=false"},
		"a disk twice":     {twice},
	}
}

const openMetrics = "application/openmetrics-text;version=1.0.0"

// requests are what a scraper asks for, in this order.
var requests = []struct{ accept, query string }{
	{"text/plain;version=0.0.4", ""},
	{openMetrics, ""},
	{"", ""},
	{"text/plain", "?name[]=host_load1&name[]=cache_up"},
	{openMetrics, "?name[]=cache_command_duration_seconds"},
}

// An answer is what a scraper got.
type answer struct {
	status int
	typ    string
	body   string
}

// ask runs the exporter and returns its answers to the requests.
func ask(t *testing.T, program string, args []string) (answers []answer) {
	t.Helper()
	command := exec.Command(program, append([]string{"--listen=127.0.0.1:0"}, args...)...)
	command.Dir = exporter
	stderr, err := command.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	defer command.Wait()
	defer command.Process.Kill()

	log := bufio.NewReader(stderr)
	line, err := log.ReadString('\n')
	_, address, ok := strings.Cut(strings.TrimSpace(line), "listening on ")
	if !ok {
		t.Fatalf("expected the address of the exporter, found %q, %v", line, err)
	}
	go io.Copy(io.Discard, log)
	client := http.Client{Transport: new(http.Transport)}
	defer client.CloseIdleConnections()
	for _, r := range requests {
		request, err := http.NewRequest(http.MethodGet, "http://"+address+"/metrics"+r.query, nil)
		if err != nil {
			t.Fatal(err)
		}
		if r.accept != "" {
			request.Header.Set("Accept", r.accept)
		}
		response, err := client.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		answers = append(answers, answer{response.StatusCode, response.Header.Get("Content-Type"), withoutMoving(body)})
	}
	return answers
}

// moving are values that differ between two runs: those of the process and
// the runtime, times of scrapes, and times of creation.
var moving = regexp.MustCompile(`(?m)^((?:go|process)_\w+(?:\{.*\})?|exporter_last_scrape_timestamp_seconds|\w+_created(?:\{.*\})?) .*$`)

// started ends the lines with the time at which the caches started, which
// does not move.
var started = []byte(" 1.7000001e+09")

func withoutMoving(page []byte) string {
	return string(moving.ReplaceAllFunc(page, func(line []byte) []byte {
		if bytes.HasSuffix(line, started) {
			return line
		}
		return append(bytes.Clone(line[:bytes.LastIndexByte(line, ' ')]), " moves"...)
	}))
}

// difference returns what is different in want, or "".
func (a answer) difference(want answer) string {
	if a.status != want.status || a.typ != want.typ {
		return fmt.Sprintf("got %d %s, want %d %s", a.status, a.typ, want.status, want.typ)
	}
	got, expected := lineSet(a.body), lineSet(want.body)
	if a.status != http.StatusOK || a.body == want.body {
		return "" // the wording of errors is each library's own
	}
	var only strings.Builder
	for line := range strings.Lines(want.body) {
		if !got[line] {
			only.WriteString("-" + line)
		}
	}
	for line := range strings.Lines(a.body) {
		if !expected[line] {
			only.WriteString("+" + line)
		}
	}
	if only.Len() == 0 {
		return "got the lines in another order"
	}
	return "other lines:\n" + only.String()
}

func lineSet(page string) map[string]bool {
	return maps.Collect(func(yield func(string, bool) bool) {
		for line := range strings.Lines(page) {
			if !yield(line, true) {
				return
			}
		}
	})
}
