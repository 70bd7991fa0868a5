package main

import (
	"errors"
	"testing"

	"plainmetrics/expfmt"
)

func TestPageTitle(t *testing.T) {
	for _, test := range []struct{ name, want string }{
		{"-", "<stdin>"},
		{"page.txt", "page.txt"},
		{"./-", "./-"},
		{"http://host/metrics", "http://host/metrics"},
		{"http://me:secret@host/metrics", "http://me:xxxxx@host/metrics"},
		{"https://me@host/", "https://me@host/"},
		{"me:secret@file", "me:secret@file"},
	} {
		if got := pageTitle(test.name); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

func TestIsURL(t *testing.T) {
	for name, want := range map[string]bool{
		"http://host": true, "https://host": true, "http:/host": false,
		"ftp://host": false, "http": false, "-": false, "a/http://b": false,
	} {
		if got := isURL(name); got != want {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
}

func TestLocated(t *testing.T) {
	p := &page{title: "a.txt"}
	syntax := &expfmt.SyntaxError{Line: 3, Column: 7, Err: errors.New("expected a number")}
	if got, want := p.located(syntax).Error(), "a.txt:3:7: expected a number"; got != want {
		t.Errorf("with a position: got %s, want %s", got, want)
	}
	other := errors.New("no space")
	if got := p.located(other); got.Error() != "a.txt: no space" || !errors.Is(got, other) {
		t.Errorf("without a position: got %v, want a.txt: no space", got)
	}
}
