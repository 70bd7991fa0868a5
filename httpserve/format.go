package httpserve

import "plainmetrics/expfmt"

// offerText returns the format for an Accept header. It does not know
// OpenMetrics, so that the linker leaves that out of programs which don't
// ask for it.
func offerText(accept string) expfmt.Format { return expfmt.NegotiateText(accept) }

// offerOpenMetrics returns a function that offers OpenMetrics, too.
func offerOpenMetrics(created bool) func(accept string) expfmt.Format {
	offers := []expfmt.OpenMetrics{
		{Version: expfmt.OpenMetrics100, Created: created},
		{Version: expfmt.OpenMetrics001, Created: created},
	}
	return func(accept string) expfmt.Format { return expfmt.Negotiate(accept, offers...) }
}
