// Package textparse has only tests. The parsers of the newest Prometheus, in its
// package model/textparse, read native histograms from our pages, and find every
// observation. The package is a module because that Prometheus requires a newer
// prometheus/common than peerbench, which compares client_golang with its own.
package textparse
