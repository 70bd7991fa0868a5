package main

import (
	"log/slog"
	"net/http"

	"plainmetrics/httpserve"
	"plainmetrics/registry"
	"plainmetrics/runtimecollect"
)

// maxScrapes bounds the scrapes in flight; the handler answers 503 to
// further scrapes. Two Prometheus servers in turns need two.
const maxScrapes = 16

// newHandler returns the handler of the endpoint. For methods without a
// pattern the mux answers 405 with Allow.
func newHandler(c config, families connections, process *otherProcess, log *slog.Logger) http.Handler {
	reg := newRegistry(c, families, process, log)
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", httpserve.InstrumentMetricHandler(reg,
		httpserve.HandlerFor(reg, httpserve.HandlerOpts{
			OnError: errorLogger(log), MaxRequestsInFlight: maxScrapes, AcceptedFormats: c.formats,
		})))
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte("<!doctype html><title>" + c.service.name + "</title>" +
			`<p>The metrics of ` + c.service.name + ` are at <a href="/metrics">/metrics</a>.` + "\n"))
	})
	return mux
}

// newRegistry returns a registry with all families of the service's page.
func newRegistry(c config, families connections, process *otherProcess, log *slog.Logger) *registry.Registry {
	prefix := c.service.prefix()
	reg := registry.NewRegistry()
	reg.MustRegister(versionFamilies(prefix, c.edition, c.version)...)
	reg.MustRegister(families.families()...)
	reg.MustRegister(c.service.families(prefix)...)
	reg.MustRegister(runtimecollect.New(runtimecollect.WithSet(runtimecollect.Legacy)))
	if process != nil {
		reg.MustRegister(process)
	} else {
		reg.MustRegister(newProcessCollector(nil, log))
	}
	return reg
}

// versionFamilies describe the version. Acra declares build_info as a
// counter without HELP text.
func versionFamilies(prefix, edition string, v version) []registry.Collector {
	buildInfo := registry.NewCounterVec(registry.CounterOpts{Name: prefix + "_build_info"}, []string{"edition", "version"})
	buildInfo.WithLabelValues(edition, v.text).Inc()
	families := []registry.Collector{buildInfo}
	for _, row := range []struct {
		suffix, help string
		number       uint64
	}{
		{"_version_major", "Major number of version", v.major},
		{"_version_minor", "Minor number of version", v.minor},
		{"_version_patch", "Patch number of version", v.patch},
	} {
		gauge := registry.NewGauge(registry.GaugeOpts{Name: prefix + row.suffix, Help: row.help})
		gauge.Set(float64(row.number))
		families = append(families, gauge)
	}
	return families
}

// errorLogger returns an OnError callback for everything that serves the
// page.
func errorLogger(log *slog.Logger) func(error) {
	return func(err error) { log.Error("serving metrics", "error", err) }
}
