package push_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"

	"plainmetrics/registry"
	"plainmetrics/registry/push"
)

func ExamplePusher_Push() {
	gateway := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		fmt.Println(r.Method, r.URL.Path)
	}))
	defer gateway.Close()

	backup := registry.NewGauge(registry.GaugeOpts{
		Name: "backup_last_success_timestamp_seconds",
		Help: "Time of the last complete backup.",
	})
	backup.SetToCurrentTime()
	err := push.New(gateway.URL, "backup").
		Grouping("db", "orders").
		Collector(backup).
		Push()
	if err != nil {
		fmt.Println(err)
	}
	// Output: PUT /metrics/job/backup/db/orders
}
