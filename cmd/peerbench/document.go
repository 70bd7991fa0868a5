package main

import (
	"encoding/json"
	"io"

	"plainmetrics/cmd/peerbench/measure"
)

// A document is a report for machines: a JSON object.
type document struct {
	out io.Writer

	Machine machine          `json:"machine"`
	Quick   bool             `json:"quick,omitempty"`
	Rows    []measure.Result `json:"rows"`
}

func (d *document) begin([]measure.Row) {}

func (d *document) add(r measure.Result) { d.Rows = append(d.Rows, r) }

func (d *document) end() error {
	enc := json.NewEncoder(d.out)
	enc.SetIndent("", "\t")
	return enc.Encode(d)
}
