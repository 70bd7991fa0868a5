package expfmt

import (
	"strings"
	"testing"
)

var escapes = []struct{ plain, help, quoted string }{
	{"", ``, `""`},
	{"plain", `plain`, `"plain"`},
	{`\`, `\\`, `"\\"`},
	{"\n", `\n`, `"\n"`},
	{`"`, `"`, `"\""`},
	{`\n`, `\\n`, `"\\n"`},
	{"\\\n\"", `\\\n"`, `"\\\n\""`},
	{"a\\b\nc\"d", `a\\b\nc"d`, `"a\\b\nc\"d"`},
	{"\r\t\x00'{}=,", "\r\t\x00'{}=,", "\"\r\t\x00'{}=,\""},
	{"é花😱", `é花😱`, `"é花😱"`},
}

func TestAppendHelp(t *testing.T) {
	for _, tt := range escapes {
		if got := string(appendEscaped([]byte("x"), tt.plain, false)); got != "x"+tt.help {
			t.Errorf("%q: got %s, want x%s", tt.plain, got, tt.help)
		}
	}
}

func TestAppendQuoted(t *testing.T) {
	for _, tt := range escapes {
		if got := string(appendQuoted([]byte("x"), tt.plain)); got != "x"+tt.quoted {
			t.Errorf("%q: got %s, want x%s", tt.plain, got, tt.quoted)
		}
	}
}

func TestCutQuoted(t *testing.T) {
	for _, tt := range escapes {
		if got, rest := cutQuoted(tt.quoted + `,"x`); got != tt.plain || rest != `,"x` {
			t.Errorf("%s: got %q and %q, want %q and %q", tt.quoted, got, rest, tt.plain, `,"x`)
		}
	}
}

func TestUnescapeText(t *testing.T) {
	for _, tt := range escapes {
		for _, escaped := range []string{tt.help, tt.quoted[1 : len(tt.quoted)-1]} {
			if got := unescapeText(escaped); got != tt.plain {
				t.Errorf("%s: got %q, want %q", escaped, got, tt.plain)
			}
		}
	}
	for escaped, want := range map[string]string{`\t\é`: `\t\é`, `a\`: `a\`, `\\\`: `\\`, `\n\x`: "\n" + `\x`} {
		if got := unescapeText(escaped); got != want {
			t.Errorf("%s: got %q, want %q", escaped, got, want)
		}
	}
}

func TestUnescape(t *testing.T) {
	want := map[byte]byte{'n': '\n', '\\': '\\', '"': '"'}
	for c := range 256 {
		got, ok := unescape(byte(c))
		if plain, known := want[byte(c)]; ok != known || got != plain {
			t.Errorf("%q: got %q, %v, want %q, %v", c, got, ok, plain, known)
		}
	}
}

// awkward has every text of up to two of the bytes that escaping and
// order trip over: those that are escaped, those that stand right below
// and above a quote and a backslash, and the letter of the one escape that
// does not stand for itself.
var awkward = func() []string {
	letters := strings.Split("\x00 \t \n \v ! \" # [ \\ ] n é", " ")
	all := append([]string{""}, letters...)
	for _, a := range letters {
		for _, b := range letters {
			all = append(all, a+b)
		}
	}
	return all
}()

// The escaper copies whole runs; the twin replaces one by one.
func TestAppendEscapedAgreesWithItsTwin(t *testing.T) {
	help := strings.NewReplacer(`\`, `\\`, "\n", `\n`)
	value := strings.NewReplacer(`\`, `\\`, "\n", `\n`, `"`, `\"`)
	for _, a := range awkward {
		for _, b := range awkward {
			plain := a + b
			if got, want := string(appendEscaped(nil, plain, false)), help.Replace(plain); got != want {
				t.Errorf("HELP %q: got %s, want %s", plain, got, want)
			}
			if got, want := string(appendEscaped(nil, plain, true)), value.Replace(plain); got != want {
				t.Errorf("value %q: got %s, want %s", plain, got, want)
			}
		}
	}
}
