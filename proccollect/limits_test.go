package proccollect

import (
	"strings"
	"testing"
)

var limitsTests = []struct {
	name, text string
	want       limits
	err        string
}{
	{name: "plain", text: limitsText("1024", "4294967296"), want: limits{1024, 4294967296}},
	{name: "unlimited", text: limitsText("1024", "unlimited"), want: limits{1024, unlimited}},
	{name: "all unlimited", text: limitsText("unlimited", "unlimited"), want: limits{unlimited, unlimited}},
	{name: "zero", text: limitsText("0", "0")},
	{name: "huge", text: limitsText("18446744073709551614", huge), want: limits{unlimited - 1, unlimited}},
	{
		name: "other order", text: "Max address space 5 6 bytes\nMax open files 7 8 files\n",
		want: limits{openFiles: 7, addressSpace: 5},
	},
	{
		name: "similar names", text: "Max open filesystems 1 2\nMax address spaces 3 4\n" + limitsText("7", "5"),
		want: limits{openFiles: 7, addressSpace: 5},
	},
	{
		name: "too large", text: limitsText("18446744073709551616", "0"),
		err: `"Max open files ": expected a number below 2^64, found "18446744073709551616"`,
	},
	{
		name: "negative", text: limitsText("1024", "-1"),
		err: `"Max address space ": expected a number below 2^64, found "-1"`,
	},
	{name: "no value", text: "Max open files   \n", err: `"Max open files ": expected a number below 2^64, found ""`},
	{name: "empty", err: `expected a line that starts with "Max open files ", found none`},
	{
		name: "one line missing", text: "Max open files 7 8 files\n",
		err: `expected a line that starts with "Max address space ", found none`,
	},
	{
		name: "ends in a number", text: before(limitsText("1024", "4294967296"), "67296"),
		err: `expected a line that starts with "Max address space ", found none that is whole`,
	},
}

func TestParseLimits(t *testing.T) {
	for _, test := range limitsTests {
		t.Run(test.name, func(t *testing.T) {
			got, err := parseLimits([]byte(test.text))
			if got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
			checkError(t, err, nonEmpty(test.err)...)
		})
	}
}

// FuzzLimits holds parseLimits against the obvious way to do it, for texts
// without other white space than spaces and line feeds.
func FuzzLimits(f *testing.F) {
	for _, test := range limitsTests {
		f.Add(test.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := parseLimits([]byte(text))
		if strings.Join(strings.Fields(text), "") != strings.NewReplacer(" ", "", "\n", "").Replace(text) {
			return
		}
		openFiles, ok1 := simpleLimit(text, "Max open files ")
		addressSpace, ok2 := simpleLimit(text, "Max address space ")
		want := limits{openFiles, addressSpace}
		if !ok1 || !ok2 {
			want = limits{}
		}
		if got != want || (err == nil) != (ok1 && ok2) {
			t.Errorf("got %+v and error %v, want %+v and %v", got, err, want, ok1 && ok2)
		}
	})
}

func simpleLimit(text, name string) (limit, bool) {
	lines := strings.Split(text, "\n")
	for _, line := range lines[:len(lines)-1] {
		if !strings.HasPrefix(line, name) {
			continue
		}
		fields := strings.Fields(line[len(name):])
		if len(fields) == 0 {
			return 0, false
		}
		if fields[0] == "unlimited" {
			return unlimited, true
		}
		n, ok := number(fields[0])
		return limit(n), ok
	}
	return 0, false
}
