package expfmt

import "errors"

// A tolerance lets a decoder go on behind an error. It has three levels, and
// the lack of one is a fourth:
//
//   - A strict decoder has a nil tolerance: the first error ends the page.
//   - A lenient decoder goes on where a page breaks a rule that scrapers do
//     not mind.
//   - A decoder that keeps series goes on behind all errors of series, too. If
//     a series has a wrong line, or lacks one, the decoder writes the series
//     without numbers.
//   - A linting decoder keeps series, and skips a line that it can't read.
//
// A decoder with a tolerance puts families in pieces together: a piece that
// has no metadata has the metadata of the family above.
type tolerance struct {
	broken      func(*SyntaxError) // takes each error that does not end the page
	keepsSeries bool
	findings    *pageFindings // nil unless the decoder lints

	// above has the families above, by their names and by the names of
	// their samples.
	above map[string]*metadata
}

// newLenient returns a tolerance of rules that scrapers do not mind.
func newLenient(broken func(*SyntaxError)) *tolerance {
	return &tolerance{broken: broken, above: make(map[string]*metadata)}
}

// newLinting returns a tolerance of all errors, which it adds to findings.
func newLinting(findings *pageFindings) *tolerance {
	return &tolerance{broken: findings.addError, keepsSeries: true, findings: findings, above: make(map[string]*metadata)}
}

// lints reports whether the decoder goes on behind all errors.
func (t *tolerance) lints() bool { return t != nil && t.findings != nil }

// tolerate takes the error of a rule that scrapers do not mind. It returns
// nil if the decoder goes on.
func (t *tolerance) tolerate(err error) error {
	var syntax *SyntaxError
	if t == nil || !errors.As(err, &syntax) {
		return err
	}
	t.broken(syntax)
	return nil
}

// keeps reports whether the decoder goes on behind all errors of series.
func (t *tolerance) keeps() bool { return t != nil && t.keepsSeries }

// keep takes any other error of a series. It returns nil if the decoder goes
// on.
func (t *tolerance) keep(err error) error {
	if err == nil || !t.keeps() {
		return err
	}
	return t.tolerate(err)
}

// skip takes the error of a line. It returns nil if the decoder goes on.
func (t *tolerance) skip(err error) error {
	if err == nil || !t.lints() {
		return err
	}
	return t.tolerate(err)
}

// add adds a family to the families above.
func (t *tolerance) add(f *decodedFamily, g *grammar) {
	if t == nil {
		return
	}
	complete := f.metadata
	complete.help, complete.unit = f.family.help, f.family.unit // which are no parts of the page
	put := func(name string, wins bool) {
		if above, known := t.above[name]; !known || wins || g.firstOwner && above.name == f.name {
			t.above[name] = &complete
		}
	}
	put(f.name, false) // the samples of another family may have the name
	for _, suffix := range g.suffixes(f.typ) {
		put(f.name+suffix, !g.firstOwner)
	}
}

// find returns the family above that has the name, or samples of the name.
func (t *tolerance) find(name string) (above *metadata, ok bool) {
	if t == nil {
		return &metadata{}, false
	}
	if above, ok = t.above[name]; !ok {
		above = &metadata{}
	}
	return above, ok
}
