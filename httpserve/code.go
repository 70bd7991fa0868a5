package httpserve

import (
	"net/http"
	"strconv"
	"sync"
)

// codeLabel returns the value of the code label for an HTTP status. An
// answer that does not say its status, 0, has 200. What is no status is
// unknown, so that there are at most 501 series.
func codeLabel(status int) string {
	switch {
	case status == 0:
		status = http.StatusOK
	case status < 100 || status > 599:
		return "unknown"
	}
	at := 3 * (status - 100)
	return allCodes()[at : at+3]
}

// allCodes returns the numbers from 100 to 599 one behind the other:
// cutting one out, unlike strconv.Itoa, allocates nothing.
var allCodes = sync.OnceValue(func() string {
	codes := make([]byte, 0, 3*500)
	for status := 100; status <= 599; status++ {
		codes = strconv.AppendInt(codes, int64(status), 10)
	}
	return string(codes)
})
