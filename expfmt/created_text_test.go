package expfmt

import (
	"math"
	"testing"
)

func TestCreatedText(t *testing.T) {
	tests := map[int64]string{
		0:                      "\n",
		1:                      " st@0.000000001\n",
		1700000000_123456789:   " st@1700000000.123456789\n",
		1700000000_120000000:   " st@1700000000.12\n",
		-1_000_000_000:         " st@-1\n",
		math.MaxInt64:          " st@9223372036.854775807\n",
		math.MinInt64:          " st@-9223372036.854775808\n",
		999_999_999_999_999999: " st@999999999.999999999\n",
	}
	for created, want := range tests {
		text := NewCreatedText(created)
		if got := string(text.append([]byte("1.0"))); got != "1.0"+want {
			t.Errorf("%d: got %q, want %q", created, got, "1.0"+want)
		}
	}
}
