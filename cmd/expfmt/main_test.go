package main

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	cleanPage = "# HELP jobs_total Jobs done.\n# TYPE jobs_total counter\njobs_total 3\n"
	otherPage = "# HELP jobs_total Jobs done.\n# TYPE jobs_total counter\njobs_total 4\n"
	loosePage = "# TYPE jobs counter\njobs 3\n"
	badPage   = "# TYPE jobs counter\njobs 3\nqueue many\n"

	// twinsPage has two families of one name in OpenMetrics, as the pages of
	// client_golang have.
	twinsPage = "# HELP a A.\n# TYPE a gauge\na 1.0\n# HELP a B.\n# TYPE a counter\na_total 2.0\n# EOF\n"

	// openMetrics2Page and its page in text have a histogram with classic and
	// native buckets.
	openMetrics2Page = "# HELP h H.\n# TYPE h histogram\n" +
		"h {count:3,sum:4.5,schema:0,zero_threshold:0.25,zero_count:0,positive_spans:[1:1],positive_buckets:[3],bucket:[1:1,+Inf:3]}\n# EOF\n"
	histogramPage = "# HELP h H.\n# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"+Inf\"} 3\nh_sum 4.5\nh_count 3\n"

	openMetricsPage = "# HELP jobs Jobs done.\n# TYPE jobs counter\njobs_total 3.0 # {trace_id=\"a\"} 1.0\njobs_created 1.5\n# EOF\n"
)

// inDir changes to a directory with the pages.
func inDir(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, page := range map[string]string{
		"clean.txt": cleanPage,
		"other.txt": otherPage,
		"loose.txt": loosePage,
		"bad.txt":   badPage,
		"open.txt":  openMetricsPage,
		"twins.txt": twinsPage,
		"om2.txt":   openMetrics2Page,
		"h.txt":     histogramPage,
		"go.txt":    cleanPage + "go_threads 7\ngo_info{version=\"1\"} 1\n",
		"go2.txt":   cleanPage + "go_threads 8\ngo_info{version=\"2\"} 1\n",
	} {
		if err := os.WriteFile(name, []byte(page), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// A call is a call of the program: arguments, separated by blanks, stdin,
// and the expected results.
type call struct {
	args, stdin    string
	code           int
	stdout, stderr string
}

func (c call) test(t *testing.T) {
	t.Helper()
	var stdout, stderr strings.Builder
	got := call{args: c.args, stdin: c.stdin}
	got.code = run(t.Context(), strings.Fields(c.args), strings.NewReader(c.stdin), &stdout, &stderr)
	got.stdout, got.stderr = stdout.String(), linuxWords(stderr.String())
	if diff := cmp.Diff(c, got, cmp.AllowUnexported(call{})); diff != "" {
		t.Errorf("expfmt %s (-want +got):\n%s", c.args, diff)
	}
}

// refused is the error of a refused connection on Windows, nil elsewhere.
var refused error

// linuxWords puts Linux's words for an error in the place of this system's.
func linuxWords(text string) string {
	var words []string
	if refused != nil {
		words = append(words, "connectex: "+refused.Error(), "connect: connection refused")
	}
	for path, linux := range map[string]string{"none.txt": "no such file or directory", ".": "is a directory"} {
		var fail *fs.PathError
		if _, err := os.ReadFile(path); errors.As(err, &fail) {
			words = append(words, fail.Err.Error(), linux)
		}
	}
	return strings.NewReplacer(words...).Replace(text)
}

// A failingWriter stands for a full disk or a closed pipe.
type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, errors.New("nobody reads") }

func TestStdoutFails(t *testing.T) {
	inDir(t)
	for _, args := range []string{"check loose.txt", "diff clean.txt other.txt", "convert --to text clean.txt", "--help"} {
		var stderr strings.Builder
		code := run(t.Context(), strings.Fields(args), strings.NewReader(""), failingWriter{}, &stderr)
		if got, want := stderr.String(), "expfmt: nobody reads\n"; code != exitFailed || got != want {
			t.Errorf("%s: got exit code %d and %q, want %d and %q", args, code, got, exitFailed, want)
		}
	}
}

// Exit codes reach scripts: the built command returns them, too.
func TestCommand(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "expfmt.exe") // Windows runs no others
	out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput()
	if errors.Is(err, exec.ErrNotFound) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	for _, test := range []struct {
		args, stdin string
		code        int
	}{
		{"check", cleanPage, exitClean},
		{"check", loosePage, exitFindings},
		{"check none.txt", "", exitFailed},
		{"--help", "", exitClean},
		{"", "", exitFailed},
	} {
		cmd := exec.Command(binary, strings.Fields(test.args)...)
		cmd.Stdin = strings.NewReader(test.stdin)
		out, _ := cmd.CombinedOutput()
		if got := cmd.ProcessState.ExitCode(); got != test.code {
			t.Errorf("expfmt %s: got exit code %d, want %d; output:\n%s", test.args, got, test.code, out)
		}
	}
}
