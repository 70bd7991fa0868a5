package main

import (
	"io"

	"plainmetrics/expfmt"
)

// A conversion prints a page in a format while the page is read, and decodes
// the result again, to find the rules that it breaks.
type conversion struct {
	stdout io.Writer
	output format
	pipe   *io.PipeWriter // to the decoder
	broken chan error     // from the decoder
	failed error          // of stdout

	refused []error // of families that the format forbids
}

func newConversion(stdout io.Writer, output format) *conversion {
	result, pipe := io.Pipe()
	c := &conversion{stdout: stdout, output: output, pipe: pipe, broken: make(chan error, 1)}
	decode := output.decode
	if decode == nil {
		decode = readAll
	}
	go func() {
		err := decode(result, discard{})
		result.Close() // a broken rule ends decoding, and not printing
		c.broken <- err
	}()
	return c
}

// readAll reads a result in a format that has no decoder.
func readAll(result io.Reader, _ expfmt.Encoder) error {
	_, err := io.Copy(io.Discard, result)
	return err
}

// run converts a page. It returns the error of the page, and the first rule
// that the result breaks. If stdout fails, c.failed is set.
func (c *conversion) run(p *page) (err, broken error) {
	p.beforeRead = func() error { return c.failed }
	converted := expfmt.NewPage(c.output.print, nil)
	converted.Drain(c.print)
	if err = p.decode(converted); err == nil {
		converted.End()
	}
	c.refused = converted.Refused()
	c.pipe.Close()
	return err, <-c.broken
}

// print prints a part of the result.
func (c *conversion) print(part []byte) {
	if c.failed == nil {
		_, c.failed = c.stdout.Write(part)
	}
	_, _ = c.pipe.Write(part) // which fails behind a broken rule
}

// discard is an Encoder for pages that are only checked.
type discard struct{}

// Value implements expfmt.Encoder.
func (discard) Value(*expfmt.Family, expfmt.LabelSet, float64) {}

// Point implements expfmt.Encoder.
func (discard) Point(*expfmt.Family, expfmt.LabelSet, *expfmt.Point) {}
