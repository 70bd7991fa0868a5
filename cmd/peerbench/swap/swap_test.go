package swap

import "testing"

func TestImports(t *testing.T) {
	source := `package main

import (
	"fmt"

	"github.com/prometheus/client_golang/prometheus"
	auto "github.com/prometheus/client_golang/prometheus/promauto"
	"github.com/prometheus/client_golang/prometheus/graphite"
	dto "github.com/prometheus/client_model/go"
)

import _ "github.com/prometheus/client_model/go"
import "github.com/prometheus/client_model/go"
import "github.com/prometheus/client_golang/prometheus/promhttp" // the handler

var path = "github.com/prometheus/client_golang/prometheus"
`
	want := `package main

import (
	"fmt"

	prometheus "plainmetrics/registry"
	auto "plainmetrics/registry/promauto"
	"github.com/prometheus/client_golang/prometheus/graphite"
	dto "plainmetrics/registry/model"
)

import _ "plainmetrics/registry/model"
import io_prometheus_client "plainmetrics/registry/model"
import promhttp "plainmetrics/httpserve" // the handler

var path = "github.com/prometheus/client_golang/prometheus"
`
	got, err := Imports([]byte(source))
	if err != nil || string(got) != want {
		t.Errorf("\ngot  %s, error %v\nwant %s", got, err, want)
	}
}

func TestImportsOfNonsense(t *testing.T) {
	if _, err := Imports([]byte("import")); err == nil {
		t.Error("expected an error for a file without a package")
	}
}
