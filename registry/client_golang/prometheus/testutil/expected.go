package testutil

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
)

// An expectedPage is a test's expected page as prometheus/common understands
// and prints it. Its parser also takes histograms and summaries that lack
// lines, which the parser of plainmetrics refuses. It runs at the first Read,
// so that errors of gathering and of scraping come first, as in client_golang.
type expectedPage struct {
	expected   io.Reader
	normalized io.Reader // nil before the first Read
}

// Read implements io.Reader.
func (p *expectedPage) Read(into []byte) (int, error) {
	if p.normalized == nil {
		normalized, err := normalize(p.expected)
		if err != nil {
			return 0, err
		}
		p.normalized = normalized
	}
	return p.normalized.Read(into)
}

func normalize(expected io.Reader) (io.Reader, error) {
	parser := expfmt.NewTextParser(model.UTF8Validation)
	byName, err := parser.TextToMetricFamilies(expected)
	if err != nil {
		return nil, fmt.Errorf("converting reader to metric families failed: %w", err)
	}
	families := make([]*dto.MetricFamily, 0, len(byName))
	for _, family := range byName {
		families = append(families, family)
	}
	slices.SortFunc(families, func(a, b *dto.MetricFamily) int { return cmp.Compare(a.GetName(), b.GetName()) })
	var page bytes.Buffer
	enc := expfmt.NewEncoder(&page, expfmt.NewFormat(expfmt.TypeTextPlain).WithEscapingScheme(model.NoEscaping))
	for _, family := range families {
		if err := enc.Encode(family); err != nil {
			return nil, err
		}
	}
	return &page, nil
}
