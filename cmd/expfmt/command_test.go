package main

import (
	"strings"
	"testing"
)

func TestPrint(t *testing.T) {
	var stdout strings.Builder
	c := &command{stdout: &stdout}
	for _, result := range []string{"a 1\n", "", "b 2\n"} {
		if err := c.print([]byte(result)); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := stdout.String(), "a 1\nb 2\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if err := (&command{stdout: failingWriter{}}).print([]byte("a")); err == nil {
		t.Error("failing stdout: got no error")
	}
}
