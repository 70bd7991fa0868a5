package registry

import (
	"errors"
	"fmt"
	"slices"

	"plainmetrics/expfmt"
)

// checkFamily returns an error for a nil or zero Family, which a custom
// Collector may have. All other families are valid.
func checkFamily(f *expfmt.Family) error {
	switch {
	case f == nil:
		return errors.New("expected a Family, found nil")
	case f.Name() == "":
		return errors.New("expected a Family from NewFamily, found a zero Family")
	}
	return nil
}

// conflict returns why the series of f can't be in the family of other,
// which has the same name. Without a conflict, the result is nil.
//
// One rule says which families may stand on a page together: conflict, for
// families of the same name, and collision, for families of different names.
// The rule is applied to descs when a Collector is registered, and to
// records at each scrape. The rule is about the names of the text format
// without escaping. For pages with other names, see twins.
func conflict(f, other *expfmt.Family) error {
	switch {
	case f == other:
		return nil
	case f.Type() != other.Type():
		return fmt.Errorf("has type %v but should have %v, as others of that name have", f.Type(), other.Type())
	}
	return textConflict(f, other)
}

// textConflict is conflict whatever the types are.
func textConflict(f, other *expfmt.Family) error {
	if err := difference("help", f.Help(), other.Help()); err != nil {
		return err
	}
	return difference("unit", f.Unit(), other.Unit())
}

func difference(what, found, expected string) error {
	if found == expected {
		return nil
	}
	return fmt.Errorf("has %s %q but should have %q, as others of that name have", what, found, expected)
}

// singleConflict is conflict for single metrics, in the words of
// client_golang. The first metric of the name decides on the unit.
func singleConflict(f, first *expfmt.Family) error {
	switch {
	case f == first:
		return nil
	case f.Help() != first.Help():
		return difference("help", f.Help(), first.Help())
	case f.Type() != first.Type():
		word := first.Type().String()
		word = "a " + string(word[0]-'a'+'A') + word[1:]
		if first.Type() == expfmt.TypeUntyped {
			word = word[len("a "):]
		}
		return fmt.Errorf("should be %s, as the first metric of that name is, found a %v", word, f.Type())
	}
	return nil
}

// collision returns a sample name shared by f and a family of another name,
// and the other family, or nil. find returns the family of a name, or nil.
func collision(f *expfmt.Family, find func(name string) *expfmt.Family) (sample string, other *expfmt.Family) {
	for _, sample := range f.SampleNames() {
		if sample != f.Name() {
			if other := find(sample); other != nil {
				return sample, other
			}
		}
	}
	if base, ok := expfmt.CutSampleSuffix(f.Name()); ok {
		if other := find(base); other != nil && slices.Contains(other.SampleNames(), f.Name()) {
			return f.Name(), other
		}
	}
	return "", nil
}

func collisionError(sample string, other *expfmt.Family) error {
	typ := "metric"
	if !other.Type().Scalar() {
		typ = other.Type().String()
	}
	return fmt.Errorf("collides with previously collected %s named %q: both have samples named %s", typ, other.Name(), sample)
}
