package main

import (
	_ "embed"
	"strings"
)

//go:embed doc.go
var docFile string

// usage returns the package comment, the only description of the command.
// Headings lose their mark.
func usage() string {
	comment, _, _ := strings.Cut(docFile, "package main\n")
	var text strings.Builder
	for line := range strings.Lines(comment) {
		line = strings.TrimPrefix(strings.TrimPrefix(line, "//"), " ")
		text.WriteString(strings.TrimPrefix(line, "# "))
	}
	return text.String()
}
