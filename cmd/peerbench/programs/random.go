package main

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// runRandom runs a random program for each seed. It prints the hash of the
// program's output, or all of the output. A seed is the same program in any
// run, against any library.
//
// Each program runs in a bubble of testing/synctest, where the time is
// 2000-01-01 at the beginning and moves only when the program waits. So times
// of creation and of exemplars are the same with both libraries, and programs
// wait for hours in no time. The runtime's faketime would do that too, but
// asks for a standard library compiled for it, and one clock for all programs.
//
// A bubble needs a test. testing.Main is how a command has one; the command
// exits in the test, before its result is printed.
func runRandom(from, to uint64, operations bool) {
	run := func(t *testing.T) {
		for seed := from; seed < to; seed++ {
			synctest.Test(t, func(*testing.T) { printRandom(seed, operations) })
		}
		os.Stdout.Sync()
		os.Exit(0)
	}
	anyTest := func(pattern, name string) (bool, error) { return true, nil }
	testing.Main(anyTest, []testing.InternalTest{{Name: "random programs", F: run}}, nil, nil)
}

func printRandom(seed uint64, operations bool) {
	transcript := newMachine(seed).run()
	if operations {
		fmt.Printf("seed %d\n%s", seed, transcript)
		return
	}
	hash := fnv.New64a()
	hash.Write(transcript)
	fmt.Printf("seed %d %016x\n", seed, hash.Sum64())
}

// A machine draws operations and performs them. Their results go into the
// transcript, and so do the pages.
//
// A machine keeps away from the README's Differences; a comment at such a
// place begins with "Not".
type machine struct {
	*rand.Rand
	transcript bytes.Buffer

	registerers []*registerer
	gatherer    prometheus.Gatherer
	isMerged    bool // of several registries

	countsErrors bool // see pedanticallyGathered
	isSparse     bool // models lack fields, which plainmetrics adds: bytes of protobuf differ
	opts         promhttp.HandlerOpts
	accept       string // what pages are asked for with, up to the scheme
	escaping     string // the scheme

	metrics    []*metric
	collectors []*collector
	held       []heldSeries
	uniques    int               // label values that were made to be unique
	shapes     map[string]*shape // by registry and full name
}

// A registerer is a registry, or a registry behind a prefix and labels.
type registerer struct {
	prometheus.Registerer
	registry string
	prefix   string
	labels   []string
}

func (r *registerer) String() string { return fmt.Sprintf("%s with labels %q", r.registry, r.labels) }

// A heldSeries was looked up before, and may be removed since.
type heldSeries struct {
	metric *metric
	update
}

// A shape is common to all metrics of the same name in a registry.
type shape struct {
	labels string
	inUse  int // registered metrics
}

func newMachine(seed uint64) *machine {
	m := &machine{Rand: rand.New(rand.NewPCG(seed, 0)), shapes: make(map[string]*shape)}
	newRegistry := prometheus.NewRegistry
	if m.mayDraw(kindPedantic) && m.IntN(3) == 0 {
		newRegistry, m.countsErrors = prometheus.NewPedanticRegistry, true
	}
	a, b := newRegistry(), newRegistry()
	m.gatherer = a
	m.addRegisterers("a", a, nil)
	if m.IntN(4) == 0 {
		// Not two series that differ in the names of their labels alone:
		// client_golang leaves their order to chance. So there are never as
		// many labels with one registerer as with another, or their values
		// differ; "registry b" is no value that is drawn.
		m.gatherer, m.isMerged = prometheus.Gatherers{a, b}, true
		m.addRegisterers("b", b, prometheus.Labels{"registry": "registry b"})
	}
	m.opts = promhttp.HandlerOpts{EnableOpenMetrics: m.IntN(4) > 0, EnableOpenMetricsTextCreatedSamples: m.IntN(2) == 0}
	m.opts.ErrorHandling = promhttp.ContinueOnError
	m.accept = pick(m, "text/plain;version=0.0.4;escaping=", "application/openmetrics-text;version=1.0.0;escaping=",
		"application/openmetrics-text;escaping=", acceptProtobuf, acceptOpenMetrics2)
	if m.accept == acceptProtobuf && !m.mayDraw(kindProtobuf) || m.accept == acceptOpenMetrics2 && !m.mayDraw(kindOpenMetrics2) {
		m.accept = "text/plain;version=0.0.4;escaping="
	}
	m.isSparse = m.IntN(8) == 0
	m.escaping = pick(m, "allow-utf-8", "underscores", "dots", "values")
	return m
}

