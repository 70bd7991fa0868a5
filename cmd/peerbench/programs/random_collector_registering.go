package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
)

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
	if c.kind == kindByCollect && c.registerers[place] != nil && c.in == nil {
		return // Not a name that comes back with another help.
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
