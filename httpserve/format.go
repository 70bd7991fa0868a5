package httpserve

import (
	"fmt"

	"plainmetrics/expfmt"
)

// defaultOffers returns the formats that a handler without options offers, in
// the order of client_golang. It does not mention OpenMetrics, so the linker
// leaves 26 kB out of a program with such handlers alone.
func defaultOffers() []expfmt.Offer {
	return []expfmt.Offer{
		expfmt.Protobuf{}.Offer(),
		expfmt.ProtobufText{}.Offer(),
		expfmt.ProtobufText{Compact: true}.Offer(),
		expfmt.Text{}.Offer(),
	}
}

// formatOffers returns the formats that the options offer.
func formatOffers(opts HandlerOpts) []expfmt.Offer {
	switch {
	case len(opts.AcceptedFormats) > 0:
		return acceptedOffers(opts)
	case !opts.EnableOpenMetrics:
		return defaultOffers()
	}
	created := opts.EnableOpenMetricsTextCreatedSamples
	return append([]expfmt.Offer{
		expfmt.OpenMetrics{Version: expfmt.OpenMetrics100, Created: created}.Offer(),
		expfmt.OpenMetrics{Version: expfmt.OpenMetrics001, Created: created}.Offer(),
	}, defaultOffers()...)
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
