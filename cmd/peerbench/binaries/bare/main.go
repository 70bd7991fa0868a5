// Bare is the server that the others are compared with: it has no metrics.
package main

import (
	"log"
	"net/http"
)

func main() {
	mux := http.NewServeMux()
	mux.Handle("/metrics", http.NotFoundHandler())
	log.Fatal(http.ListenAndServe(":9399", mux))
}
