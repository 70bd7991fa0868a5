package main

import (
	_ "embed"
	"regexp"
	"strings"
)

// The usage is the comment of the package, so that one can't lag behind
// the other.
//
//go:embed main.go
var mainFile string

func usage() string {
	comment, _, _ := strings.Cut(mainFile, "package main\n")
	return regexp.MustCompile("(?m)^// ?").ReplaceAllString(comment, "")
}
