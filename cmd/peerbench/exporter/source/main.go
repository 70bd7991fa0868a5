package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	promhttp "plainmetrics/httpserve"
	prometheus "plainmetrics/registry"
	promauto "plainmetrics/registry/promauto"
	collectors "plainmetrics/runtimecollect/collectors"
	version "plainmetrics/runtimecollect/collectors/version"

	"plainmetrics/cmd/peerbench/exporter/procfs"
)

// config is what the flags say.
type config struct {
	procfs  string
	caches  caches
	listen  string
	once    bool
	own     bool
	timeout time.Duration
}

// caches are the addresses of caches by name, a flag.
type caches map[string]string

func (c caches) String() string { return "" }

func (c caches) Set(text string) error {
	name, address, ok := strings.Cut(text, "=")
	if !ok || name == "" || address == "" {
		return errors.New("expected NAME=ADDRESS")
	}
	c[name] = address
	return nil
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("exporter: ")
	c := config{caches: make(caches)}
	flag.StringVar(&c.procfs, "procfs", "/proc", "`directory` of the proc filesystem")
	flag.Var(c.caches, "cache", "`NAME=ADDRESS` of a cache: the path of a socket, or HOST:PORT; may be repeated")
	flag.StringVar(&c.listen, "listen", "127.0.0.1:9100", "`address` of the metrics endpoint")
	flag.BoolVar(&c.once, "once", false, "print the page and exit")
	flag.BoolVar(&c.own, "own", true, "expose metrics about the exporter itself, too")
	flag.DurationVar(&c.timeout, "timeout", 2*time.Second, "`time` for the answer of a cache")
	flag.Parse()
	if err := run(c, os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(c config, out io.Writer) error {
	handler, err := newHandler(c)
	if err != nil {
		return err
	}
	if c.once {
		return printPage(handler, out)
	}
	return serve(handler, c.listen)
}

// newHandler registers the collectors and returns the handler of their page.
func newHandler(c config) (http.Handler, error) {
	reg := prometheus.NewRegistry()
	if err := register(reg, c); err != nil {
		return nil, err
	}
	opts := promhttp.HandlerOpts{
		ErrorLog:                            log.Default(),
		ErrorHandling:                       promhttp.ContinueOnError,
		MaxRequestsInFlight:                 10,
		EnableOpenMetrics:                   true,
		EnableOpenMetricsTextCreatedSamples: true,
	}
	if !c.own {
		return promhttp.HandlerFor(reg, opts), nil
	}
	opts.Registry = reg
	scrapes := promauto.With(reg).NewCounter(prometheus.CounterOpts{
		Name: "exporter_scrapes_total",
		Help: "Scrapes of the exporter.",
	})
	lastScrape := promauto.With(reg).NewGauge(prometheus.GaugeOpts{
		Name: "exporter_last_scrape_timestamp_seconds",
		Help: "Time of the last scrape of the exporter, in seconds since 1970.",
	})
	page := promhttp.InstrumentMetricHandler(reg, promhttp.HandlerFor(reg, opts))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		scrapes.Inc()
		lastScrape.SetToCurrentTime()
		page.ServeHTTP(w, r)
	}), nil
}

func register(reg prometheus.Registerer, c config) error {
	fs := procfs.FS(c.procfs)
	if err := reg.Register(prometheus.FromSource(newHostSource(fs))); err != nil {
		return fmt.Errorf("register the host: %w", err)
	}
	if err := reg.Register(prometheus.FromSource(newCounterSource(fs))); err != nil {
		return fmt.Errorf("register the counters of the kernel: %w", err)
	}
	for name, address := range c.caches {
		labeled := prometheus.WrapRegistererWith(prometheus.Labels{"cache": name}, reg)
		if err := labeled.Register(prometheus.FromSource(newCacheSource(address, c.timeout))); err != nil {
			return fmt.Errorf("register the cache %s: %w", name, err)
		}
	}
	if c.own {
		reg.MustRegister(
			collectors.NewGoCollector(),
			collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
			version.NewCollector("exporter"),
		)
	}
	return nil
}

// printPage prints the page that a scraper gets.
func printPage(handler http.Handler, out io.Writer) error {
	request, err := http.NewRequest(http.MethodGet, "/metrics", nil)
	if err != nil {
		return err
	}
	w := &responseWriter{Writer: out, header: make(http.Header)}
	handler.ServeHTTP(w, request)
	if w.code != 0 && w.code != http.StatusOK {
		return fmt.Errorf("no page: %s", http.StatusText(w.code))
	}
	return nil
}

// A responseWriter writes the body of a response.
type responseWriter struct {
	io.Writer
	header http.Header
	code   int
}

func (w *responseWriter) Header() http.Header  { return w.header }
func (w *responseWriter) WriteHeader(code int) { w.code = code }

// serve serves the page until the process is interrupted or terminated.
func serve(handler http.Handler, address string) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	log.Printf("listening on %s", listener.Addr())
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", handler)
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	context.AfterFunc(ctx, func() { server.Shutdown(context.Background()) })
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