// addRegisterers adds the registry, perhaps under labels, and three wrappers
// of it.
func (m *machine) addRegisterers(name string, reg prometheus.Registerer, labels prometheus.Labels) {
	var names []string
	if labels != nil {
		reg, names = prometheus.WrapRegistererWith(labels, reg), sortedKeys(labels)
	}
	// Not names that become the same by escaping, or by suffixes: there
	// plainmetrics leaves some out.
	prefix := pick(m, "p_", "r.", "ü", ":", `s"`)
	label, value := pick(m, "w", "w.w", "W", "zz", "öö", "a"), strings.ToValidUTF8(m.labelValue(), "")
	inner := prometheus.WrapRegistererWith(prometheus.Labels{label: value}, reg)
	m.registerers = append(m.registerers,
		&registerer{reg, name, "", names},
		&registerer{prometheus.WrapRegistererWithPrefix(prefix, reg), name, prefix, names},
		&registerer{inner, name, "", append(names[:len(names):len(names)], label)},
		&registerer{
			prometheus.WrapRegistererWithPrefix("q_", prometheus.WrapRegistererWith(prometheus.Labels{"x": value, "y": ""}, inner)),
			name, "q_", append(names[:len(names):len(names)], label, "x", "y"),
		},
	)
}

// run creates some metrics, performs up to 60 operations, and shows the
// page.
func (m *machine) run() []byte {
	for range 1 + m.IntN(5) {
		m.create()
	}
	for range m.IntN(60) {
		if m.mayDraw(kindCollectors) && m.IntN(3) == 0 {
			m.operateCollector()
			continue
		}
		switch n := m.IntN(100); {
		case n < 12:
			m.create()
		case n < 60:
			m.update()
		case n < 66:
			m.updateHeld()
		case n < 70:
			m.curry()
		case n < 82:
			m.delete()
		case n < 88:
			m.unregister()
		case n < 93:
			m.register(pick(m, m.metrics...))
		case n < 97:
			m.wait()
		default:
			m.scrape()
		}
	}
	m.scrape()
	m.scrapeMore()
	m.gather()
	return m.transcript.Bytes()
}

func (m *machine) say(format string, args ...any) { fmt.Fprintf(&m.transcript, format+"\n", args...) }

func (m *machine) create() {
	target := m.newMetric()
	m.metrics = append(m.metrics, target)
	m.register(target)
}

func (m *machine) register(target *metric) {
	r := pick(m, m.registerers...)
	full := r.prefix + target.name
	labels := fmt.Sprintf("%q %q %q", r.labels, target.constant, target.allNames)
	known := m.shapes[r.registry+full]
	if known != nil && known.labels != labels && known.inUse == 0 {
		return // Not a name that comes back with other labels.
	}
	how := outcome(func() error { return r.Register(target.collector) })
	if how == "ok" {
		if known == nil {
			known = &shape{labels: labels}
			m.shapes[r.registry+full] = known
		}
		known.inUse++
		target.registerer = r
	}
	m.say("register %s as %q in %s: %s", target, full, r, how)
}

func (m *machine) unregister() {
	target := pick(m, m.metrics...)
	r := pick(m, m.registerers...)
	if target.registerer != nil && m.IntN(4) > 0 {
		r = target.registerer
	}
	if slices.ContainsFunc(target.allNames, func(name string) bool { return slices.Contains(r.labels, name) }) {
		return // Not behind labels that can't be added: client_golang may take another metric for it.
	}
	done := r.Unregister(target.collector)
	m.say("unregister %s as %q from %s: %v", target, r.prefix+target.name, r, done)
	if done {
		m.shapes[r.registry+r.prefix+target.name].inUse--
		target.registerer = nil
	}
}

