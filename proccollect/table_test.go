package proccollect

import (
	"math"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The registry need not sort what is in order.
func TestTableIsInOrder(t *testing.T) {
	for i, r := range table[1:] {
		if table[i].name >= r.name {
			t.Errorf("%s stands before %s", table[i].name, r.name)
		}
	}
}

func TestSets(t *testing.T) {
	root := newTree(t)
	for set, want := range map[Set]int{Current: 9, Legacy: 7} {
		c := New(root.options(set))
		if got := len(c.Families()); got != want {
			t.Errorf("%v: got %d families described, want %d", set, got, want)
		}
		if got := len(mustScrape(t, c)); got != want {
			t.Errorf("%v: got %d families on the page, want %d", set, got, want)
		}
	}
}

func TestUnlimited(t *testing.T) {
	root := newTree(t)
	root.write(t, "42/limits", limitsText("unlimited", "unlimited"))
	for set, want := range map[Set]string{Current: "1.8446744073709552e+19", Legacy: "-1"} {
		page, err := scrape(New(root.options(set)))
		checkError(t, err)
		for _, name := range []string{"process_max_fds", "process_virtual_memory_max_bytes"} {
			if line := "\n" + name + " " + want + "\n"; !strings.Contains(page, line) {
				t.Errorf("%v: want the line %q, got\n%s", set, line, page)
			}
		}
	}
}

// macOS has another number for no limit than Linux.
func TestUnlimitedOnMacOS(t *testing.T) {
	for set, want := range map[Set]float64{Current: 9.223372036854776e+18, Legacy: -1} {
		r := reading{collector: &Collector{set: set, system: macOS}}
		r.setLimits(limits{openFiles: 256, addressSpace: math.MaxInt64})
		if got := r.values[maxVirtualBytes]; got != want {
			t.Errorf("%s: got %v for no limit, want %v", setNames[set], got, want)
		}
		if got := r.values[maxOpenFiles]; got != 256 {
			t.Errorf("%s: got %v for a limit, want 256", setNames[set], got)
		}
	}
}

// TestSeedPage prints the process_* families of the seed page from files
// with the numbers of the page's process.
func TestSeedPage(t *testing.T) {
	if seedResident%os.Getpagesize() != 0 {
		t.Skipf("%d bytes, the resident memory on the page, are not whole pages of %d bytes", seedResident, os.Getpagesize())
	}
	seed, err := os.ReadFile("../testdata/seed-page.txt")
	if err != nil {
		t.Fatal(err)
	}
	want := ""
	for line := range strings.Lines(string(seed)) {
		if rest := strings.TrimLeft(line, "# HELPTY"); strings.HasPrefix(rest, "process_") {
			want += line
		}
	}
	got, err := scrape(New(newTree(t).options(Legacy)))
	checkError(t, err)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("page (-want +got):\n%s", diff)
	}
}
