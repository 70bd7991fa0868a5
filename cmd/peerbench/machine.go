package main

import (
	"cmp"
	"fmt"
	"os"
	"regexp"
	"runtime"
	"runtime/debug"
)

// A machine has the facts that numbers depend on.
type machine struct {
	Go         string `json:"go"`
	OS         string `json:"os"`
	Arch       string `json:"arch"`
	CPU        string `json:"cpu,omitempty"` // where /proc tells
	Processors int    `json:"processors"`

	// Peers has the versions of the peers by their module paths.
	Peers map[string]string `json:"peers"`
}

// The module paths of the peers.
const (
	clientGolang    = "github.com/prometheus/client_golang"
	victoriaMetrics = "github.com/VictoriaMetrics/metrics"
)

var modelName = regexp.MustCompile(`(?m)^model name\s*: (.+)$`)

func thisMachine() machine {
	m := machine{
		Go: runtime.Version(), OS: runtime.GOOS, Arch: runtime.GOARCH,
		Processors: runtime.GOMAXPROCS(0), Peers: make(map[string]string),
	}
	if text, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		if found := modelName.FindSubmatch(text); found != nil {
			m.CPU = string(found[1])
		}
	}
	if build, ok := debug.ReadBuildInfo(); ok {
		for _, module := range build.Deps {
			if module.Path == clientGolang || module.Path == victoriaMetrics {
				m.Peers[module.Path] = module.Version
			}
		}
	}
	return m
}

// String implements fmt.Stringer.
func (m machine) String() string {
	return fmt.Sprintf("%s, %s/%s, %s, %d processors; client_golang %s, VictoriaMetrics/metrics %s",
		m.Go, m.OS, m.Arch, cmp.Or(m.CPU, "unknown CPU"), m.Processors, m.Peers[clientGolang], m.Peers[victoriaMetrics])
}
