package registry

import (
	"strings"
	"testing"
)

// A foreignNumber is a metric of another library.
type foreignNumber struct{ value float64 }

// A foreignNumbers is a collector of another library.
type foreignNumbers struct {
	desc   *Desc
	values []float64
}

func (c *foreignNumbers) Describe(ch chan<- *Desc) { ch <- c.desc }

func (c *foreignNumbers) Collect(ch chan<- *foreignNumber) {
	for _, v := range c.values {
		if v < 0 {
			panic("negative")
		}
		ch <- &foreignNumber{v}
	}
}

func (c *foreignNumbers) metric(n *foreignNumber) Metric {
	return MustNewConstMetric(c.desc, GaugeValue, n.value, string(rune('a'+int(n.value))))
}

func TestForeignCollector(t *testing.T) {
	desc := NewDesc("numbers", "", []string{"letter"}, nil)
	long := make([]float64, 26)
	for i := range long {
		long[i] = float64(i)
	}
	tests := []struct {
		name   string
		values []float64
		lines  int
		err    string
	}{
		{"none", nil, 0, ""},
		{"two", []float64{1, 2}, 2, ""},
		{"many", long, 26, ""},
		{"panic", []float64{1, -1}, 0, "collector *registry.foreignNumbers: panic"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := &foreignNumbers{desc, test.values}
			adapted := FromForeign(c, c.metric, new(foreignNumber))
			reg := NewRegistry()
			reg.MustRegister(adapted)
			if ForeignOf(adapted) != any(c) {
				t.Errorf("ForeignOf: got %v, want the collector", ForeignOf(adapted))
			}
			for range 2 { // the second run knows the number of metrics
				families, err := reg.Gather()
				lines := 0
				for _, f := range families {
					lines += len(f.Metric)
				}
				if lines != test.lines {
					t.Errorf("got %d metrics, want %d", lines, test.lines)
				}
				if (err != nil) != (test.err != "") || err != nil && !strings.Contains(err.Error(), test.err) {
					t.Errorf("got the error %v, want %q", err, test.err)
				}
			}
			again := FromForeign(c, c.metric, new(foreignNumber))
			already, ok := reg.Register(again).(AlreadyRegisteredError)
			if !ok || already.ExistingCollector != adapted {
				t.Errorf("registered twice: got %v, want an AlreadyRegisteredError with the first", already)
			}
		})
	}
}

func TestForeignOfOthers(t *testing.T) {
	if f := ForeignOf(NewCounter(CounterOpts{Name: "c"})); f != nil {
		t.Errorf("got %v, want nil", f)
	}
}

func TestForeignCollectorSends(t *testing.T) {
	c := &foreignNumbers{NewDesc("numbers", "", []string{"letter"}, nil), []float64{1}}
	ch := make(chan Metric, 2)
	FromForeign(c, c.metric, new(foreignNumber)).Collect(ch)
	if len(ch) != 1 {
		t.Errorf("got %d metrics, want 1", len(ch))
	}
}
