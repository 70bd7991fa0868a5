// Package cachetest has a cache with fixed statistics, for tests.
package cachetest

import (
	"bufio"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// Groups are the statistics of a Server by the name of their group, a line
// for each.
type Groups map[string]string

// Small returns the statistics of a small cache. The caller may change them.
func Small() Groups {
	return Groups{
		"": `version 1.6.38
started 1700000100
curr_connections 11
total_connections 91824
curr_items 23
total_items 4711
evictions 42
expired 7
bytes 2097152
limit_maxbytes 67108864
bytes_read 18446744073709
bytes_written 123456789
threads 4`,
		"commands": `get:hits 34562
get:misses 1203
get:count 35765
get:sum 12.407
get:le:0.0001 20111
get:le:0.0005 35000
get:le:0.001 35700
get:le:0.01 35764
get:slowest_trace 4bf92f3577b34da6a3ce929d0e0e4736
get:slowest_seconds 0.0421
get:slowest_time 1700003600
set:hits 4711
set:misses 0
set:count 4711
set:sum 1.5
set:le:0.0001 4000
set:le:0.0005 4700
set:le:0.001 4711
set:le:0.01 4711`,
		"slabs": `1:chunk_size 96
1:used_chunks 20
1:free_chunks 10902
12:chunk_size 1184
12:used_chunks 3
12:free_chunks 882`,
		"sizes": `count 23
sum 5210
le:64 5
le:256 19
le:1024 22
le:1.048576e+06 23`,
		"wait": `count 40476
sum 0.81
quantile:0.5 1.5e-05
quantile:0.9 4e-05
quantile:0.99 0.00025`,
		"snapshot": `items 21
time 1700003500`,
	}
}

// A Server is a cache. It listens on a Unix socket until the test ends.
type Server struct {
	Address string

	listener net.Listener
	groups   Groups
	serving  sync.WaitGroup
}

// Serve starts a Server with the given statistics.
func Serve(t testing.TB, groups Groups) *Server {
	t.Helper()
	address := filepath.Join(t.TempDir(), "cache.sock")
	listener, err := net.Listen("unix", address)
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{Address: address, listener: listener, groups: groups}
	s.serving.Go(s.accept)
	t.Cleanup(func() {
		listener.Close()
		s.serving.Wait()
	})
	return s
}

func (s *Server) accept() {
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return
		}
		s.serving.Go(func() { s.serve(conn) })
	}
}

func (s *Server) serve(conn net.Conn) {
	defer conn.Close()
	for commands := bufio.NewScanner(conn); commands.Scan(); {
		verb, group, _ := strings.Cut(commands.Text(), " ")
		stats, ok := s.groups[group]
		if verb != "stats" || !ok {
			conn.Write([]byte("ERROR\r\n"))
			continue
		}
		var answer strings.Builder
		for line := range strings.Lines(stats) {
			answer.WriteString("STAT " + strings.TrimSpace(line) + "\r\n")
		}
		answer.WriteString("END\r\n")
		conn.Write([]byte(answer.String()))
	}
}
