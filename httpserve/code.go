package httpserve

import (
	"net/http"
	"strconv"
	"sync"
)

// codeLabel returns the value of the code label for an HTTP status. Status 0,
// an answer without WriteHeader, is 200. Any number outside 100 to 599 is
// unknown, so the label has at most 501 values.
func codeLabel(status int) string {
	switch {
	case status == 0:
		status = http.StatusOK
	case status < 100 || status > 599:
		return "unknown"
	}
	start := 3 * (status - 100)
	return allCodes()[start : start+3]
}

// allCodes returns the numbers from 100 to 599 in a single string. A slice of
// the string, unlike strconv.Itoa, allocates nothing.
var allCodes = sync.OnceValue(func() string {
	codes := make([]byte, 0, 3*500)
	for status := 100; status <= 599; status++ {
		codes = strconv.AppendInt(codes, int64(status), 10)
	}
	return string(codes)
})
