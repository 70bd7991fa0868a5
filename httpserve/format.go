package httpserve

import (
	"fmt"
	"slices"

	"plainmetrics/expfmt"
)

// defaultFormats are the formats that a handler without options offers, in the
// order of client_golang. They lack OpenMetrics, so the linker leaves 26 kB out
// of a program whose only handler is Handler.
var defaultFormats = []expfmt.Format{
	expfmt.Protobuf{},
	expfmt.Protobuf{Encoding: expfmt.ProtobufText},
	expfmt.Protobuf{Encoding: expfmt.ProtobufCompactText},
	expfmt.Text{},
}

// formatsOf returns the formats that the options offer.
func formatsOf(opts HandlerOpts) []expfmt.Format {
	formats := opts.AcceptedFormats
	if len(formats) == 0 {
		formats = defaultFormats
		if opts.EnableOpenMetrics {
			formats = append([]expfmt.Format{expfmt.OpenMetrics{}, expfmt.OpenMetrics{Version: expfmt.OpenMetrics001}}, formats...)
		}
	}
	if !opts.EnableOpenMetricsTextCreatedSamples {
		return formats
	}
	formats = slices.Clone(formats)
	for i, format := range formats {
		if o, ok := format.(expfmt.OpenMetrics); ok {
			o.Created = true
			formats[i] = o
		}
	}
	return formats
}

// newOffers returns the rows of the formats for a negotiation.
func newOffers(formats []expfmt.Format) (offers []expfmt.Offer) {
	for i, format := range formats {
		offered, ok := format.(interface{ Offer() expfmt.Offer })
		if !ok {
			panic(fmt.Errorf("httpserve: AcceptedFormats, index %d: expected a format with the method Offer, found a %T", i, format))
		}
		offers = append(offers, offered.Offer())
	}
	return offers
}
