// Command source is the exporter of the parent directory after the last step
// of docs/migrating.md: its collectors are sources, which write series to an
// encoder.
package main
