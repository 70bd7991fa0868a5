package proccollect

import "bytes"

// findLine returns what follows prefix in the first line that starts with
// it, and the lines below. A line without a line feed at its end is not
// whole, so it is not found.
func findLine(text []byte, prefix string) (line, below []byte, ok bool) {
	for {
		line, text, ok = bytes.Cut(text, []byte("\n"))
		if !ok {
			return nil, nil, false
		}
		if after, found := bytes.CutPrefix(line, []byte(prefix)); found {
			return after, text, true
		}
	}
}
