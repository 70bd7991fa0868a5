package series

import (
	"strconv"
	"strings"
	"testing"

	"plainmetrics/expfmt"
)

// A LabelCache remembers sets, but neither long ones, which would stay in
// memory, nor those with escapes.
func TestLabelCacheRemembers(t *testing.T) {
	template, err := expfmt.NewLabelTemplate(expfmt.LabelSet{}, []string{"a"})
	if err != nil {
		t.Fatal(err)
	}
	c := NewLabelCache(metricName("m"), template)
	remembered := func() (n int) {
		table := *c.table.Load()
		for i := range table {
			if table[i].Load() != nil {
				n++
			}
		}
		return n
	}
	for _, test := range []struct {
		name, value string
		want        bool
	}{
		{"empty", "", true},
		{"short", "x", true},
		{"longest", strings.Repeat("x", longestLabels-len(`a=""`)), true},
		{"too long", strings.Repeat("x", longestLabels), false},
		{"quote", `"`, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			before := remembered()
			for range 2 {
				set, err := c.Get([]string{test.value})
				if err != nil || set.Get("a") != test.value {
					t.Errorf("got {%v}, %v, want the value %q", set, err, test.value)
				}
			}
			if got := remembered() - before; (got == 1) != test.want || got > 1 {
				t.Errorf("got %d more sets, want one more: %v", got, test.want)
			}
		})
	}
}

// All sets of a full LabelCache are right.
func TestLabelCacheFull(t *testing.T) {
	template, err := expfmt.NewLabelTemplate(expfmt.LabelSet{}, []string{"a", "b"})
	if err != nil {
		t.Fatal(err)
	}
	c := NewLabelCache(metricName("m"), template)
	for range 2 {
		for i := range 2 * largestLabelTable {
			a := strconv.Itoa(i)
			if set, err := c.Get([]string{a, ""}); err != nil || set.Get("a") != a || set.Get("b") != "" || set.Len() != 2 {
				t.Fatalf("got {%v}, %v, want a=%q", set, err, a)
			}
		}
	}
	if got := len(*c.table.Load()); got != largestLabelTable {
		t.Errorf("got %d slots, want %d", got, largestLabelTable)
	}
}
