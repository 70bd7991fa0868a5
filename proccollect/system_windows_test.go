package proccollect

import (
	"io"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// child is the name of a variable that makes TestOtherProcess its own child.
const child = "PROCCOLLECT_CHILD"

// Another process has the same families as this one. After its end it has
// none, even while somebody has a handle of it.
func TestOtherProcess(t *testing.T) {
	if os.Getenv(child) != "" {
		os.Stdout.WriteString("x")
		io.Copy(io.Discard, os.Stdin)
		return
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestOtherProcess$")
	cmd.Env = append(os.Environ(), child+"=1")
	stdin, err := cmd.StdinPipe()
	checkError(t, err)
	stdout, err := cmd.StdoutPipe()
	checkError(t, err)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_, err = stdout.Read(make([]byte, 1)) // the child runs
	checkError(t, err)
	c := New(Options{PID: func() (int, error) { return cmd.Process.Pid, nil }})
	page, err := scrape(c)
	checkError(t, err)
	if diff := cmp.Diff(systemFamilies[windows], names(page)); diff != "" {
		t.Errorf("families (-want +got):\n%s", diff)
	}
	got, own := values(t, page), mustScrape(t, New(Options{}))
	if name := "process_start_time_seconds"; got[name] < own[name] {
		t.Errorf("got a start at %v, want one after its parent's, %v", got[name], own[name])
	}
	if name := "process_resident_memory_bytes"; got[name] < 1<<20 {
		t.Errorf("got %v bytes resident, want a megabyte or more", got[name])
	}

	handle, err := syscall.OpenProcess(syscall.PROCESS_QUERY_INFORMATION, false, uint32(cmd.Process.Pid))
	checkError(t, err)
	defer syscall.CloseHandle(handle)
	stdin.Close()
	checkError(t, cmd.Wait())
	page, err = scrape(c)
	if page != "" {
		t.Errorf("after the end: got a page, want none:\n%s", page)
	}
	checkErrors(t, err, []string{"is gone: GetProcessTimes: exit code 0: "})
}

func TestNativeResidentMemory(t *testing.T) { testMemory(t, "process_resident_memory_bytes") }

func TestNativeVirtualMemory(t *testing.T) { testMemory(t, "process_virtual_memory_bytes") }

// testMemory uses memory, which a family must show.
func testMemory(t *testing.T, name string) {
	c := New(Options{})
	before := mustScrape(t, c)[name]
	used := make([]byte, 64<<20)
	for i := range used {
		used[i] = 1
	}
	after := mustScrape(t, c)[name]
	if before < 1<<20 || after-before < 32<<20 {
		t.Errorf("got %v bytes, and %v after %d bytes were used, want a megabyte or more, and half of them more",
			before, after, len(used))
	}
	runtime.KeepAlive(used)
}

func TestReadStructureFails(t *testing.T) {
	_, err := readStructure(handleCountSize, func(address uintptr) (uintptr, uintptr, error) {
		return getProcessHandleCount.Call(0, address) // 0 is no handle
	})
	checkError(t, err, "andle") // is invalid, whatever the words
}
