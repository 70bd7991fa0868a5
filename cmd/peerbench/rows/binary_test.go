package rows

import (
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// largest is how much larger than a bare server the programs in
// binaries/ours may be, in bytes, on linux/amd64: the size with go1.26.8,
// and 3 % for other releases. Lower a number with its size.
var largest = map[string]int64{
	"counters":   654_000,
	"vectors":    654_000,
	"histograms": 781_000,
	"summaries":  789_000,
	"default":    785_000,
	"everything": 996_000,
}

func TestSizeOfServers(t *testing.T) {
	if on := runtime.GOOS + "/" + runtime.GOARCH; on != "linux/amd64" {
		t.Skipf("the limits are for linux/amd64, this is %s", on)
	}
	for _, s := range servers() {
		t.Run(s.name, func(t *testing.T) {
			got, err := overBare("ours/" + s.name)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%d bytes over a bare server", got)
			if want := largest[s.name]; got > want {
				t.Errorf("got %d bytes over a bare server, want at most %d", got, want)
			}
		})
	}
}

// links are the symbols that the linker must be able to leave out of a
// program, and others that prove that the list is a list of symbols. A
// single mention in a function that is used links a type with its methods.
var links = []struct {
	program        string
	needless, need []string
}{
	{
		program: "ours/counters",
		needless: []string{
			" regexp.",
			"plainmetrics/expfmt.Decode", // OpenMetrics is linked, because an option of HandlerFor asks for it
			"plainmetrics/httpserve.InstrumentHandler",
			"plainmetrics/proccollect.(*Collector)",
			"plainmetrics/registry.(*HistogramSeries)",
			"plainmetrics/registry.(*SummarySeries)",
			"plainmetrics/runtimecollect.(*Collector)",
		},
		need: []string{"plainmetrics/expfmt.Text.", "plainmetrics/httpserve.HandlerFor"},
	},
	{
		program: "ours/default",
		needless: []string{
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
		},
		need: []string{"plainmetrics/expfmt.Text.", "plainmetrics/httpserve.Handler"},
	},
}

// tools are what no server needs: decoders, linters and comparisons, which
// programs for pages have.
var tools = []string{
	"plainmetrics/expfmt.Decode",
	"plainmetrics/expfmt.Lint",
	"plainmetrics/expfmt.Compare\n",
	"plainmetrics/expfmt.(*pageSample)",
	"plainmetrics/expfmt.(*lineScanner)",
	"plainmetrics/expfmt.(*compositeValue)",
	"plainmetrics/expfmt.(*protobufDecoder)",
	"plainmetrics/expfmt.(*ProtobufError)",
}

// nativeBuckets are the buckets of native histograms.
const nativeBuckets = "plainmetrics/registry/internal/native."

// TestServersLinkNoTools also proves that only programs with histograms have
// native ones.
func TestServersLinkNoTools(t *testing.T) {
	for _, s := range servers() {
		t.Run(s.name, func(t *testing.T) {
			symbols := symbolsOf(t, "ours/"+s.name)
			for _, tool := range tools {
				if strings.Contains(symbols, tool) {
					t.Errorf("the server links %s, want it left out", strings.TrimSpace(tool))
				}
			}
			makesHistograms := s.name == "histograms" || s.name == "everything"
			if got := strings.Contains(symbols, nativeBuckets); got != makesHistograms {
				t.Errorf("the server links %s: got %v, want %v", nativeBuckets, got, makesHistograms)
			}
		})
	}
}

// symbolsOf returns the symbols that the linker keeps in a program.
func symbolsOf(t *testing.T, program string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "server")
	if err := build(program, file); err != nil {
		t.Fatal(err)
	}
	symbols, err := exec.Command("go", "tool", "nm", file).Output()
	if err != nil {
		t.Fatalf("go tool nm: %v", err)
	}
	return string(symbols)
}

func TestServersLinkNoMore(t *testing.T) {
	for _, program := range links {
		t.Run(program.program, func(t *testing.T) {
			symbols := symbolsOf(t, program.program)
			for _, needless := range program.needless {
				if strings.Contains(symbols, needless) {
					t.Errorf("the server links %s, want it left out", strings.TrimSpace(needless))
				}
			}
			for _, needed := range program.need {
				if !strings.Contains(symbols, needed) {
					t.Errorf("the server does not link %s: is the list a list of symbols?", needed)
				}
			}
		})
	}
}
