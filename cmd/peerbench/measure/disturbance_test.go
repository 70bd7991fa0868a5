package measure

import "testing"

func TestBest(t *testing.T) {
	for _, c := range []struct {
		shares []float64
		tries  int
		want   float64 // the number of the try
	}{
		{[]float64{1}, 1, 0},
		{[]float64{.5, .96}, 2, 1},
		{[]float64{.5, .9, .8}, 3, 1},
		{[]float64{.1, 0, 0}, 3, 0},
		{[]float64{1.8}, 1, 0}, // the garbage collector worked beside it
	} {
		tries := 0
		got := best(func() Turn {
			tries++
			return Turn{float64(tries - 1), c.shares[tries-1]}
		}).Took
		if got != c.want || tries != c.tries {
			t.Errorf("shares %v: got try %v of %d, want try %v of %d", c.shares, got, tries, c.want, c.tries)
		}
	}
}

func TestQuietTurn(t *testing.T) {
	tries := 0
	got := quietTurn(1, func() float64 {
		tries++
		return 7
	}).Took
	if got != 7 || tries < 1 || tries > maxTries {
		t.Errorf("got %v after %d tries, want 7 after 1 to %d", got, tries, maxTries)
	}
}
