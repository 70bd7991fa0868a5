package expfmt

import (
	"errors"
	"testing"
)

func TestSyntaxError(t *testing.T) {
	err := DecodeText([]byte("a 1\n\na{b=\"c\"}  x\n"), new(recorder))
	if got, want := err.Error(), `expfmt: line 3, column 11: expected a number, found "x"`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	var syntax *SyntaxError
	if !errors.As(err, &syntax) {
		t.Fatalf("got a %T, want a *SyntaxError", err)
	}
	if syntax.Line != 3 || syntax.Column != 11 || !errors.Is(err, syntax.Err) {
		t.Errorf("got %#v", syntax)
	}
}
