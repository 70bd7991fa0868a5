package httpserve

import (
	"strconv"
	"testing"
)

// simpleCodeLabel is codeLabel with an allocation.
func simpleCodeLabel(status int) string {
	if status == 0 {
		return "200"
	}
	if status < 100 || status >= 600 {
		return "unknown"
	}
	return strconv.Itoa(status)
}

func TestCodeLabel(t *testing.T) {
	for status := -1; status <= 1000; status++ {
		if got, want := codeLabel(status), simpleCodeLabel(status); got != want {
			t.Errorf("status %d: got %q, want %q", status, got, want)
		}
	}
}
