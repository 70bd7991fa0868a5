package main

import (
	"flag"
	"strconv"

	"plainmetrics/cmd/acra-metrics/relay"
)

// A flagGroup is a topic with its flags.
type flagGroup struct {
	topic string
	rows  []flagRow
}

// A flagRow describes a flag. The package comment has the same words, see
// TestDoc, and the usage is the package comment.
type flagRow struct {
	name, argument string // for --name ARGUMENT
	initial        string // value of a flag that is not given
	help           string // without the initial value
	value          func(*flagValues) flag.Value
}

const (
	topicPage    = "the page"
	topicRelays  = "relays"
	topicProcess = "the process"
)

var flagTable = []flagGroup{
	{topicPage, []flagRow{
		{flagService, "NAME", "acra-server",
			"acra-server, acra-connector or acra-translator",
			func(v *flagValues) flag.Value { return &v.service }},
		{flagAddress, "URL", "tcp://127.0.0.1:9399",
			"where to serve the page: tcp://host:port or unix:///path; port 0 takes a free port; empty switches metrics off",
			func(v *flagValues) flag.Value { return &v.address }},
		{flagEdition, "ce|ee", "ce",
			"the edition on the page",
			func(v *flagValues) flag.Value { return &v.edition }},
		{flagVersion, "MAJOR.MINOR.PATCH", "0.85.0",
			"the version on the page; give the version of the service, which the command can't find out",
			func(v *flagValues) flag.Value { return &v.version }},
		{flagFormats, "text|all", "text",
			"the formats that a scraper can ask for: text, as Acra's services have it, or all: OpenMetrics 1.0.0 and 2.0.0, " +
				"protobuf and text",
			func(v *flagValues) flag.Value { return &v.formats }},
	}},
	{topicRelays, []flagRow{
		{flagIncoming, "URL", "",
			"where a relay listens: tcp://host:port or unix:///path; may be repeated, for several relays",
			func(v *flagValues) flag.Value { return &v.incoming }},
		{flagUpstream, "URL", "",
			"where the relay forwards connections to; the N-th upstream belongs to the N-th incoming address",
			func(v *flagValues) flag.Value { return &v.upstream }},
		{flagConnectionType, "TYPE", "",
			"label value of the relay's connections: db (default) or api for acra-server; db (default), acraserver or " +
				"acratranslator for acra-connector; http or grpc for acra-translator; none or exactly as many as relays",
			func(v *flagValues) flag.Value { return &v.connectionTypes }},
		{flagMaxConnections, "NUMBER", strconv.Itoa(relay.DefaultMaxConns),
			"how many connections each relay keeps open at once, further connections wait; each takes up to " +
				strconv.Itoa(relay.DescriptorsPerConn) + " file descriptors",
			func(v *flagValues) flag.Value { return &v.maxConns }},
		{flagDrainTimeout, "TIME", "10s",
			"how long connections may go on after a signal",
			func(v *flagValues) flag.Value { return &v.drainTimeout }},
	}},
	{topicProcess, []flagRow{
		{flagPID, "NUMBER", "",
			"the process of the process_* families, instead of the command's own",
			func(v *flagValues) flag.Value { return &v.pid }},
		{flagPIDFile, "PATH", "",
			"a file with the PID of the service in its first line, as PostgreSQL's postmaster.pid has it, read in every " +
				"scrape; excludes --" + flagPID,
			func(v *flagValues) flag.Value { return &v.pidFile }},
	}},
}

// topicOf returns the topic of a flag.
func topicOf(name string) string {
	for _, group := range flagTable {
		for _, row := range group.rows {
			if row.name == name {
				return group.topic
			}
		}
	}
	return ""
}
