package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/prometheus/client_golang/prometheus"
)

// A collector is one of the program's own, as exporters have them.
//
// Its families have names of their own, and of two of a kind only one is
// registered at a time: client_golang leaves to chance which of two
// collectors is first, and so which keeps its metrics where they contradict
// each other.
type collector struct {
	kind, name string
	registered prometheus.Collector // a pointer, but for CollectorFunc
	families   []*ownFamily
	change     func(m *machine) string
	twin       func() prometheus.Collector // describes the same, or nil

	// The registerer by registry and prefix: Not first behind some labels and
	// then behind others, for a name may come back with other labels.
	registerers map[string]*registerer
	in          *registerer // where it was registered last, or nil
	isBare      bool        // never behind a prefix

	hasBadModels bool // see ownMetric
}

func (c *collector) String() string { return fmt.Sprintf("%s %s", c.kind, c.name) }

// An ownFamily is a family that a collector describes. A collector may have
// two of one name, which differ in their constant labels.
type ownFamily struct {
	name, help, typ string
	unit            string
	names           []string // of the variable labels
	constant        prometheus.Labels
	isStamped       bool   // all metrics have timestamps
	owner           string // not "": the family is that of another metric, and this value tells the series apart
}

func (f *ownFamily) desc() *prometheus.Desc {
	if f.unit == "" {
		return prometheus.NewDesc(f.name, f.help, f.names, f.constant)
	}
	return prometheus.V2.NewDesc(f.name, f.help, prometheus.UnconstrainedLabels(f.names), f.constant, prometheus.WithUnit(f.unit))
}

// An ownCollector sends prepared metrics.
type ownCollector struct {
	descs   []*prometheus.Desc
	metrics []prometheus.Metric
}

func (c *ownCollector) Describe(ch chan<- *prometheus.Desc) {
	for _, desc := range c.descs {
		ch <- desc
	}
}

func (c *ownCollector) Collect(ch chan<- prometheus.Metric) {
	for _, metric := range c.metrics {
		if r, ok := metric.(*renewed); ok {
			metric, _ = r.renew()
		}
		ch <- metric
	}
}

// A describedByCollect describes what it would collect now.
type describedByCollect struct{ ownCollector }

func (c *describedByCollect) Describe(ch chan<- *prometheus.Desc) {
	prometheus.DescribeByCollect(c, ch)
}

// operateCollector performs an operation with a collector.
func (m *machine) operateCollector() {
	n := m.IntN(100)
	if n < 30 || len(m.collectors) == 0 {
		c := m.newCollector()
		m.collectors = append(m.collectors, c)
		m.registerCollector(c)
		return
	}
	c := pick(m, m.collectors...)
	switch {
	case n < 55:
		m.say("change %s: %s", c, c.change(m))
	case n < 65:
		m.registerCollector(c)
	case n < 78:
		m.unregisterCollector(c)
	case n < 85:
		m.testCollector(c)
	case n < 92:
		m.collectByHand(c)
	default:
		m.gather()
	}
}

// newCollector draws a collector.
func (m *machine) newCollector() *collector {
	c := &collector{name: fmt.Sprintf("x%d", len(m.collectors)), registerers: make(map[string]*registerer)}
	c.kind = m.oneOf("checked", "checked", kindUnchecked, kindByCollect, kindByCollect, kindForward, kindInner, kindEmbedded, kindMetricVec,
		kindBadDescs)
	// Not descriptors of NewInvalidDesc behind a prefix: client_golang panics.
	c.isBare = m.IntN(2) == 0
	if c.kind == "" {
		c.kind = "checked"
	}
	for i := range 1 + m.IntN(3) {
		c.families = append(c.families, m.newFamily(c, i))
	}
	switch c.kind {
	case kindForward:
		m.makeForwarding(c)
	case kindInner:
		m.makeInner(c)
	case kindEmbedded:
		m.makeEmbedded(c)
	case kindMetricVec:
		m.makeMetricVec(c)
	default:
		m.makeOwn(c)
	}
	c.change(m)
	return c
}

