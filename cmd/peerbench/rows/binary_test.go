package rows

import (
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// largestServer is how much larger than a bare server that of binaries/ours
// may be, in bytes, on linux/amd64: what it was with go1.26.8, and 3 % for
// other releases. Lower it with the size.
const largestServer = 591_000

func TestSizeOfServer(t *testing.T) {
	if on := runtime.GOOS + "/" + runtime.GOARCH; on != "linux/amd64" {
		t.Skipf("the limit is for linux/amd64, this is %s", on)
	}
	dir := t.TempDir()
	bare, err := sizeOf(dir, "bare")
	if err != nil {
		t.Fatal(err)
	}
	ours, err := sizeOf(dir, "ours")
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d bytes over a bare server", ours-bare)
	if ours-bare > largestServer {
		t.Errorf("got %d bytes over a bare server, want at most %d", ours-bare, largestServer)
	}
}

// What the default server has no use for the linker must be able to leave
// out. One mention from a function that is used is enough to have it all.
func TestServerLinksNoMore(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ours")
	build := exec.Command("go", "build", "-o", file, "plainmetrics/cmd/peerbench/binaries/ours")
	if message, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, message)
	}
	symbols, err := exec.Command("go", "tool", "nm", file).Output()
	if err != nil {
		t.Fatalf("go tool nm: %v", err)
	}
	for _, needless := range []string{
		" errors.As\n",
		" regexp.",
		"plainmetrics/expfmt.OpenMetrics",
		"plainmetrics/expfmt.Decode",
		"plainmetrics/expfmt.Lint",
		"plainmetrics/expfmt.Compare\n",
		"plainmetrics/httpserve.InstrumentHandler",
		"plainmetrics/httpserve.flusher",
		"plainmetrics/httpserve.Listen",
		"plainmetrics/registry.(*HistogramSeries)",
		"plainmetrics/registry.(*SummarySeries)",
		"plainmetrics/runtimecollect.newHistogram",
	} {
		if strings.Contains(string(symbols), needless) {
			t.Errorf("the server links %s, want it left out", strings.TrimSpace(needless))
		}
	}
	for _, needed := range []string{"plainmetrics/expfmt.Text.", "plainmetrics/httpserve.Handler"} {
		if !strings.Contains(string(symbols), needed) {
			t.Errorf("the server does not link %s: is the list of symbols one?", needed)
		}
	}
}
