package proccollect

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"plainmetrics/expfmt"
)

// A tree is a proc filesystem on disk, with the files that are read.
type tree string

// newTree returns a tree with process 42, the one on the seed page.
func newTree(t *testing.T) tree {
	t.Helper()
	root := tree(t.TempDir())
	root.write(t, "stat", bootText("1629960000"))
	root.addProcess(t, 42, statText("acra-server", "7", "5", "919205", "1425006592", seedPages()))
	return root
}

func (root tree) addProcess(t *testing.T, pid int, stat string) {
	t.Helper()
	process := strconv.Itoa(pid)
	root.write(t, process+"/stat", stat)
	root.write(t, process+"/limits", limitsText("1048576", "unlimited"))
	root.write(t, process+"/net/netstat", netstatText("InOctets 88350844", "OutOctets 183124"))
	for fd := range 10 {
		root.write(t, fmt.Sprintf("%s/fd/%d", process, fd), "")
	}
}

func (root tree) path(name string) string { return filepath.Join(string(root), name) }

func (root tree) write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(root.path(name)), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(root.path(name), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func (root tree) remove(t *testing.T, name string) {
	t.Helper()
	if err := os.RemoveAll(root.path(name)); err != nil {
		t.Fatal(err)
	}
}

// replace puts a directory in the place of a file, which no user, not even
// root, can read as one.
func (root tree) replace(t *testing.T, name string) {
	t.Helper()
	root.remove(t, name)
	if err := os.Mkdir(root.path(name), 0o777); err != nil {
		t.Fatal(err)
	}
}

// options are those for process 42.
func (root tree) options(s Set) Options {
	return Options{Set: s, ProcRoot: string(root), PID: func() (int, error) { return 42, nil }}
}

// seedResident is the resident memory on the seed page, in bytes.
const seedResident = 23232512

func seedPages() string { return strconv.Itoa(seedResident / os.Getpagesize()) }

// statText is a /proc/PID/stat of Linux 6.18.
func statText(name, user, system, start, virtual, resident string) string {
	return fmt.Sprintf("42 (%s) S 1 42 42 0 -1 4194560 3057 0 8 0 %s %s 0 0 20 0 11 0 %s %s %s "+
		"18446744073709551615 94361751097344 94361751117225 140735173518736 0 0 0 0 0 2143420159 0 0 0 17 1 0 0 0 0 0 "+
		"94361751133232 94361751134848 94361781481472 140735173524068 140735173524129 140735173524129 140735173525483 0\n",
		name, user, system, start, virtual, resident)
}

// limitsText is a /proc/PID/limits.
func limitsText(openFiles, addressSpace string) string {
	var b strings.Builder
	for _, line := range [][4]string{
		{"Limit", "Soft Limit", "Hard Limit", "Units"},
		{"Max cpu time", "unlimited", "unlimited", "seconds"},
		{"Max core file size", "0", "unlimited", "bytes"},
		{"Max open files", openFiles, "2097152", "files"},
		{"Max address space", addressSpace, "unlimited", "bytes"},
		{"Max nice priority", "0", "0", ""},
		{"Max realtime timeout", "unlimited", "unlimited", "us"},
	} {
		fmt.Fprintf(&b, "%-25s %-20s %-20s %-10s\n", line[0], line[1], line[2], line[3])
	}
	return b.String()
}

// netstatText is a /proc/PID/net/netstat whose IpExt has the given
// columns, each a name and a value, among others.
func netstatText(columns ...string) string {
	names, values := "IpExt: InNoRoutes", "IpExt: 0"
	for _, column := range append(columns, "InMcastOctets 3") {
		name, value, _ := strings.Cut(column, " ")
		names += " " + name
		values += " " + value
	}
	return "TcpExt: SyncookiesSent TW InOctets\nTcpExt: 0 18 7\n" + names + "\n" + values + "\nMPTcpExt: WinProbe\nMPTcpExt: 0\n"
}

// bootText is a /proc/stat.
func bootText(btime string) string {
	return "cpu  6413 0 4312 469453 515 0 249 2454 0 0\ncpu0 6413 0 4312 469453 515 0 249 2454 0 0\n" +
		"intr 295454 0 0 1\nctxt 1990473\nbtime " + btime + "\nprocesses 2915\nprocs_running 1\n"
}

// scrape returns the page of c and the error of Collect.
func scrape(c *Collector) (string, error) {
	page := expfmt.NewPage(expfmt.Text{}, nil)
	err := c.Encode(context.Background(), page)
	return string(page.End()), err
}

// mustScrape returns the values on the page of c, by the names of the
// families.
func mustScrape(t *testing.T, c *Collector) map[string]float64 {
	t.Helper()
	page, err := scrape(c)
	if err != nil {
		t.Fatal(err)
	}
	return values(t, page)
}

func values(t *testing.T, page string) map[string]float64 {
	t.Helper()
	found := make(map[string]float64)
	for line := range strings.Lines(page) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		name, text, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		value, err := strconv.ParseFloat(text, 64)
		if err != nil {
			t.Fatalf("line %q: %v", line, err)
		}
		found[name] = value
	}
	return found
}

// number reads a number for the simple twins of the parsers.
func number(text string) (uint64, bool) {
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return 0, false // n is the nearest number that there is
	}
	return n, true
}

// checkError fails the test unless err, if any, has all of the words.
func checkError(t *testing.T, err error, want ...string) {
	t.Helper()
	if err == nil {
		if len(want) > 0 {
			t.Errorf("got no error, want one with %q", want)
		}
		return
	}
	if len(want) == 0 {
		t.Errorf("got %v, want no error", err)
	}
	for _, words := range want {
		if !strings.Contains(err.Error(), words) {
			t.Errorf("got %v, want it to have %q", err, words)
		}
	}
}
