// Acra-metrics is the metrics endpoint of an Acra service: it serves, on
// loopback by default, the page of AcraServer, AcraConnector or
// AcraTranslator. The command runs next to the service, relays connections
// in order to count them, and reports on the service's process.
//
//	acra-metrics [flags]
//
// An Acra service with an endpoint of its own has more to tell there: only
// the service can count encryptions. Acra-metrics is for the other cases:
//
//   - an older version, a trimmed build, or a service without an endpoint;
//   - a service whose flags and ports must stay as they are;
//   - connections seen from outside, as clients have them: a relay counts
//     also while the service is down, refuses or hangs.
//
// # The page
//
// Flags of the page:
//
//	--service NAME
//		acra-server, acra-connector or acra-translator
//		(default acra-server)
//	--incoming_connection_prometheus_metrics_string URL
//		where to serve the page: tcp://host:port or unix:///path;
//		port 0 takes a free port; empty switches metrics off
//		(default tcp://127.0.0.1:9399)
//	--edition ce|ee
//		the edition on the page (default ce)
//	--acra_version MAJOR.MINOR.PATCH
//		the version on the page; give the version of the service,
//		which the command can't find out (default 0.85.0)
//	--formats text|all
//		the formats that a scraper can ask for: text, as Acra's
//		services have it, or all: OpenMetrics 1.0.0 and 2.0.0,
//		protobuf and text (default text)
//
// Families that can't be measured from outside, encryptions for example,
// have no series. The command can't find out the version of the service:
// with a wrong --acra_version the page is the same, except that build_info
// and the three version families have the wrong version, and so have the
// dashboards and alerts that read them.
//
// # Relays
//
// Flags of relays:
//
//	--incoming_connection_string URL
//		where a relay listens: tcp://host:port or unix:///path;
//		may be repeated, for several relays
//	--upstream_connection_string URL
//		where the relay forwards connections to; the N-th upstream
//		belongs to the N-th incoming address
//	--connection_type TYPE
//		label value of the relay's connections: db (default) or
//		api for acra-server; db (default), acraserver or
//		acratranslator for acra-connector; http or grpc for
//		acra-translator; none or exactly as many as relays
//	--max_connections NUMBER
//		how many connections each relay keeps open at once,
//		further connections wait; each takes up to 6 file
//		descriptors (default 1000)
//	--drain_timeout TIME
//		how long connections may go on after a signal
//		(default 10s)
//
// A relay forwards every connection byte for byte. As in Acra, the relay
// counts a connection in SERVICE_connections_total on accept, even if the
// upstream refuses, and observes the lifetime in
// SERVICE_connections_processing_seconds on close.
//
// The family acra_metrics_relay_connections_total is not Acra's. The family
// counts the connections of relays by connection_type, upstream and result,
// from 0 on for each result:
//
//	forwarded    the upstream accepted
//	refused      nobody listens at the address
//	timeout      no answer within 5 seconds
//	unreachable  no route leads to the host
//	unresolved   the host name has no address
//	cut          the relay stopped before the answer
//	failed       another reason, such as too many open files
//
// So an alert on an upstream that is down reads
//
//	rate(acra_metrics_relay_connections_total{result!="forwarded"}[5m]) > 0
//
// Without file descriptors for pipes, a relay copies bytes in the process,
// which costs CPU. Without file descriptors for sockets, connections wait or
// have the result failed.
//
// # The process
//
// Flags of the process:
//
//	--pid NUMBER
//		the process of the process_* families, instead of the
//		command's own
//	--pid_file PATH
//		a file with the PID of the service in its first line, as
//		PostgreSQL's postmaster.pid has it, read in every scrape;
//		excludes --pid
//
// While the service is stopped, the process_* families are absent. They
// come back when the PID file names a running process. A number given with
// --pid means the process with that number when the command starts, never a
// later process with the same number.
//
// # Signals
//
// SIGINT and SIGTERM stop the command: the relays accept no more, and cut
// connections still open after the time to drain. The page stops last;
// scrapes in flight finish, for 5 seconds at most. A second signal ends the
// command at once.
//
// SIGHUP, which restarts Acra services, stops nothing here. The command
// reloads the only file that it reads, the PID file, and logs whether the
// page has the process_* families.
//
// # The log and the exit code
//
// The first line of the log, on stderr, has the URL of the page; a line for
// each relay follows. Warnings at the start name flags without effect,
// missing process_* families, and a limit of file descriptors that is lower
// than --max_connections may need. The command goes on if nobody reads the
// log any more.
//
// The exit code is 0 after a signal or --help, 1 if the endpoint or a relay
// fails, 2 for an invalid flag.
package main
