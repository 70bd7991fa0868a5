package httpserve

import "plainmetrics/expfmt"

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
