package handlers

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"plainmetrics/expfmt"
	"plainmetrics/httpserve"
	"plainmetrics/registry"
)

// secret is part of the text with which a collector fails.
const secret = "postgres://user:password@host"

// invalid is a Collector of client_golang that fails.
type invalid struct{ *prometheus.Desc }

func (c invalid) Describe(descs chan<- *prometheus.Desc) { descs <- c.Desc }

func (c invalid) Collect(metrics chan<- prometheus.Metric) {
	metrics <- prometheus.NewInvalidMetric(c.Desc, errors.New("dial "+secret))
}

// panicking is a Collector of client_golang that panics.
type panicking struct{ invalid }

func (c panicking) Collect(chan<- prometheus.Metric) { panic("dial " + secret) }

// newFailingPair returns handlers of a collector that fails or panics and,
// unless alone, a healthy gauge.
func newFailingPair(handling int, panics, alone bool) pair {
	theirs, ours := prometheus.NewRegistry(), registry.NewRegistry()
	their := invalid{prometheus.NewDesc("broken", "Broken.", nil, nil)}
	if panics {
		theirs.MustRegister(panicking{their})
	} else {
		theirs.MustRegister(their)
	}
	ours.MustRegister(registry.SourceFunc(func(context.Context, expfmt.Encoder) error {
		if panics {
			panic("dial " + secret)
		}
		return errors.New("dial " + secret)
	}))
	if !alone {
		theirs.MustRegister(prometheus.NewGauge(prometheus.GaugeOpts{Name: "level", Help: "A level."}))
		ours.MustRegister(registry.NewGauge(registry.GaugeOpts{Name: "level", Help: "A level."}))
	}
	return pair{
		promhttp.HandlerFor(theirs, promhttp.HandlerOpts{ErrorHandling: promhttp.HandlerErrorHandling(handling)}),
		httpserve.HandlerFor(ours, httpserve.HandlerOpts{ErrorHandling: httpserve.HandlerErrorHandling(handling)}),
	}
}

// TestAnswersOfErrors compares with ContinueOnError, which is our only way:
// the statuses and pages are equal, but our body of a 500 has no text of a
// collector. With HTTPErrorOnError, client_golang answers any error with 500.
func TestAnswersOfErrors(t *testing.T) {
	for _, handling := range []promhttp.HandlerErrorHandling{promhttp.HTTPErrorOnError, promhttp.ContinueOnError} {
		for _, panics := range []bool{false, true} {
			for _, alone := range []bool{false, true} {
				handlers := newFailingPair(int(handling), panics, alone)
				for _, query := range []string{"", "?name[]=level", "?name[]=broken", "?name[]=nothing", "?name[]="} {
					t.Run(fmt.Sprintf("handling %d, panics %v, alone %v, %s", handling, panics, alone, query), func(t *testing.T) {
						theirs, ours := ask(t, handlers.theirs, request{query: query}), ask(t, handlers.ours, request{query: query})
						if theirs.status == http.StatusInternalServerError {
							if !strings.Contains(theirs.body, secret) {
								t.Errorf("client_golang's body %q: expected the text of the collector", theirs.body)
							}
							theirs.body, theirs.length = ours.body, ours.length
							theirs.header.Del("Content-Length")
							ours.header.Del("Content-Length")
						}
						if handling == promhttp.ContinueOnError {
							compare(t, theirs, ours)
						}
						if said := fmt.Sprint(ours); strings.Contains(said, secret) || strings.Contains(said, "CollectorFunc") {
							t.Errorf("plainmetrics answers %q: expected no text or type of the collector", said)
						}
					})
				}
			}
		}
	}
}
