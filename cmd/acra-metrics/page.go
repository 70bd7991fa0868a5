package main

import (
	"log/slog"
	"net/http"

	"plainmetrics/httpserve"
	"plainmetrics/proccollect"
	"plainmetrics/registry"
	"plainmetrics/runtimecollect"
)

// newRegistry returns a registry with all that the service's page shows.
func newRegistry(c config, families connections, log *slog.Logger) *registry.Registry {
	prefix := c.service.prefix()
	reg := registry.NewRegistry()
	reg.MustRegister(versionFamilies(prefix, c.edition, c.version)...)
	reg.MustRegister(families.families()...)
	reg.MustRegister(c.service.families(prefix)...)
	reg.MustRegister(
		runtimecollect.New(runtimecollect.WithSet(runtimecollect.Legacy)),
		processFamilies(c, log),
	)
	return reg
}

// processFamilies are those of the process beside this one, if there is
// one, or of this one.
func processFamilies(c config, log *slog.Logger) registry.Collector {
	collector := proccollect.New(proccollect.Options{
		Set:     proccollect.Legacy,
		PID:     c.pid,
		OnError: func(err error) { log.Error("serving metrics", "error", err) },
	})
	if c.pid == nil {
		return collector
	}
	return &besideCollector{Collector: collector, log: log}
}

// versionFamilies say what is running. Acra made build_info a counter and
// gave it no HELP text.
func versionFamilies(prefix, edition string, v version) []registry.Collector {
	buildInfo := registry.NewCounterVec(registry.CounterOpts{Name: prefix + "_build_info"}, []string{"edition", "version"})
	buildInfo.WithLabelValues(edition, v.text).Inc()
	families := []registry.Collector{buildInfo}
	for _, part := range []struct {
		name, help string
		number     uint64
	}{
		{"_version_major", "Major number of version", v.major},
		{"_version_minor", "Minor number of version", v.minor},
		{"_version_patch", "Patch number of version", v.patch},
	} {
		gauge := registry.NewGauge(registry.GaugeOpts{Name: prefix + part.name, Help: part.help})
		gauge.Set(float64(part.number))
		families = append(families, gauge)
	}
	return families
}

// newHandler returns the handler of the endpoint. A method that a pattern
// does not name is answered by the mux, with 405 and Allow.
func newHandler(c config, families connections, log *slog.Logger) http.Handler {
	reg := newRegistry(c, families, log)
	onError := func(err error) { log.Error("serving metrics", "error", err) }
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", httpserve.InstrumentMetricHandler(reg,
		httpserve.HandlerFor(reg, httpserve.HandlerOpts{OnError: onError, MaxRequestsInFlight: maxScrapes})))
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte("<!doctype html><title>" + c.service.name + "</title>" +
			`<p>The metrics of ` + c.service.name + ` are at <a href="/metrics">/metrics</a>.` + "\n"))
	})
	return mux
}

// maxScrapes is how many scrapes are answered at once; the others are
// told to come back. Two servers that scrape in turns need two.
const maxScrapes = 16
