// Package textparse has tests alone: the newest parsers of Prometheus, its
// package model/textparse, read native histograms on our pages, and find what
// was observed. The module is one of its own because that version requires a
// newer prometheus/common than the one with which client_golang is compared
// in peerbench.
package textparse
