package push

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
)

// A page is the body of a push.
type page struct {
	contentType string
	body        []byte
}

// pageKey is the key of a push's page in the context of its request.
type pageKey struct{}

// send sends the page of all metrics by push, a method of the inner Pusher.
func (p *Pusher) send(ctx context.Context, push func(context.Context) error) error {
	if err := p.Error(); err != nil {
		return err
	}
	families, err := p.gatherers.Gather()
	if err != nil {
		return err
	}
	body, err := p.encode(families)
	if err != nil {
		return err
	}
	return push(context.WithValue(ctx, pageKey{}, page{string(p.format), body}))
}

// encode returns the page with the families. No metric may have a label of
// the group's key.
func (p *Pusher) encode(families []*dto.MetricFamily) ([]byte, error) {
	var buffer bytes.Buffer
	encoder := expfmt.NewEncoder(&buffer, p.format)
	for _, family := range families {
		if err := p.check(family); err != nil {
			return nil, err
		}
		if err := encoder.Encode(family); err != nil {
			return nil, fmt.Errorf("push: failed to encode metric family %s: %w", family.GetName(), err)
		}
	}
	if closer, ok := encoder.(expfmt.Closer); ok {
		if err := closer.Close(); err != nil {
			return nil, err
		}
	}
	return buffer.Bytes(), nil
}

func (p *Pusher) check(family *dto.MetricFamily) error {
	for _, metric := range family.GetMetric() {
		for _, label := range metric.GetLabel() {
			switch name := label.GetName(); {
			case name == "job":
				return fmt.Errorf("push: pushed metric %s (%s) already contains a job label", family.GetName(), metric)
			case p.grouping[name]:
				return fmt.Errorf("push: pushed metric %s (%s) already contains grouping label %s", family.GetName(), metric, name)
			}
		}
	}
	return nil
}

// A pageClient puts the page of the context into a request, in place of the
// page of the inner Pusher.
type pageClient struct{ HTTPDoer }

// Do implements HTTPDoer.
func (c pageClient) Do(request *http.Request) (*http.Response, error) {
	if p, ok := request.Context().Value(pageKey{}).(page); ok {
		request.Header.Set("Content-Type", p.contentType)
		request.ContentLength = int64(len(p.body))
		request.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(p.body)), nil }
		request.Body, _ = request.GetBody()
	}
	return c.HTTPDoer.Do(request)
}