func (m *machine) update() {
	target := pick(m, m.metrics...)
	series, how := m.lookUp(target)
	if series == nil {
		m.say("look up %s: %s", target, how)
		return
	}
	for range 1 + m.IntN(3) {
		m.say("update %s %s: %s", target, how, series(m))
	}
	if m.IntN(8) == 0 {
		m.held = append(m.held, heldSeries{target, series})
	}
}

// lookUp returns a series, looked up by values or labels, and a description
// of the look-up or of its failure.
func (m *machine) lookUp(target *metric) (series update, how string) {
	if target.vector == nil {
		return target.update, ""
	}
	values := m.values(target)
	var find func() (update, error)
	if m.IntN(2) == 0 {
		how = fmt.Sprintf("%q", values)
		find = func() (update, error) { return target.byValues(values) }
	} else {
		labels := m.labels(target.names, values)
		how = fmt.Sprintf("%q", labels)
		find = func() (update, error) { return target.byLabels(labels) }
	}
	outcome := outcome(func() (err error) { series, err = find(); return err })
	return series, how + " " + outcome
}

func (m *machine) updateHeld() {
	if len(m.held) > 0 {
		i := m.IntN(len(m.held))
		m.say("update held %d, of %s: %s", i, m.held[i].metric, m.held[i].update(m))
	}
}

func (m *machine) curry() {
	target := pick(m, m.metrics...)
	if target.vector == nil {
		return
	}
	labels := m.someLabels(target)
	for name, value := range labels {
		// Not invalid UTF-8: client_golang takes it here, and from the first
		// series on has no page.
		labels[name] = strings.ToValidUTF8(value, "")
	}
	var curried *metric
	how := outcome(func() (err error) { curried, err = target.curry(labels); return err })
	m.say("curry %s with %q: %s", target, labels, how)
	if how == "ok" {
		m.metrics = append(m.metrics, curried)
	}
}

func (m *machine) delete() {
	target := pick(m, m.metrics...)
	if target.vector == nil {
		return
	}
	switch values := m.values(target); m.IntN(9) {
	case 0:
		target.vector.Reset()
		m.say("reset %s", target)
	case 1, 2, 3:
		m.say("delete from %s %q: %v", target, values, target.vector.DeleteLabelValues(values...))
	case 4, 5:
		labels := m.labels(target.names, values)
		m.say("delete from %s %q: %v", target, labels, target.vector.Delete(labels))
	default:
		labels := m.someLabels(target)
		m.say("delete from %s all %q: %v", target, labels, target.vector.DeletePartialMatch(labels))
	}
}

// wait lets time pass, from a nanosecond to days.
func (m *machine) wait() {
	d := m.waits()
	time.Sleep(d)
	m.say("wait %v", d)
}

// waits draws how long to wait, a nanosecond more than whole microseconds. Not
// whole microseconds: so no timer of a histogram, and no window of a summary,
// ends in the very nanosecond in which the program goes on.
func (m *machine) waits() time.Duration { return m.duration() + time.Nanosecond }

// duration draws whole microseconds. Some are drawn often, so that something
// lasts as long as something else.
func (m *machine) duration() time.Duration {
	d := pick(m, 0, time.Millisecond, time.Second, time.Minute, 5*time.Minute, 10*time.Minute, time.Hour, 50*time.Hour)
	if m.IntN(2) == 0 {
		d += time.Duration(m.Int64N(int64(d/time.Microsecond)+1)) * time.Microsecond
	}
	return d
}

func (m *machine) gather() {
	switch {
	case !m.mayDraw(kindModel):
	case m.countsErrors:
		m.say("%s", pedanticallyGathered(m.gatherer))
	default:
		m.say("%s", gathered(m.gatherer))
	}
}
