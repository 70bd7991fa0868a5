package registry_test

import (
	"context"
	"fmt"
	"os"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// waiting is what the queues of the examples find out at each scrape.
var waiting = map[string]float64{"low": 7, "high": 1}

// A queueCollector knows its length when it is asked. It is written as for
// client_golang.
type queueCollector struct{ length, oldest *registry.Desc }

func newQueueCollector() *queueCollector {
	return &queueCollector{
		length: registry.NewDesc("queue_length", "Messages that wait.", []string{"priority"}, nil),
		oldest: registry.NewDesc("queue_oldest_seconds", "Age of the message that waits longest.", nil, nil),
	}
}

func (q *queueCollector) Describe(ch chan<- *registry.Desc) {
	ch <- q.length
	ch <- q.oldest
}

func (q *queueCollector) Collect(ch chan<- registry.Metric) {
	for priority, n := range waiting {
		ch <- registry.MustNewConstMetric(q.length, registry.GaugeValue, n, priority)
	}
	ch <- registry.MustNewConstMetric(q.oldest, registry.GaugeValue, 1.5)
}

// A Collector sends metrics on a channel.
func ExampleCollector() {
	printPage(newQueueCollector())
	// Output:
	// # HELP queue_length Messages that wait.
	// # TYPE queue_length gauge
	// queue_length{priority="high"} 1
	// queue_length{priority="low"} 7
	// # HELP queue_oldest_seconds Age of the message that waits longest.
	// # TYPE queue_oldest_seconds gauge
	// queue_oldest_seconds 1.5
}

// A queueSource is the same queue in our own way.
type queueSource struct{ length, oldest *registry.LabeledFamily }

func newQueueSource() *queueSource {
	return &queueSource{
		length: registry.MustLabeledFamily(registry.Opts{Name: "queue_length", Help: "Messages that wait."}, expfmt.TypeGauge, "priority"),
		oldest: registry.MustLabeledFamily(registry.Opts{Name: "queue_oldest_seconds", Help: "Age of the message that waits longest."}, expfmt.TypeGauge),
	}
}

// Families lets the registry see at once whether a family is there already.
func (q *queueSource) Families() []*expfmt.Family {
	return []*expfmt.Family{q.length.Family, q.oldest.Family}
}

// Encode writes series in any order; the registry sorts them.
func (q *queueSource) Encode(_ context.Context, enc expfmt.Encoder) error {
	for priority, n := range waiting {
		q.length.Value(enc, n, priority)
	}
	q.oldest.Value(enc, 1.5)
	return nil
}

// A Source writes series to an encoder. It gets a context, and may fail.
func ExampleSource() {
	printPage(registry.FromSource(newQueueSource()))
	// Output:
	// # HELP queue_length Messages that wait.
	// # TYPE queue_length gauge
	// queue_length{priority="high"} 1
	// queue_length{priority="low"} 7
	// # HELP queue_oldest_seconds Age of the message that waits longest.
	// # TYPE queue_oldest_seconds gauge
	// queue_oldest_seconds 1.5
}

// Where several families have the same labels, one label set serves all.
func ExampleLabeledFamily() {
	disk := func(name string) *registry.LabeledFamily {
		return registry.MustLabeledFamily(registry.Opts{Name: name, Help: "Bytes, by disk."}, expfmt.TypeCounter, "disk")
	}
	read, written := disk("disk_read_bytes_total"), disk("disk_written_bytes_total")

	printPage(registry.SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
		for _, name := range []string{"sda", "sdb"} {
			labels := read.Labels(name)
			enc.Value(read.Family, labels, 4096)
			enc.Value(written.Family, labels, 512)
		}
		return nil
	}))
	// Output:
	// # HELP disk_read_bytes_total Bytes, by disk.
	// # TYPE disk_read_bytes_total counter
	// disk_read_bytes_total{disk="sda"} 4096
	// disk_read_bytes_total{disk="sdb"} 4096
	// # HELP disk_written_bytes_total Bytes, by disk.
	// # TYPE disk_written_bytes_total counter
	// disk_written_bytes_total{disk="sda"} 512
	// disk_written_bytes_total{disk="sdb"} 512
}

// printPage prints the page of a registry with the collector.
func printPage(c registry.Collector) {
	reg := registry.NewRegistry()
	reg.MustRegister(c)
	page := expfmt.NewPage(expfmt.Text{}, nil)
	if err := reg.Encode(context.Background(), page); err != nil {
		fmt.Println("missing from the page:", err)
	}
	os.Stdout.Write(page.End())
}
