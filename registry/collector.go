package registry

// A Collector contributes metrics to the pages of its registries. The metrics
// of this package are Collectors. Write a Collector for values found out at
// the time of a scrape; a [Source] does the same at a third of the cost.
//
// A Collector with a method Encode is a Source: a registry calls Encode, and
// Collect never. A type that embeds a metric of this package inherits its
// Encode, and is asked through Describe and Collect all the same.
type Collector interface {
	// Describe sends the Desc of every metric that Collect may send, and
	// returns when all are sent. A registry compares them with the Descs of
	// others when the Collector is registered. A Collector that sends none is
	// unchecked: its metrics are compared with others at every scrape, and
	// the Collector can't be unregistered. See DescribeByCollect.
	Describe(chan<- *Desc)

	// Collect sends metrics, and returns when all are sent. Several
	// goroutines may call Collect at the same time. Collect may send from
	// several goroutines at once, and must wait for them: a metric that comes
	// after Collect has returned is lost, and a later scrape reports it.
	//
	// The registry sorts the metrics. A metric that makes no sense, or whose
	// Write fails, is left out alone. A Collector that panics or does not
	// return in time loses all its families. All errors are reported.
	Collect(chan<- Metric)
}

// A CollectorFunc is a function as a Collector, described by the metrics it sends.
type CollectorFunc func(chan<- Metric)

// Describe calls f, see DescribeByCollect.
func (f CollectorFunc) Describe(ch chan<- *Desc) { DescribeByCollect(f, ch) }

// Collect calls f.
func (f CollectorFunc) Collect(ch chan<- Metric) { f(ch) }

// DescribeByCollect sends the Desc of each metric that c collects, each Desc
// once. It is a Describe for Collectors that send the same metrics at every
// scrape, and can collect before they are registered.
func DescribeByCollect(c Collector, descs chan<- *Desc) {
	metrics := make(chan Metric)
	go func() {
		defer close(metrics)
		c.Collect(metrics)
	}()
	sent := make(map[*Desc]bool)
	for m := range metrics {
		if d := m.Desc(); !sent[d] {
			sent[d] = true
			descs <- d
		}
	}
}

// A Registerer takes Collectors: a Registry, or a Registry behind a prefix
// or labels.
type Registerer interface {
	Register(Collector) error
	MustRegister(...Collector)
	Unregister(Collector) bool
}
