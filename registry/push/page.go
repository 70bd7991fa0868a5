package push

import (
	"context"
	"errors"
	"fmt"

	"plainmetrics/expfmt"
)

// page returns the page of all metrics.
func (p *Pusher) page(ctx context.Context) ([]byte, error) {
	w := &pageWriter{page: expfmt.NewPage(p.format, nil), grouping: p.grouping}
	if err := p.source.Encode(ctx, w); err != nil {
		return nil, err
	}
	page := w.page.End()
	return page, errors.Join(append(w.page.Refused(), w.err)...)
}

// A pageWriter is an Encoder that makes a page, and keeps the error of the
// first series with a label of the group's key. The Pushgateway would give
// the label the value of the key in silence.
type pageWriter struct {
	page     *expfmt.Page
	grouping map[string]string
	err      error
}

// Value implements expfmt.Encoder.
func (w *pageWriter) Value(f *expfmt.Family, l expfmt.LabelSet, v float64) {
	w.check(f, l)
	w.page.Value(f, l, v)
}

// Point implements expfmt.Encoder.
func (w *pageWriter) Point(f *expfmt.Family, l expfmt.LabelSet, p *expfmt.Point) {
	w.check(f, l)
	w.page.Point(f, l, p)
}

// Naming returns the Naming of the page, with which a registry finds names
// that the page would make the same.
func (w *pageWriter) Naming() expfmt.Naming { return w.page.Naming() }

func (w *pageWriter) check(f *expfmt.Family, l expfmt.LabelSet) {
	if w.err != nil {
		return
	}
	for name := range l.All() {
		if name == "job" {
			w.err = fmt.Errorf("push: pushed metric %s ({%v}) already contains a job label", f.Name(), l)
			return
		}
		if _, taken := w.grouping[name]; taken {
			w.err = fmt.Errorf("push: pushed metric %s ({%v}) already contains grouping label %s", f.Name(), l, name)
			return
		}
	}
}
