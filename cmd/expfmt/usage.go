package main

import (
	_ "embed"
	"strings"
)

//go:embed main.go
var mainFile string

// usage returns the package comment, the only description of commands and flags.
func usage() string {
	comment, _, _ := strings.Cut(mainFile, "package main\n")
	var text strings.Builder
	for line := range strings.Lines(comment) {
		line = strings.TrimPrefix(line, "//")
		text.WriteString(strings.TrimPrefix(line, " "))
	}
	return text.String()
}
