// Command exporter exposes metrics about a Linux host and about caches, as
// users of client_golang write exporters: a collector for each of both,
// which sends metrics on a channel.
//
//	exporter --procfs /proc --cache sessions=/run/sessions.sock --listen 127.0.0.1:9100
//	exporter --procfs testdata/proc --once
//
// The second form prints the page once. Package migration moves the command
// to plainmetrics, as docs/migrating.md describes, and compares the pages.
// The directory source has the command whose collectors became sources.
package main
