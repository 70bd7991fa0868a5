// Default serves the go_* and process_* families, with client_golang.
package main

import (
	"log"
	"net/http"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

func main() {
	mux := http.NewServeMux()
	mux.Handle("/metrics", promhttp.Handler())
	log.Fatal(http.ListenAndServe(":9399", mux))
}
