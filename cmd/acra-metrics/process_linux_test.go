package main

import (
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// sleeper starts cat, which waits for the end of its input. sleeper returns
// after cat has answered once: while cat loads libraries, more files are
// open than later.
func sleeper(t *testing.T) *exec.Cmd {
	t.Helper()
	cmd := exec.Command("cat")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Skipf("can't start another process: %v", err)
	}
	t.Cleanup(func() { end(cmd) })
	if _, err := in.Write([]byte{'\n'}); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	return cmd
}

func end(cmd *exec.Cmd) {
	if cmd.ProcessState == nil {
		cmd.Process.Kill()
		cmd.Wait()
	}
}

const openFiles = "process_open_fds"

// openFilesOf returns how many files a process has open. A sleeper has fewer
// than the command.
func openFilesOf(t *testing.T, cmd *exec.Cmd) float64 {
	t.Helper()
	files, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	return float64(len(files))
}

// TestPIDFile restarts the service: the PID file names another process.
func TestPIDFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "acra.pid")
	write := func(pid int) {
		if err := os.WriteFile(file, fmt.Appendln(nil, pid), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	first := sleeper(t)
	write(first.Process.Pid)
	p := start(t, anyPort, "--pid_file="+file)
	p.awaitValue(t, openFiles, openFilesOf(t, first))
	p.awaitLog(t, "the page has all process_* families")
	end(first)
	for range 3 {
		if _, page := p.do(t, "GET", "/metrics"); strings.Contains(page, "process_") {
			t.Error("the page has process_* families although the process is gone")
		}
	}
	second := sleeper(t)
	write(second.Process.Pid)
	p.awaitValue(t, openFiles, openFilesOf(t, second))
	p.stop(t, syscall.SIGTERM)
	log := strings.Join(p.log, "\n")
	for text, want := range map[string]int{
		"the page lacks process_* families":         1,
		"the page has all process_* families again": 1,
		"level=ERROR": 0,
	} {
		if got := strings.Count(log, text); got != want {
			t.Errorf("log: got %q %d times, want %d; log:\n%s", text, got, want, log)
		}
	}
}

// A killed process has ended even before the parent waits for the zombie.
func TestPIDOfZombie(t *testing.T) {
	service := sleeper(t)
	p := start(t, anyPort, fmt.Sprintf("--pid=%d", service.Process.Pid))
	p.awaitValue(t, openFiles, openFilesOf(t, service))
	if err := service.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		_, page := p.do(t, "GET", "/metrics")
		if !strings.Contains(page, "process_") {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("the page has process_* families although the process is a zombie:\n%s", page)
		}
	}
}

func TestPID(t *testing.T) {
	service := sleeper(t)
	p := start(t, anyPort, fmt.Sprintf("--pid=%d", service.Process.Pid))
	p.awaitValue(t, openFiles, openFilesOf(t, service))
	end(service)
	if got := p.value(t, openFiles); !math.IsNaN(got) {
		t.Errorf("%s after the process has ended: got %v, want none", openFiles, got)
	}
	if response, _ := p.do(t, "GET", "/metrics"); response.StatusCode != 200 {
		t.Errorf("status: got %d, want 200", response.StatusCode)
	}
}

// The log tells at the start, before the first scrape, that the PID is no
// process, and tells again after SIGHUP.
func TestMissingProcessAtStart(t *testing.T) {
	file := filepath.Join(t.TempDir(), "acra.pid")
	for _, test := range []struct{ flag, want string }{
		{"--pid=2147483647", "process 2147483647 has ended"},
		{"--pid_file=" + file, "no such file"},
	} {
		t.Run(test.flag, func(t *testing.T) {
			p := start(t, anyPort, test.flag)
			p.awaitLog(t, "the page lacks process_* families")
			if err := p.cmd.Process.Signal(syscall.SIGHUP); err != nil {
				t.Fatal(err)
			}
			p.awaitLog(t, "the page lacks process_* families")
			if code := p.stop(t, syscall.SIGTERM); code != 0 {
				t.Errorf("exit code: got %d, want 0", code)
			}
			if got := strings.Count(strings.Join(p.log, "\n"), test.want); got != 2 {
				t.Errorf("log: got %q %d times, want 2; log:\n%s", test.want, got, strings.Join(p.log, "\n"))
			}
		})
	}
}
