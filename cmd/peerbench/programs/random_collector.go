package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
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

func (m *machine) registerCollector(c *collector) {
	r := pick(m, m.registerers...)
	if c.isBare {
		r = pick(m, slices.DeleteFunc(slices.Clone(m.registerers), func(r *registerer) bool { return r.prefix != "" })...)
	}
	place := r.registry + r.prefix
	if bound := c.registerers[place]; bound != nil {
		r = bound
	}
	if c.kind == kindUnchecked && c.registerers[place] != nil || c.kind == kindByCollect && len(c.described()) == 0 {
		return // It would be collected twice.
	}
	for _, f := range c.families {
		if known := m.shapes[place+f.name]; known != nil && known.inUse == 0 && known.labels != f.shape(r) {
			return // Not a name that comes back with other labels.
		}
	}
	err := r.Register(c.registered)
	if err == nil {
		m.bind(c, r)
		if c.collides(r) {
			m.countsErrors = true // which mistake of a metric is first differs
		}
	}
	m.say("register %s in %q of %s: %s", c, r.prefix, r, m.registration(c, err))
}

func (f *ownFamily) shape(r *registerer) string {
	return fmt.Sprintf("%q %q %q", r.labels, sortedKeys(f.constant), f.names)
}

func (m *machine) bind(c *collector, r *registerer) {
	place := r.registry + r.prefix
	c.registerers[place], c.in = r, r
	if c.kind == kindUnchecked {
		return
	}
	for _, f := range c.families {
		known := m.shapes[place+f.name]
		if known == nil {
			known = &shape{labels: f.shape(r)}
			m.shapes[place+f.name] = known
		}
		known.inUse++
	}
}

// registration describes how a registration ended.
func (m *machine) registration(c *collector, err error) string {
	var already prometheus.AlreadyRegisteredError
	switch {
	case err == nil:
		return "ok"
	case errors.As(err, &already):
		return fmt.Sprintf("there is already %s; %s", m.nameOf(already.ExistingCollector), errorText(err))
	}
	return "error" // which of several mistakes is first, the libraries leave to chance
}

func (m *machine) nameOf(found prometheus.Collector) string {
	if _, ok := found.(prometheus.CollectorFunc); ok {
		return "a function"
	}
	for _, c := range m.collectors {
		if _, ok := c.registered.(prometheus.CollectorFunc); !ok && found == c.registered {
			return c.String()
		}
	}
	return "another"
}

func (m *machine) unregisterCollector(c *collector) {
	r := c.in
	if r == nil || m.IntN(4) == 0 {
		r = pick(m, m.registerers...)
	}
	if c.collides(r) {
		return // Not with descriptors that are invalid: client_golang may take another collector for it.
	}
	if prometheus.NewRegistry().Register(c.registered) != nil {
		return // Not with descriptors that contradict each other, which client_golang takes for one.
	}
	what, whose := c.registered, "itself"
	if c.twin != nil && m.IntN(2) == 0 {
		what, whose = c.twin(), "a twin"
	}
	done := r.Unregister(what)
	if done {
		for _, f := range c.families {
			if known := m.shapes[r.registry+r.prefix+f.name]; known != nil {
				known.inUse--
			}
		}
		c.in = nil
	}
	m.say("unregister %s by %s from %q of %s: %v", c, whose, r.prefix, r, done)
}

// collides reports whether a descriptor of the collector is invalid, or is
// behind the labels of r.
func (c *collector) collides(r *registerer) bool {
	for _, desc := range c.described() {
		if desc.Err() != nil {
			return true
		}
	}
	return slices.ContainsFunc(c.families, func(f *ownFamily) bool {
		return slices.ContainsFunc(append(sortedKeys(f.constant), f.names...), func(name string) bool { return slices.Contains(r.labels, name) })
	})
}

func (c *collector) described() []*prometheus.Desc {
	ch := make(chan *prometheus.Desc, 1000)
	c.registered.Describe(ch)
	close(ch)
	var descs []*prometheus.Desc
	for desc := range ch {
		descs = append(descs, desc)
	}
	return descs
}

// testCollector uses the helpers of tests. Not with invalid labels, which
// client_golang does not look at there.
func (m *machine) testCollector(c *collector) {
	if c.hasBadModels || !m.mayDraw(kindTestutil) {
		return
	}
	count, value := 0, 0.0
	how := outcome(func() error { count = testutil.CollectAndCount(c.registered); return nil })
	m.say("count %s: %s %d", c, how, count)
	how = outcome(func() error { value = testutil.ToFloat64(c.registered); return nil })
	m.say("value of %s: %s %v", c, how, value)
}

// collectByHand shows what the collector describes and sends.
func (m *machine) collectByHand(c *collector) {
	if !m.mayDraw(kindByHand) {
		return
	}
	descs, metrics := make(chan *prometheus.Desc, 1000), make(chan prometheus.Metric, 1000)
	c.registered.Describe(descs)
	c.registered.Collect(metrics)
	close(descs)
	close(metrics)
	lines := make(map[string]bool)
	for desc := range descs {
		if desc.Err() == nil {
			lines[desc.String()] = true
		}
	}
	n := len(metrics)
	for metric := range metrics {
		lines[writtenModel(metric)] = true
	}
	m.say("%s has %d metrics\n%s", c, n, strings.Join(sortedKeys(lines), "\n"))
}
