package main

import (
	"fmt"
	"strings"

	"plainmetrics/registry"
)

// A service is an Acra service with the families that only some services
// declare. Names, HELP texts, labels and buckets come from Acra's
// documentation and source, 0.85 to 0.96.
type service struct {
	name            string
	connectionTypes []string // values of the label connection_type
	families        func(prefix string) []registry.Collector
}

var services = []service{
	{"acra-server", []string{"db", "api"}, serverFamilies},
	{"acra-connector", []string{"db", "acraserver", "acratranslator"}, func(string) []registry.Collector { return nil }},
	{"acra-translator", []string{"http", "grpc"}, translatorFamilies},
}

// findService returns the service that --service names.
func findService(name string) (service, error) {
	var names []string
	for _, s := range services {
		if s.name == name {
			return s, nil
		}
		names = append(names, s.name)
	}
	return service{}, fmt.Errorf("expected %s, found %q", joinOr(names), name)
}

// prefix begins the names of the service's own families: acraserver.
func (s service) prefix() string { return strings.ReplaceAll(s.name, "-", "") }

// joinOr returns "a, b or c". It panics without words.
func joinOr(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// processingBuckets are upper bounds in seconds, from 1 µs to 10 s.
var processingBuckets = []float64{1e-06, 1e-05, 2e-05, 3e-05, 4e-05, 5e-05, 6e-05, 7e-05, 8e-05, 9e-05,
	0.0001, 0.0005, 0.001, 0.005, 0.01, 1, 3, 5, 10}

func serverFamilies(prefix string) []registry.Collector {
	return append(cryptoFamilies(),
		histograms(prefix+"_request_processing_seconds", "Time of response processing", processingBuckets, "db"),
		histograms(prefix+"_response_processing_seconds", "Time of response processing", processingBuckets, "db"),
	)
}

func translatorFamilies(prefix string) []registry.Collector {
	return append(cryptoFamilies(),
		histograms(prefix+"_request_processing_seconds", "Time of response processing", processingBuckets, "request_type", "operation"),
	)
}

// cryptoFamilies are common to the services that encrypt.
func cryptoFamilies() []registry.Collector {
	return []registry.Collector{
		counters("acra_acrastruct_decryptions_total", "number of AcraStruct decryptions", "status"),
		counters("acra_api_encryptions_total", "number of encryptions data to AcraStruct", "status"),
		counters("acra_decryptions_total", "number of decryptions AcraStruct/AcraBlock", "status", "type"),
		counters("acra_encryptions_total", "number of encryptions AcraStruct/AcraBlock", "status", "type"),
		counters("acra_tokenizations_total", "number of tokenizations for token_type", "status", "token_type"),
		counters("acra_detokenizations_total", "number of detokenizations for token_type", "status", "token_type"),
	}
}

func counters(name, help string, labels ...string) registry.Collector {
	return registry.NewCounterVec(registry.CounterOpts{Name: name, Help: help}, labels)
}

func histograms(name, help string, buckets []float64, labels ...string) registry.Collector {
	return registry.NewHistogramVec(registry.HistogramOpts{Name: name, Help: help, Buckets: buckets}, labels)
}
