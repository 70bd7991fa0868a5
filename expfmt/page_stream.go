package expfmt

import (
	"bytes"
	"io"
)

// DecodeTextFrom is [DecodeText] for a page that is read while it is
// decoded, so the page may be larger than the memory. The decoder holds the
// names of all families and of their samples, and of the family that it
// reads about 30 bytes for each series, because none may come twice. The
// points of a histogram or a summary are held until the family ends, because
// lines of different series may alternate.
//
// An error of r is returned as it is.
func DecodeTextFrom(r io.Reader, enc Encoder) error {
	return newDecoder(&textGrammar, enc).decodeFrom(r)
}

// DecodeOpenMetricsFrom is [DecodeOpenMetrics] for a page that is read while
// it is decoded, as [DecodeTextFrom] does. It holds one point at a time, as
// the lines of a series stand together.
func DecodeOpenMetricsFrom(r io.Reader, enc Encoder) error {
	return newDecoder(&openMetricsGrammar, enc).decodeFrom(r)
}

// partSize is the number of bytes that a decoder reads at once. A line may
// be longer.
const partSize = 64 << 10

// decodeFrom decodes the page that r reads.
func (d *decoder) decodeFrom(r io.Reader) error {
	buf := make([]byte, 0, partSize)
	for {
		n, readErr := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if end := bytes.LastIndexByte(buf[len(buf)-n:], '\n') + 1; end > 0 {
			end += len(buf) - n
			if _, err := d.decodeLines(string(buf[:end])); err != nil {
				return err
			}
			buf = buf[:copy(buf, buf[end:])]
		}
		switch {
		case readErr == io.EOF:
			return d.decode(string(buf))
		case readErr != nil:
			return readErr
		case len(buf) == cap(buf):
			buf = append(buf, 0)[:len(buf)]
		}
	}
}
