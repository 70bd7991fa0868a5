package registry

import (
	"slices"
	"strings"

	"plainmetrics/expfmt"
)

// A layout says how the labels of a desc's series are rendered: a piece of
// fixed text in front of each variable value, in the order of the label
// names, and one behind the last. Constant labels are part of the pieces.
type layout struct {
	steps []step // one for each variable label
	tail  string

	quoted  bool // see expfmt.Rendered
	crowded bool // some piece between two values has more quotes than theirs
}

// A step is a piece and the value behind it.
type step struct {
	piece string
	given int // which of the given values it is
}

func newLayout(constant []expfmt.Label, variable []string) layout {
	type label struct {
		expfmt.Label
		given int // -1 for a constant label
	}
	labels := make([]*label, 0, len(constant)+len(variable))
	for _, l := range constant {
		labels = append(labels, &label{l, -1})
	}
	for i, name := range variable {
		labels = append(labels, &label{expfmt.Label{Name: name}, i})
	}
	slices.SortFunc(labels, func(a, b *label) int { return strings.Compare(a.Name, b.Name) })

	var l layout
	var piece []byte
	for i, label := range labels {
		if i > 0 {
			piece = append(piece, ',')
		}
		piece = expfmt.AppendLabelName(piece, label.Name)
		piece = append(piece, '=')
		l.quoted = l.quoted || !expfmt.IsLegacyName(label.Name)
		if label.given < 0 {
			piece = expfmt.AppendEscaped(append(piece, '"'), label.Value)
			piece = append(piece, '"')
			continue
		}
		l.steps = append(l.steps, step{string(append(piece, '"')), label.given})
		piece = append(piece[:0], '"')
	}
	l.tail = string(piece)
	l.crowded = slices.ContainsFunc(l.steps, func(s step) bool { return strings.Count(s.piece, `"`) > 2 })
	return l
}

// append appends the rendered labels of the series with the given values.
func (l *layout) append(dst []byte, values []string) []byte {
	for _, step := range l.steps {
		dst = append(dst, step.piece...)
		dst = expfmt.AppendEscaped(dst, values[step.given])
	}
	return append(dst, l.tail...)
}

// size returns the length of what append makes of the values, if nothing
// in them is escaped.
func (l *layout) size(values []string) int {
	size := len(l.tail)
	for _, step := range l.steps {
		size += len(step.piece) + len(values[step.given])
	}
	return size
}

// fits reports whether the pieces stand in labels where they do if the
// values are these.
func (l *layout) fits(labels string, values []string) bool {
	for _, step := range l.steps {
		end := len(step.piece) + len(values[step.given])
		if end > len(labels) || labels[:len(step.piece)] != step.piece {
			return false
		}
		labels = labels[end:]
	}
	return labels == l.tail
}
