// Package projects builds and tests other people's code with plainmetrics:
// libraries and exporters that use client_golang, as the Go module proxy
// serves them. None of their code is here: the module requires them.
//
//	go test -C cmd/peerbench/projects . -timeout 1h                 # all
//	go test -C cmd/peerbench/projects . -short                      # five of them
//	go test -C cmd/peerbench/projects . -project ^tally$ -way a -v  # one of them, in one way
//
// A project is built and its metric tests are run in three ways:
//
//   - 0, unchanged, with client_golang. The tests that pass here are the
//     tests that count.
//   - a, with the imports of the project's own module swapped, see package
//     swap. Its dependencies keep client_golang.
//   - b, with not a byte changed, and the replacement module in place of
//     client_golang, for the project and for its dependencies.
//
// A way is good if all chosen packages build and every test that counts
// passes. Where a project is known to fall short, the list says why, and the
// test fails as soon as that is no longer so.
package projects

// A Project is a module of other people, and the packages of it that are
// built and tested.
type Project struct {
	Name   string
	Module string

	// Packages are paths below the module's, such as "./metrics". The tests
	// are those whose names match the regular expression Run, and not Skip.
	Packages  []string
	Run, Skip string

	Short bool // is one of those under -short

	// WhyNotSwapped and WhyNotReplaced say why way a and way b are not good.
	// A way must be good if its reason is "".
	WhyNotSwapped, WhyNotReplaced string
}

// all lists the projects. A module that the proxy does not serve is not among
// them.
var all = []Project{
	{Name: "alertmanager", Module: "github.com/prometheus/alertmanager", Packages: []string{"./dispatch", "./nflog", "./notify", "./silence"}},
	{Name: "cadvisor", Module: "github.com/google/cadvisor", Packages: []string{"./metrics"}, WhyNotSwapped: "its tests give gathered families to prometheus/common: generated protobuf"},
	{Name: "caddy", Module: "github.com/caddyserver/caddy/v2", Packages: []string{".", "./modules/caddyhttp", "./modules/metrics"}, Run: "(?i)metric|Admin", WhyNotSwapped: "the exporter of opentelemetry, a dependency, takes a Gatherer of client_golang"},
	{Name: "client_golang/exp", Module: "github.com/prometheus/client_golang/exp", Packages: []string{"./api/remote"}},
	{Name: "component-base", Module: "k8s.io/component-base", Packages: []string{"./metrics", "./metrics/legacyregistry", "./metrics/prometheus/workqueue", "./metrics/prometheusextension", "./metrics/testutil"}, WhyNotSwapped: "implements metric interfaces, for metrics that are off"},
	{Name: "controller-runtime", Module: "sigs.k8s.io/controller-runtime", Packages: []string{"./pkg/certwatcher", "./pkg/internal/controller", "./pkg/internal/metrics", "./pkg/metrics", "./pkg/metrics/filters", "./pkg/metrics/server"}, WhyNotSwapped: "its tests implement a metric interface"},
	{Name: "coredns", Module: "github.com/coredns/coredns", Packages: []string{"./plugin/metrics", "./plugin/metrics/vars"}, WhyNotSwapped: "its tests read families with protobuf and prometheus/common"},
	{Name: "dskit", Module: "github.com/grafana/dskit", Packages: []string{"./cache", "./gate", "./hedging", "./instrument", "./metrics", "./middleware"}},
	{Name: "echo-contrib", Module: "github.com/labstack/echo-contrib", Packages: []string{"./echoprometheus", "./prometheus"}, WhyNotSwapped: "gives gathered families to prometheus/common: generated protobuf"},
	{Name: "etcd", Module: "go.etcd.io/etcd/server/v3", Packages: []string{"./etcdserver/api/etcdhttp", "./etcdserver/txn"}},
	{Name: "fiberprometheus", Module: "github.com/ansrivas/fiberprometheus/v2", Packages: []string{"."}},
	{Name: "go-conntrack", Module: "github.com/mwitkow/go-conntrack", Packages: []string{"."}},
	{Name: "go-gin-prometheus", Module: "github.com/zsais/go-gin-prometheus", Packages: []string{"."}},
	{Name: "go-grpc-middleware", Module: "github.com/grpc-ecosystem/go-grpc-middleware/providers/prometheus", Packages: []string{"."}, Short: true, WhyNotSwapped: "asserts the interface of exemplars on the result of a vector, here a pointer"},
	{Name: "go-grpc-prometheus", Module: "github.com/grpc-ecosystem/go-grpc-prometheus", Packages: []string{"."}},
	{Name: "go-http-metrics", Module: "github.com/slok/go-http-metrics", Packages: []string{"./metrics/prometheus", "./middleware/std"}},
	{Name: "go-kit", Module: "github.com/go-kit/kit", Packages: []string{"./metrics/prometheus"}, Short: true},
	{Name: "go-metrics", Module: "github.com/hashicorp/go-metrics", Packages: []string{"./prometheus"}, Short: true, WhyNotSwapped: "its tests decode families with prometheus/common: generated protobuf"},
	{Name: "gorm", Module: "gorm.io/plugin/prometheus", Packages: []string{"."}},
	{Name: "kprom", Module: "github.com/twmb/franz-go/plugin/kprom", Packages: []string{"."}},
	{Name: "node_exporter", Module: "github.com/prometheus/node_exporter", Packages: []string{".", "./collector"}, Short: true, WhyNotSwapped: "returns families that prometheus/common parsed: generated protobuf"},
	{Name: "objstore", Module: "github.com/thanos-io/objstore", Packages: []string{"."}},
	{Name: "opencensus", Module: "contrib.go.opencensus.io/exporter/prometheus", Packages: []string{"."}},
	{Name: "opentelemetry", Module: "go.opentelemetry.io/otel/exporters/prometheus", Packages: []string{"."}, WhyNotSwapped: "chooses names by a variable of prometheus/common"},
	{Name: "opentelemetry-collector", Module: "github.com/open-telemetry/opentelemetry-collector-contrib/exporter/prometheusexporter", Packages: []string{"."}, WhyNotSwapped: "its tests compare fields of families with types of protobuf"},
	{Name: "pebble", Module: "github.com/cockroachdb/pebble/v2", Packages: []string{"./record"}},
	{Name: "pgxpoolprometheus", Module: "github.com/IBM/pgxpoolprometheus", Packages: []string{"."}},
	{Name: "prometheus", Module: "github.com/prometheus/prometheus", Packages: []string{"./rules", "./scrape", "./storage/remote"}, WhyNotSwapped: "scrape marshals families: generated protobuf"},
	{Name: "statsd_exporter", Module: "github.com/prometheus/statsd_exporter", Packages: []string{".", "./pkg/event", "./pkg/exporter", "./pkg/line", "./pkg/mapper", "./pkg/relay"}},
	{Name: "tally", Module: "github.com/uber-go/tally/v4", Packages: []string{"./prometheus"}, Short: true},
}

// paths returns the import paths of the packages.
func (p *Project) paths() []string {
	var paths []string
	for _, dir := range p.Packages {
		paths = append(paths, p.Module+dir[1:])
	}
	return paths
}

// whyNot returns why a way is not good, and "" if it must be.
func (p *Project) whyNot(w way) string {
	if w == swapped {
		return p.WhyNotSwapped
	}
	return p.WhyNotReplaced
}
