package quantile

import (
	"slices"
	"testing"
)

func TestObjectivesAreSorted(t *testing.T) {
	config := NewConfig(map[float64]float64{.99: .001, 0: 0, .5: .05, 1: 0}, 1, 1)
	if got, want := config.Quantiles(), []float64{0, .5, .99, 1}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// Only the extremes are free when no error is allowed.
func TestExactObjectives(t *testing.T) {
	for _, c := range []struct {
		name       string
		objectives map[float64]float64
		want       bool
	}{
		{"none", nil, false},
		{"usual", map[float64]float64{.5: .05, .99: .001}, false},
		{"exact extremes", map[float64]float64{0: 0, .5: .05, 1: 0}, false},
		{"exact median", map[float64]float64{.5: 0, .9: .01}, true},
	} {
		if got := newObjectives(c.objectives).exact(); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}
