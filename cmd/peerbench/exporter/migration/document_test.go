package migration

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
)

// A hunk replaces lines of a file by others.
type hunk struct{ was, becomes string }

// changes are the hunks of a diff by file.
type changes map[string][]hunk

// section returns the section of docs/migrating.md with the given heading.
func section(t *testing.T, heading string) string {
	t.Helper()
	text, err := os.ReadFile("../../../../docs/migrating.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, ok := strings.Cut(string(text), "\n## "+heading+"\n")
	if !ok {
		t.Fatalf("expected the section %q, found none", heading)
	}
	section, _, _ = strings.Cut(section, "\n## ")
	return section
}

// blocks returns the code blocks of the section in the given language, of
// which there is at least one.
func blocks(t *testing.T, heading, language string) []string {
	t.Helper()
	found := strings.Split(section(t, heading), "```"+language+"\n")[1:]
	if len(found) == 0 {
		t.Fatalf("expected a block of %s in the section %q, found none", language, heading)
	}
	for i, block := range found {
		found[i], _, _ = strings.Cut(block, "```")
	}
	return found
}

// scripts returns the shell scripts of the section.
func scripts(t *testing.T, heading string) []string { return blocks(t, heading, "sh") }

// documented returns the diffs in the section.
func documented(t *testing.T, heading string) changes {
	t.Helper()
	found := make(changes)
	for _, diff := range blocks(t, heading, "diff") {
		found.add(diff)
	}
	return found
}

// add adds the hunks of a unified diff. Numbers of lines don't count.
func (c changes) add(diff string) {
	var file string
	for line := range strings.Lines(diff) {
		switch {
		case strings.HasPrefix(line, "--- "):
		case strings.HasPrefix(line, "+++ "):
			file = strings.TrimSpace(line[len("+++ "):])
		case strings.HasPrefix(line, "@@"):
			c[file] = append(c[file], hunk{})
		default:
			h := &c[file][len(c[file])-1]
			if line[0] != '+' {
				h.was += line[1:]
			}
			if line[0] != '-' {
				h.becomes += line[1:]
			}
		}
	}
}

// apply returns the source with the changes of the file.
func (c changes) apply(t *testing.T, file string, source []byte) []byte {
	t.Helper()
	if len(c[file]) == 0 {
		t.Fatalf("expected a diff of %s, found none", file)
	}
	for _, h := range c[file] {
		if n := bytes.Count(source, []byte(h.was)); n != 1 {
			t.Fatalf("%s: expected these lines once, found them %d times:\n%s", file, n, h.was)
		}
		source = bytes.Replace(source, []byte(h.was), []byte(h.becomes), 1)
	}
	return source
}

// sortedLines returns the lines in order, without empty ones.
func sortedLines(text []byte) []byte {
	lines := bytes.Split(text, []byte("\n"))
	lines = slices.DeleteFunc(lines, func(line []byte) bool { return len(line) == 0 })
	slices.SortFunc(lines, bytes.Compare)
	return bytes.Join(lines, []byte("\n"))
}
