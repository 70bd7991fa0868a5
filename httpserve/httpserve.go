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
// [Handler] serves the default registry, to which it adds what the Go
// runtime and the operating system say about the process. [HandlerFor]
// serves any registry and adds nothing; only programs that call Handler
// link the two collectors. Both are handlers like any other: they need
// neither [Listen] nor [Server], and a Server takes any handler and any
// listener.
//
// [InstrumentHandlerCounter] and its siblings measure your own handlers and
// clients; see [Option] for their labels.
//
// The rules of a scrape:
//
//   - The page is complete in memory before its first byte is sent, and no
//     lock is held while it is sent. A slow reader holds up itself alone.
//   - A collector that fails, panics or is late is missing from the page.
//     The rest of the page is served, and the failure is reported.
//   - Collectors are given as much time as the scraper says it has.
//   - Bytes and headers are those of client_golang v1.25.0; where the
//     behaviour differs, the doc comments say so and why.
//
// The limits: the formats are those that expfmt.Negotiate offers, pages are
// compressed with gzip or not at all, and Server speaks HTTP/1.1 without
// TLS. The package never logs; it reports errors to callbacks.
package httpserve
