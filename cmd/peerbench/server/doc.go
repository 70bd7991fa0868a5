// Package server has tests alone: a real Prometheus, the one of Debian, scrapes
// our handler by the protobuf format, and answers queries about what it has
// read.
package server
