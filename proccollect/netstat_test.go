package proccollect

import (
	"math"
	"slices"
	"strings"
	"testing"
)

var netstatTests = []struct {
	name, text string
	want       network
	err        string
}{
	{name: "plain", text: netstatText("InOctets 88350844", "OutOctets 183124"), want: network{88350844, 183124}},
	{name: "other order", text: netstatText("OutOctets 2", "New 9", "InOctets 1"), want: network{1, 2}},
	{name: "these columns alone", text: "IpExt: InOctets OutOctets\nIpExt: 1 2\n", want: network{1, 2}},
	{name: "other columns are not read", text: netstatText("InOctets 1", "X -1", "OutOctets 2"), want: network{1, 2}},
	{name: "huge", text: netstatText("InOctets "+huge, "OutOctets 1"), want: network{math.MaxUint64, 1}},
	{
		name: "too large", text: netstatText("InOctets 1", "OutOctets 18446744073709551616"),
		err: `column OutOctets: expected a number below 2^64, found "18446744073709551616"`,
	},
	{
		name: "negative", text: netstatText("InOctets -1", "OutOctets 1"),
		err: `column InOctets: expected a number below 2^64, found "-1"`,
	},
	{name: "no InOctets", text: netstatText("OutOctets 1"), err: "expected a column InOctets, found none"},
	{name: "no OutOctets", text: netstatText("InOctets 1"), err: "expected a column OutOctets, found none"},
	{name: "empty", err: `expected a line that starts with "IpExt: ", found none`},
	{
		name: "no IpExt", text: "TcpExt: InOctets OutOctets\nTcpExt: 1 2\n",
		err: `expected a line that starts with "IpExt: ", found none`,
	},
	{
		name: "ends after the names", text: "IpExt: InOctets OutOctets\n",
		err: `expected a second line that starts with "IpExt: ", found ""`,
	},
	{
		name: "ends in a number", text: "IpExt: InOctets OutOctets\nIpExt: 88350844 1831",
		err: `expected a second line that starts with "IpExt: ", found "IpExt: 88350844 1831"`,
	},
	{
		name: "other second line", text: "IpExt: InOctets OutOctets\nTcpExt: 1 2\n",
		err: `expected a second line that starts with "IpExt: ", found "TcpExt: 1 2"`,
	},
	{
		name: "too few values", text: "IpExt: A InOctets OutOctets\nIpExt: 1 2\n",
		err: `"IpExt: ": expected 3 values, one for each name, found 2`,
	},
	{
		name: "too many values", text: "IpExt: InOctets OutOctets\nIpExt: 1 2 3\n",
		err: `"IpExt: ": expected 2 values, one for each name, found 3`,
	},
}

func TestParseNetstat(t *testing.T) {
	for _, test := range netstatTests {
		t.Run(test.name, func(t *testing.T) {
			got, err := parseNetstat([]byte(test.text))
			if got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
			checkError(t, err, nonEmpty(test.err)...)
		})
	}
}

// FuzzNetstat holds parseNetstat against the obvious way to do it.
func FuzzNetstat(f *testing.F) {
	for _, test := range netstatTests {
		f.Add(test.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := parseNetstat([]byte(text))
		want, ok := simpleNetstat(text)
		if got != want || (err == nil) != ok {
			t.Errorf("got %+v and error %v, want %+v and %v", got, err, want, ok)
		}
	})
}

func simpleNetstat(text string) (network, bool) {
	lines := strings.Split(text, "\n")
	lines = lines[:len(lines)-1] // what follows the last line feed is no line
	isIPExt := func(line string) bool { return strings.HasPrefix(line, "IpExt: ") }
	i := slices.IndexFunc(lines, isIPExt)
	if i < 0 || i+1 == len(lines) || !isIPExt(lines[i+1]) {
		return network{}, false
	}
	names, values := strings.Split(lines[i], " "), strings.Split(lines[i+1], " ")
	in, out := slices.Index(names, "InOctets"), slices.Index(names, "OutOctets")
	if len(names) != len(values) || in < 0 || out < 0 {
		return network{}, false
	}
	received, ok1 := number(values[in])
	sent, ok2 := number(values[out])
	if !ok1 || !ok2 {
		return network{}, false
	}
	return network{received, sent}, true
}
