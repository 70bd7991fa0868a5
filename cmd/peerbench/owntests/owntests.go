// Package owntests runs client_golang's own tests against plainmetrics.
//
//	go test -C cmd/peerbench ./owntests
//
// A test can be taken if it uses exported names only: then it is a program
// that a user could have written, and it must mean the same after the import
// swap. The package reads client_golang's test files from the module cache,
// finds those tests and the declarations that they need, and makes tests of
// another package of them: NewCounter becomes prometheus.NewCounter. It
// compiles them twice, against client_golang and, with other imports, against
// plainmetrics, and runs each in a process of its own. No line of them is
// part of this repository.
package owntests

// packages are client_golang's packages whose tests are taken.
var packages = []string{
	"github.com/prometheus/client_golang/prometheus",
	"github.com/prometheus/client_golang/prometheus/collectors",
	"github.com/prometheus/client_golang/prometheus/collectors/version",
	"github.com/prometheus/client_golang/prometheus/promauto",
	"github.com/prometheus/client_golang/prometheus/promhttp",
	"github.com/prometheus/client_golang/prometheus/push",
	"github.com/prometheus/client_golang/prometheus/testutil",
	"github.com/prometheus/client_golang/prometheus/testutil/promlint",
}

// ours has the import path that takes the place of each of client_golang's,
// and of the packages that know generated protobuf messages. An empty path
// says that the import is left out.
var ours = map[string]string{
	"github.com/prometheus/client_golang/prometheus":                    "plainmetrics/registry",
	"github.com/prometheus/client_golang/prometheus/collectors":         "plainmetrics/runtimecollect/collectors",
	"github.com/prometheus/client_golang/prometheus/collectors/version": "plainmetrics/runtimecollect/collectors/version",
	"github.com/prometheus/client_golang/prometheus/promauto":           "plainmetrics/registry/promauto",
	"github.com/prometheus/client_golang/prometheus/promhttp":           "plainmetrics/httpserve",
	"github.com/prometheus/client_golang/prometheus/promhttp/zstd":      "",
	"github.com/prometheus/client_golang/prometheus/push":               "plainmetrics/registry/push",
	"github.com/prometheus/client_golang/prometheus/testutil":           "plainmetrics/registry/testutil",
	"github.com/prometheus/client_golang/prometheus/testutil/promlint":  "plainmetrics/registry/testutil/promlint",
	"github.com/prometheus/client_model/go":                             "plainmetrics/registry/model",
	"github.com/prometheus/common/expfmt":                               standIns + "expfmt",
	"google.golang.org/protobuf/encoding/protojson":                     standIns + "protojson",
	"google.golang.org/protobuf/proto":                                  standIns + "proto",
	"google.golang.org/protobuf/types/known/timestamppb":                standIns + "timestamppb",
}

// standIns has the packages that stand in for those whose arguments are
// generated protobuf messages, such as proto.Equal. A user of plain structs
// does without them.
const standIns = "plainmetrics/cmd/peerbench/owntests/standin/"
