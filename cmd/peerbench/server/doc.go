// Package server has only tests. A real Prometheus, Debian's, scrapes our handler
// in the protobuf format, and answers queries about the scraped histograms.
package server
