package relay_test

import (
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"
)

// descriptors returns the number of open descriptors of this process, and
// the number of pipe ends among the descriptors.
func descriptors(t *testing.T) (total, pipes int) {
	t.Helper()
	total, pipes = countDescriptors()
	if total == 0 {
		t.Fatal("expected /proc/self/fd to list descriptors, found none")
	}
	return total, pipes
}

func countDescriptors() (total, pipes int) {
	links, _ := filepath.Glob("/proc/self/fd/*")
	for _, link := range links {
		if target, err := os.Readlink(link); err == nil {
			total++
			if strings.HasPrefix(target, "pipe:") {
				pipes++
			}
		}
	}
	return total, pipes
}

// inherited is the number of pipe ends that the process had at the start.
var inherited = func() int { _, pipes := countDescriptors(); return pipes }()

// collectUntil collects garbage until a condition holds. Idle pipes are
// closed by cleanups after a collection.
func collectUntil(condition func() bool) bool {
	for end := time.Now().Add(testTimeout); time.Now().Before(end); {
		runtime.GC()
		if condition() {
			return true
		}
		time.Sleep(5 * time.Millisecond) // cleanups run in their own goroutine
	}
	return false
}

// The kernel moves the bytes through a pipe for each direction of a
// connection, except between Unix sockets.
func TestSplice(t *testing.T) {
	for _, networks := range allNetworks {
		t.Run(networks[0]+" to "+networks[1], func(t *testing.T) {
			if !collectUntil(func() bool { _, pipes := descriptors(t); return pipes == inherited }) {
				t.Fatal("pipes of other tests are still open")
			}
			s := setUp(t, networks[0], networks[1], nil)
			const connections = 5
			for range connections {
				client, upstream := s.connect(t)
				client.says("hello")
				upstream.hears("hello")
				upstream.says("hello")
				client.hears("hello")
			}
			want := inherited + 4*connections
			if networks == [2]string{"unix", "unix"} {
				want = inherited
			}
			if _, got := descriptors(t); got != want {
				t.Errorf("descriptors of pipes: got %d, want %d", got, want)
			}
			s.finish(t)
		})
	}
}

// The sweeper closes the pipes of ended connections although the runtime
// does not collect.
func TestPipesAreClosed(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // only the relay collects
	s := setUp(t, "tcp", "tcp", nil)
	const connections = 20
	var conns []*peer
	for range connections {
		client, upstream := s.connect(t)
		client.says("hello")
		upstream.hears("hello")
		upstream.says("hello")
		client.hears("hello")
		conns = append(conns, client, upstream)
	}
	for _, conn := range conns[2:] {
		conn.closes()
	}
	s.recorder.awaitClosed(t, connections-1)
	const open = 4 // pipe ends of the remaining connection
	pipes := 0
	for end := time.Now().Add(testTimeout); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if _, pipes = descriptors(t); pipes <= inherited+open {
			return
		}
	}
	t.Errorf("descriptors of pipes: got %d, want %d", pipes-inherited, open)
}

// TestNothingStays ends connections in all ways, 50 times each, and looks
// for leaked descriptors and goroutines.
func TestNothingStays(t *testing.T) {
	before, _ := descriptors(t)
	goroutines := runtime.NumGoroutine()
	const rounds = 50
	s := setUp(t, "tcp", "tcp", nil)
	for range rounds {
		client, upstream := s.connect(t)
		client.closes()
		upstream.closes()

		client, upstream = s.connect(t)
		client.resets()
		upstream.isReset()
		upstream.closes()

		client, upstream = s.connect(t)
		client.halfCloses()
		upstream.hearsLast("")
		upstream.resets()
		client.isReset()
		client.closes()
	}
	s.upstream.Close()
	for range rounds {
		client := s.dial(t)
		client.hearsLast("")
		client.closes()
	}
	s.recorder.awaitClosed(t, 4*rounds)
	if err := s.finish(t); err != nil {
		t.Errorf("Serve: got error %v, want none", err)
	}
	if opened, closed := s.recorder.counts(); opened != 4*rounds || closed != 4*rounds {
		t.Errorf("observed: got %d connections opened and %d closed, want %d", opened, closed, 4*rounds)
	}
	if len(s.errs) != 3*rounds {
		t.Errorf("reported: got %d errors, want %d", len(s.errs), 3*rounds)
	}
	if !collectUntil(func() bool { now, _ := descriptors(t); return now <= before }) {
		now, pipes := descriptors(t)
		t.Errorf("descriptors: got %d, %d of them of pipes, want %d", now, pipes, before)
	}
	if !collectUntil(func() bool { return runtime.NumGoroutine() <= goroutines }) {
		t.Errorf("goroutines: got %d, want %d", runtime.NumGoroutine(), goroutines)
	}
}