// newFamily draws a family. Not names that samples of two families share,
// nor those that become the same by escaping: the number makes them differ.
func (m *machine) newFamily(c *collector, i int) *ownFamily {
	if isOwn := slices.Contains([]string{"checked", kindUnchecked}, c.kind); isOwn && m.chance(kindShared, 4) {
		if f := m.sharedFamily(pick(m, m.metrics...), c.name); f != nil {
			return f
		}
	}
	if i > 0 && m.chance(kindTwins, 4) && c.families[0].constant["c"] != "" {
		twin := *c.families[0]
		twin.constant = maps.Clone(twin.constant)
		twin.constant["c"] = fmt.Sprint("twin ", i)
		return &twin
	}
	f := &ownFamily{typ: "gauge", names: pick(m, nil, []string{"z"}, []string{"b", "a"}, []string{"le.", "ü", "k"})}
	f.name = fmt.Sprintf("%sf%d%s", c.name, i, pick(m, "", "", "_total", "_seconds", ".y", "ü", ` "`, "_info"))
	f.help = pick(m, "", "Help of "+f.name, "With \\, \" and\nanother line.")
	f.typ = pick(m, "counter", "gauge", "untyped", "histogram", "summary")
	if f.typ == "histogram" && !m.mayDraw(kindConstHistograms) || f.typ == "summary" && !m.mayDraw(kindConstSummaries) {
		f.typ = "gauge"
	}
	if strings.HasSuffix(f.name, "_seconds") && !m.isMerged {
		f.unit = "seconds"
	}
	f.isStamped = m.chance(kindTimestamps, 6)
	if m.IntN(3) == 0 {
		f.constant = prometheus.Labels{"c": pick(m, "1", "ä", "\n")}
		if m.IntN(4) == 0 {
			f.constant[pick(m, "w", "x", "W")] = "" // a wrapper may add the same
		}
	}
	return f
}

// sharedFamily returns the family of a metric, with a label that no other
// series has; nil where there is no label.
func (m *machine) sharedFamily(target *metric, owner string) *ownFamily {
	f := &ownFamily{name: target.name, help: "Help of " + target.name, typ: target.typ, names: target.allNames, owner: owner}
	if !m.isMerged && strings.HasSuffix(f.name, "_seconds") {
		f.unit = "seconds"
	}
	f.typ = f.typ[strings.LastIndex(f.typ, " ")+1:] // without "curried "
	if f.typ == "func" {
		f.typ = []string{"counter", "gauge", "untyped"}[len(f.name)%3]
	}
	if f.typ == "histogram" && !m.mayDraw(kindConstHistograms) || f.typ == "summary" && !m.mayDraw(kindConstSummaries) ||
		len(target.constant)+len(f.names) == 0 {
		return nil
	}
	for _, name := range target.constant {
		if f.constant == nil {
			f.constant = make(prometheus.Labels)
		}
		f.constant[name] = "owned by " + owner
	}
	return f
}

// makeOwn has the collector send metrics that the machine draws.
func (m *machine) makeOwn(c *collector) {
	own := new(ownCollector)
	c.registered = own
	switch c.kind {
	case kindByCollect:
		if m.IntN(2) == 0 {
			c.registered = prometheus.CollectorFunc(own.Collect)
		} else {
			described := new(describedByCollect)
			c.registered, own = described, &described.ownCollector
		}
	case kindUnchecked:
	default:
		own.descs = c.descs()
		c.twin = func() prometheus.Collector { return &ownCollector{descs: c.descs()} }
		if m.IntN(4) == 0 {
			own.descs = append(own.descs, own.descs[0]) // twice is as good as once
		}
	}
	if c.kind == kindBadDescs {
		own.descs = append(own.descs, m.badDesc(c))
		if m.IntN(2) == 0 {
			slices.Reverse(own.descs)
		}
	}
	c.change = func(m *machine) string {
		own.metrics = m.drawMetrics(c)
		return fmt.Sprint(len(own.metrics), " metrics")
	}
}

func (c *collector) descs() []*prometheus.Desc {
	var descs []*prometheus.Desc
	for _, f := range c.families {
		descs = append(descs, f.desc())
	}
	return descs
}

// badDesc draws a descriptor with which no registry takes the collector.
func (m *machine) badDesc(c *collector) *prometheus.Desc {
	other := *c.families[0]
	switch m.IntN(6) {
	case 0:
		if c.isBare {
			return prometheus.NewInvalidDesc(errors.New("mistake described_badly"))
		}
		fallthrough
	case 1:
		return prometheus.NewDesc("", "", nil, nil)
	case 2:
		return prometheus.NewDesc("\xff", "", nil, nil)
	case 3:
		other.names = []string{"a", "a"}
	case 4:
		other.help += "!"
	case 5:
		other.constant = prometheus.Labels{"other": "1"}
	}
	return other.desc()
}
