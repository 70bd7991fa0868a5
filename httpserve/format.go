package httpserve

import (
	"fmt"

	"plainmetrics/expfmt"
)

// negotiateText returns the format for an Accept header: always the text
// format. A handler without options does not mention OpenMetrics, so the
// linker leaves 26 kB out of its program.
func negotiateText(accept string) expfmt.Format { return expfmt.Negotiate(accept, nil) }

// formatOffers returns the formats offered by the options, beside text.
func formatOffers(opts HandlerOpts) (offers []expfmt.Offer) {
	if opts.EnableOpenMetrics {
		created := opts.EnableOpenMetricsTextCreatedSamples
		offers = append(offers,
			expfmt.OpenMetrics{Version: expfmt.OpenMetrics100, Created: created}.Offer(),
			expfmt.OpenMetrics{Version: expfmt.OpenMetrics001, Created: created}.Offer())
	}
	return offers
}

// acceptedOffers returns the offers of the accepted formats.
func acceptedOffers(opts HandlerOpts) (offers []expfmt.Offer) {
	for i, format := range opts.AcceptedFormats {
		if o, ok := format.(expfmt.OpenMetrics); ok && opts.EnableOpenMetricsTextCreatedSamples {
			o.Created = true
			format = o
		}
		offered, ok := format.(interface{ Offer() expfmt.Offer })
		if !ok {
			panic(fmt.Errorf("httpserve: AcceptedFormats, index %d: expected a format with the method Offer, found a %T", i, format))
		}
		offers = append(offers, offered.Offer())
	}
	return offers
}
