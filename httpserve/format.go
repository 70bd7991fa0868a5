package httpserve

import "plainmetrics/expfmt"

// offerText returns the format for an Accept header: always the text format.
// The function does not mention OpenMetrics, so that the linker leaves the
// format out of programs that don't enable it.
func offerText(accept string) expfmt.Format { return expfmt.Negotiate(accept, nil) }

// offerOpenMetrics returns a function that offers OpenMetrics, too.
func offerOpenMetrics(created bool) func(accept string) expfmt.Format {
	offers := []expfmt.Offer{
		expfmt.OpenMetrics{Version: expfmt.OpenMetrics100, Created: created}.Offer(),
		expfmt.OpenMetrics{Version: expfmt.OpenMetrics001, Created: created}.Offer(),
	}
	return func(accept string) expfmt.Format { return expfmt.Negotiate(accept, offers) }
}
