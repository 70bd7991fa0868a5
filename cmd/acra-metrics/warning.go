package main

import (
	"log/slog"

	"plainmetrics/cmd/acra-metrics/relay"
)

// logWarnings logs at the start which flags the command can't obey.
func logWarnings(c config, log *slog.Logger) {
	for _, text := range c.idleFlags {
		log.Warn(text)
	}
	limit, known := descriptorLimit()
	if len(c.relays) == 0 || !known {
		return
	}
	if fit := connectionsWithin(limit, len(c.relays)); uint64(c.maxConns) > fit {
		log.Warn("the limit of file descriptors is lower than --"+flagMaxConnections+" may need",
			"max_connections", c.maxConns, "relays", len(c.relays), "descriptors", limit, "connections_within", fit)
	}
}

// connectionsWithin returns how many connections each relay can have with a
// limit of file descriptors.
func connectionsWithin(limit uint64, relays int) uint64 {
	// Listeners, scrapes, the log, the files of a scrape, and the runtime's.
	others := uint64(relays + maxScrapes + 16)
	return (limit - min(limit, others)) / uint64(relays*relay.DescriptorsPerConn)
}
