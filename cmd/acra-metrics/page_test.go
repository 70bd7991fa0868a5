package main

import (
	"net/http"
	"os"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"plainmetrics/expfmt"
)

// TestPageIsTheSeedPage holds the page of the running command, for every
// service, against the one in Acra's documentation.
func TestPageIsTheSeedPage(t *testing.T) {
	seed, err := os.ReadFile("../../testdata/seed-page.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, service := range services {
		t.Run(service.name, func(t *testing.T) {
			p := start(t, anyPort, "--service="+service.name, "--edition=ee")
			response, page := p.do(t, "GET", "/metrics")
			want := strings.ReplaceAll(string(seed), "acraserver_", service.prefix()+"_")
			if diff := cmp.Diff(withoutValues(told(want)), withoutValues(page)); diff != "" {
				t.Errorf("page (-want +got):\n%s", diff)
			}
			if got, want := response.Header.Get("Content-Type"), "text/plain; version=0.0.4; charset=utf-8; escaping=underscores"; got != want {
				t.Errorf("Content-Type: got %q, want %q", got, want)
			}
			again := expfmt.NewPage(expfmt.Text{}, nil)
			if err := expfmt.DecodeText([]byte(page), again); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(page, string(again.End())); diff != "" {
				t.Errorf("page decoded and encoded (-want +got):\n%s", diff)
			}
		})
	}
}

// TestFormats proves that the command offers the text format, and with
// --formats=all every other format, too.
func TestFormats(t *testing.T) {
	const proto = "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding="
	text := start(t, anyPort)
	all := start(t, anyPort, "--formats=all")
	for _, test := range []struct{ accept, want string }{
		{"", "text/plain; version=0.0.4; charset=utf-8"},
		{"application/openmetrics-text;version=2.0.0", "application/openmetrics-text; version=2.0.0; charset=utf-8"},
		{"application/openmetrics-text;version=1.0.0", "application/openmetrics-text; version=1.0.0; charset=utf-8"},
		{"application/openmetrics-text", "application/openmetrics-text; version=0.0.1; charset=utf-8"},
		{proto + "delimited", proto + "delimited"},
		{proto + "text", proto + "text"},
		{proto + "compact-text", proto + "compact-text"},
	} {
		t.Run(test.accept, func(t *testing.T) {
			if got, want := contentType(t, all, test.accept), test.want+"; escaping=underscores"; got != want {
				t.Errorf("--formats=all: got the Content-Type %q, want %q", got, want)
			}
			if got, want := contentType(t, text, test.accept), "text/plain; version=0.0.4; charset=utf-8; escaping=underscores"; got != want {
				t.Errorf("got the Content-Type %q, want %q", got, want)
			}
		})
	}
}

// contentType returns the Content-Type of the page for an Accept header.
func contentType(t *testing.T, p *process, accept string) string {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, p.url+"/metrics", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept", accept)
	response, err := p.client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Errorf("status: got %d, want 200", response.StatusCode)
	}
	return response.Header.Get("Content-Type")
}

// untold are families that a system can't tell of a process.
var untold = map[string][]string{
	"windows": {"process_virtual_memory_max_bytes"},
	"darwin":  {"process_resident_memory_bytes", "process_virtual_memory_bytes"},
}

// told returns a page without the families that this system can't tell.
func told(page string) string {
	for _, name := range untold[runtime.GOOS] {
		page = regexp.MustCompile(`(?m)^(# HELP |# TYPE )?`+name+` .*\n`).ReplaceAllString(page, "")
	}
	return page
}

var (
	sampleValue = regexp.MustCompile(`(?m)^([^#\n].*) \S+$`)
	goVersion   = regexp.MustCompile(`version="go[^"]*"`)
)

// withoutValues returns the lines of a page without what differs from
// process to process.
func withoutValues(page string) []string {
	page = sampleValue.ReplaceAllString(page, "$1")
	return strings.Split(goVersion.ReplaceAllString(page, `version="go"`), "\n")
}

// TestDeclaredFamilies sees what the page has once something has happened.
func TestDeclaredFamilies(t *testing.T) {
	for _, test := range []struct {
		service string
		want    []string
	}{
		{"acra-connector", []string{"acra_metrics_relay_connections_total", "acraconnector_connections_processing_seconds", "acraconnector_connections_total"}},
		{"acra-server", []string{
			"acra_acrastruct_decryptions_total", "acra_api_encryptions_total", "acra_decryptions_total",
			"acra_detokenizations_total", "acra_encryptions_total", "acra_metrics_relay_connections_total", "acra_tokenizations_total",
			"acraserver_connections_processing_seconds", "acraserver_connections_total",
			"acraserver_request_processing_seconds", "acraserver_response_processing_seconds",
		}},
		{"acra-translator", []string{
			"acra_acrastruct_decryptions_total", "acra_api_encryptions_total", "acra_decryptions_total",
			"acra_detokenizations_total", "acra_encryptions_total", "acra_metrics_relay_connections_total", "acra_tokenizations_total",
			"acratranslator_connections_processing_seconds", "acratranslator_connections_total",
			"acratranslator_request_processing_seconds",
		}},
	} {
		t.Run(test.service, func(t *testing.T) {
			service, err := findService(test.service)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range append(newConnections(service.prefix()).families(), service.families(service.prefix())...) {
				got = append(got, f.(interface{ Families() []*expfmt.Family }).Families()[0].Name())
			}
			if diff := cmp.Diff(test.want, got, cmpopts.SortSlices(strings.Compare)); diff != "" {
				t.Errorf("families (-want +got):\n%s", diff)
			}
		})
	}
}

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
