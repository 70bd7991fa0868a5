package relay

import (
	"runtime"
	"sync"
	"time"
)

// A sweeper gives back the pipes of connections that have ended. The net
// package keeps them for connections to come until the second garbage
// collection; a relay makes so little garbage that there may be none for
// minutes, and two thousand connections leave eight thousand descriptors.
type sweeper struct {
	mu    sync.Mutex
	open  int         // connections
	most  int         // that were open at once since the last sweep
	sweep *time.Timer // nil if none is due
}

// quiet is how long a sweep waits for connections that could use the pipes.
const quiet = time.Second

func (s *sweeper) opened() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open++
	s.most = max(s.most, s.open)
}

func (s *sweeper) closed() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open--
	if s.sweep == nil && s.isWorthIt() {
		s.sweep = time.AfterFunc(quiet, s.run)
	}
}

// isWorthIt reports whether half of the pipes or more are not in use.
func (s *sweeper) isWorthIt() bool { return s.open <= s.most/2 }

func (s *sweeper) run() {
	s.mu.Lock()
	s.sweep = nil
	due := s.isWorthIt()
	if due {
		s.most = s.open
	}
	s.mu.Unlock()
	if due {
		runtime.GC()
		runtime.GC()
	}
}

// stop cancels a sweep that is due. It may be called when all connections
// have been closed.
func (s *sweeper) stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sweep != nil {
		s.sweep.Stop()
	}
}
