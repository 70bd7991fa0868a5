package registry

import "testing"

// The default registry is empty, and the test leaves it empty.
func TestDefaultRegistry(t *testing.T) {
	checkText(t, page(t, DefaultGatherer), "")
	counter := NewCounter(CounterOpts{Name: "c"})
	defer Unregister(counter)

	MustRegister(counter)
	checkText(t, samples(page(t, DefaultGatherer)), "c 0\n")
	checkError(t, Register(counter), "duplicate")
	checkError(t, panicOf(func() { MustRegister(counter) }), "duplicate")
	if !Unregister(counter) || Unregister(counter) {
		t.Errorf("want one Collector to unregister")
	}
	checkText(t, page(t, DefaultGatherer), "")
}

// A program or its test may replace the default registry.
func TestDefaultRegistererReplaced(t *testing.T) {
	before := DefaultRegisterer
	defer func() { DefaultRegisterer = before }()
	r := NewRegistry()
	DefaultRegisterer = r

	MustRegister(NewCounter(CounterOpts{Name: "c"}))
	checkText(t, samples(page(t, r)), "c 0\n")
	checkText(t, page(t, DefaultGatherer), "")
}
