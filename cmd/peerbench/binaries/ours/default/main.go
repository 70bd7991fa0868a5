// Default serves the go_* and process_* families, with plainmetrics.
package main

import (
	"log"
	"net/http"

	"plainmetrics/httpserve"
)

func main() {
	mux := http.NewServeMux()
	mux.Handle("/metrics", httpserve.Handler())
	log.Fatal(http.ListenAndServe(":9399", mux))
}
