package proccollect

import (
	"math"
	"os"
	"strings"
	"testing"
)

const huge = "18446744073709551615" // 2^64-1

var statTests = []struct {
	name, text string
	want       processStat
	err        string // part of the error; "" for none
}{
	{
		name: "plain", text: statText("cat", "7", "5", "919205", "1425006592", "2"),
		want: processStat{0.12, 9192.05, 1425006592, 2 * page, false},
	},
	{
		name: "kernel thread", text: statText("kworker/0:1-events", "0", "0", "0", "0", "0"),
	},
	{
		name: "zombie", text: zombieText,
		want: processStat{cpuSeconds: 0.01, isZombie: true},
	},
	{
		name: "zombie whose threads live on", text: strings.Replace(zombieText, " 20 0 1 ", " 20 0 11 ", 1),
		want: processStat{cpuSeconds: 0.01},
	},
	{
		name: "name of a zombie", text: statText("cat) Z 1 (b", "1", "0", "0", "0", "0"),
		want: processStat{cpuSeconds: 0.01},
	},
	{
		name: "name with spaces", text: statText("tmux: server S 1 2 3", "1", "0", "0", "0", "0"),
		want: processStat{cpuSeconds: 0.01},
	},
	{
		name: "name with parentheses", text: statText("a) S 1 (b)) (", "1", "0", "0", "0", "0"),
		want: processStat{cpuSeconds: 0.01},
	},
	{
		name: "name with a line feed", text: statText("a\n) b", "1", "0", "0", "0", "0"),
		want: processStat{cpuSeconds: 0.01},
	},
	{
		name: "empty name", text: statText("", "1", "0", "0", "0", "0"),
		want: processStat{cpuSeconds: 0.01},
	},
	{
		name: "huge numbers", text: statText("cat", huge, "0", huge, huge, huge),
		want: processStat{math.MaxUint64 / 100.0, math.MaxUint64 / 100.0, math.MaxUint64, math.MaxUint64 * page, false},
	},
	{
		name: "number too large", text: statText("cat", "1", "1", "1", "18446744073709551616", "1"),
		err: `field 23 (vsize): expected a number below 2^64, found "18446744073709551616"`,
	},
	{
		name: "sum too large", text: statText("cat", huge, "1", "0", "0", "0"),
		err: "expected a sum of utime and stime below 2^64, found more",
	},
	{
		name: "negative", text: statText("cat", "1", "-1", "0", "0", "0"),
		err: `field 15 (stime): expected a number below 2^64, found "-1"`,
	},
	{
		name: "not a number", text: statText("cat", "1", "1", "soon", "0", "0"),
		err: `field 22 (starttime): expected a number below 2^64, found "soon"`,
	},
	{
		name: "underscore", text: statText("cat", "1", "1", "0", "0", "1_000"),
		err: `field 24 (rss): expected a number below 2^64, found "1_000"`,
	},
	{
		name: "two spaces", text: statText("cat", " 1", "1", "0", "0", "0"),
		err: `field 14 (utime): expected a number below 2^64, found ""`,
	},
	{name: "empty", text: "", err: `expected a name in parentheses and a space, found ""`},
	{name: "no name", text: "42 cat S 1", err: `expected a name in parentheses and a space, found "42 cat S 1"`},
	{name: "no name but fields", text: " S" + strings.Repeat(" 1", 30), err: "expected a name in parentheses and a space, found \" S 1"},
	{name: "no space", text: "42 (cat)S 1", err: `expected a name in parentheses and a space, found "42 (cat)S 1"`},
	{name: "ends with the name", text: "42 (cat)", err: `expected a name in parentheses and a space, found "42 (cat)"`},
	{name: "ends early", text: "42 (cat) S 1 42 42", err: "expected field 14 (utime), found the end in field 6"},
	{
		name: "ends in the last number", text: before(statText("cat", "1", "1", "1", "1", "4711"), "711 "),
		err: "expected field 24 (rss), found the end in field 24",
	},
	{
		name: "another file", text: strings.Repeat("x", 100),
		err: `found "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" and more`,
	},
}

// zombieText is that of a process that has ended, with one thread.
var zombieText = strings.NewReplacer(") S ", ") Z ", " 20 0 11 ", " 20 0 1 ").Replace(statText("cat", "1", "0", "0", "0", "0"))

var page = float64(os.Getpagesize())

func before(text, mark string) string {
	head, _, _ := strings.Cut(text, mark)
	return head
}

func TestParseStat(t *testing.T) {
	for _, test := range statTests {
		t.Run(test.name, func(t *testing.T) {
			got, err := parseStat([]byte(test.text))
			if got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
			checkError(t, err, nonEmpty(test.err)...)
		})
	}
}

func nonEmpty(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

// FuzzStat holds parseStat against the obvious way to do it, for texts
// with a single space between their fields.
func FuzzStat(f *testing.F) {
	for _, test := range statTests {
		f.Add(test.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := parseStat([]byte(text))
		if rest := text[strings.LastIndex(text, ")")+1:]; rest != " "+strings.Join(strings.Fields(rest), " ") {
			return
		}
		want, ok := simpleStat(text)
		if got != want || (err == nil) != ok {
			t.Errorf("got %+v and error %v, want %+v and %v", got, err, want, ok)
		}
	})
}

func simpleStat(text string) (processStat, bool) {
	name := strings.LastIndex(text, ")")
	fields := strings.Fields(text[name+1:]) // the first is field 3
	if name < 0 || len(fields) <= 24-3+1 {
		return processStat{}, false
	}
	user, ok1 := number(fields[14-3])
	system, ok2 := number(fields[15-3])
	threads, ok6 := number(fields[20-3])
	start, ok3 := number(fields[22-3])
	virtual, ok4 := number(fields[23-3])
	resident, ok5 := number(fields[24-3])
	if !(ok1 && ok2 && ok3 && ok4 && ok5 && ok6) || math.MaxUint64-user < system {
		return processStat{}, false
	}
	return processStat{
		float64(user+system) / 100, float64(start) / 100,
		float64(virtual), float64(resident) * page,
		fields[0] == "Z" && threads <= 1,
	}, true
}
