// Package httpserve serves metrics over HTTP: a handler that answers
// scrapes, and a server that is safe to leave open.
//
//	requests := registry.NewCounter(registry.CounterOpts{Name: "requests_total", Help: "Requests served."})
//	registry.MustRegister(requests)
//
//	l, err := httpserve.Listen("tcp://127.0.0.1:9399")
//	if err != nil {
//		return err
//	}
//	mux := http.NewServeMux()
//	mux.Handle("GET /metrics", httpserve.Handler())
//	server := httpserve.Server{Handler: mux}
//	return server.Serve(ctx, l)
//
// [Handler] serves the default registry, and adds the families of the Go
// runtime and of the process. [HandlerFor] serves any registry and adds
// nothing; only programs that call Handler link the two collectors. Both
// return plain handlers, for which [Listen] and [Server] are optional; and a
// Server takes any handler and any listener.
//
// [InstrumentHandlerCounter] and its siblings measure your own handlers and
// clients; see [Option] for their labels. The ResponseWriter of such a handler
// is an http.Flusher, Hijacker, Pusher, CloseNotifier or io.ReaderFrom exactly
// if the server's is, and an http.ResponseController sets deadlines and full
// duplex as without middleware.
//
// The rules of a scrape:
//
//   - The page is complete in memory before its first byte is sent, and no
//     lock is held during sending. A slow reader delays nobody else.
//   - The page lacks the families of a collector that fails, panics or is
//     late. The rest of the page is served, and the failure is reported to
//     the program. Clients see no text of the failure, unless
//     HandlerOpts.ExposeErrors shows it.
//   - Collectors have the time of the scraper or of HandlerOpts.Timeout,
//     whichever is shorter.
//   - The Accept header chooses the format. A handler offers protobuf and
//     the text format; HandlerOpts.EnableOpenMetrics adds OpenMetrics 1.0.0,
//     and HandlerOpts.AcceptedFormats names the offers one by one. A page
//     lacks the families that its format forbids, and the program gets an
//     error for each.
//   - Bytes and headers equal client_golang v1.25.0; the doc comments name
//     each difference and its reason.
//
// The limits: a format needs the method Offer, which the formats of package
// expfmt have; gzip is the only compression; and Server speaks HTTP/1.1
// without TLS. The package never logs; it reports errors to callbacks.
package httpserve
