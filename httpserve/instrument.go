package httpserve

import (
	"net/http"

	"plainmetrics/registry"
)

// InstrumentMetricHandler returns a handler that serves with h and counts
// it in two metrics, which it registers with reg:
//
//   - promhttp_metric_handler_requests_in_flight, the number of scrapes
//     being served, including the scrape that shows the number;
//   - promhttp_metric_handler_requests_total, the number of scrapes by HTTP
//     status code. A scrape counts when its answer is complete, so it is not
//     on its own page.
//
// Handlers with the same reg share the metrics. InstrumentMetricHandler
// panics if the registration fails.
func InstrumentMetricHandler(reg registry.Registerer, h http.Handler) http.Handler {
	return countScrapes(reg, h, record)
}

// countScrapes is InstrumentMetricHandler with the given record or
// recordPlain; see the latter for the bytes that the choice saves.
func countScrapes(reg registry.Registerer, h http.Handler, record func(http.ResponseWriter) (http.ResponseWriter, *recorder)) http.Handler {
	total := registerOnce(reg, registry.NewCounterVec(registry.CounterOpts{
		Name: "promhttp_metric_handler_requests_total",
		Help: "Total number of scrapes by HTTP status code.",
	}, []string{"code"}))
	for _, code := range []int{http.StatusOK, http.StatusInternalServerError, http.StatusServiceUnavailable} {
		total.WithLabelValues(codeLabel(code))
	}
	inFlight := registerOnce(reg, registry.NewGauge(registry.GaugeOpts{
		Name: "promhttp_metric_handler_requests_in_flight",
		Help: "Current number of scrapes being served.",
	}))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w, rec := record(w)
		inFlight.Inc()
		defer inFlight.Dec()
		h.ServeHTTP(w, r)
		total.WithLabelValues(codeLabel(rec.status)).Inc()
	})
}
