package expfmt

import (
	"fmt"
	"testing"
)

// Series that look alike have different keys, and each page has its own.
func TestSeriesKey(t *testing.T) {
	hash, other := newSeriesHash(), newSeriesHash()
	keys := make(map[seriesKey]LabelSet)
	for i := range 10_000 {
		l := labels("i", fmt.Sprint(i), "j", "1")
		key := hash.key(l)
		if known, ok := keys[key]; ok {
			t.Errorf("%v: got the key of %v", l, known)
		}
		keys[key] = l
		if again := hash.key(labels("i", fmt.Sprint(i), "j", "1")); again != key {
			t.Errorf("%v: got the keys %x and %x, want one", l, key, again)
		}
		if other.key(l) == key {
			t.Errorf("%v: got the key %x of two pages", l, key)
		}
	}
}
