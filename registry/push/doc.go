// Package push sends metrics to a Pushgateway, for jobs that end before
// Prometheus can scrape them.
//
//	backup := registry.NewGauge(registry.GaugeOpts{
//		Name: "backup_last_success_timestamp_seconds",
//		Help: "Time of the last complete backup.",
//	})
//	backup.SetToCurrentTime()
//	err := push.New("http://pushgateway:9091", "backup").
//		Grouping("db", "orders").
//		Collector(backup).
//		Push()
//
// Names and behaviour follow client_golang's package push, so a program
// compiles after its import is swapped:
//
//	import push "plainmetrics/registry/push"
//
// # Groups
//
// A Pushgateway keeps metrics in groups. The job and the labels of Grouping
// are the key of a group, and the Pushgateway adds them to all metrics of the
// group. [Pusher.Push] replaces the whole group, [Pusher.Add] replaces the
// metrics that have the pushed names, and [Pusher.Delete] removes the group.
// A Pushgateway never forgets a group on its own. See
// https://github.com/prometheus/pushgateway.
//
// # Rules
//
// A metric must have neither a label job nor a label of the key. A
// Pushgateway refuses metrics with timestamps, and metrics that contradict
// the metrics of other groups; its answer is a part of the error.
//
// A Pusher sends a complete page or none: a Collector or a Gatherer that
// fails, panics or is late costs the push, and so does a family that the
// format forbids. Each push has one request and no second attempt.
//
// A Pushgateway takes the sign + in a URL as it is, and client_golang writes
// a blank as +. So does a Pusher, because a group needs the same key from
// both: the blank of a job or of a value of Grouping arrives as +.
//
// # Differences from client_golang
//
// The default format is the text format, which every Pushgateway reads, where
// client_golang's is protobuf. [Pusher.Format] takes the formats of package
// expfmt. A page of OpenMetrics has its last line, # EOF. The labels of the key
// stand in the URL in the order of
// their names. Grouping refuses names that a URL can't carry, and the values
// "." and ".." are sent in base64, because servers cut them from paths. The
// header of Header is copied and never changed. An error has at most 64 KiB of
// an answer.
package push
