package runtimecollect

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"testing"
	"time"
)

func TestCPUFraction(t *testing.T) {
	tests := []struct {
		name                string
		gc, idleMark, total float64
		want                float64
	}{
		{"before the first collection", 0, 0, 0, 0},
		{"during the first collection", 1e-5, 0, 0, 0},
		{"a quarter", 1, 0, 4, 0.25},
		{"idle marking is free", 3, 2, 4, 0.25},
		{"idle marking alone", 2, 2, 4, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := cpuFraction(test.gc, test.idleMark, test.total); got != test.want {
				t.Errorf("\ngot  %v\nwant %v", got, test.want)
			}
		})
	}
}

func TestLastGC(t *testing.T) {
	tests := []struct {
		name string
		at   time.Time
		want float64
	}{
		{"before the first collection", time.Unix(0, 0), 0}, // as debug.ReadGCStats says it
		{"the seed page's", time.Unix(0, 1629969198322169000), 1.629969198322169e+09},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := &reading{gc: debug.GCStats{LastGC: test.at}}
			if got := lastGC(r, nil); got != test.want {
				t.Errorf("\ngot  %v\nwant %v", got, test.want)
			}
		})
	}
}

// sum adds integers as integers and floats as floats.
func TestSum(t *testing.T) {
	runtime.GC() // or no CPU time has been counted
	tests := []struct {
		name string
		of   []string
		want func([]metrics.Sample) float64
	}{
		{"one integer", []string{"/gc/gomemlimit:bytes"}, func(s []metrics.Sample) float64 {
			return float64(s[0].Value.Uint64())
		}},
		{"two integers", []string{"/sched/gomaxprocs:threads", "/gc/gogc:percent"}, func(s []metrics.Sample) float64 {
			return float64(s[0].Value.Uint64() + s[1].Value.Uint64())
		}},
		{"numbers", []string{"/cpu/classes/gc/total:cpu-seconds", "/cpu/classes/idle:cpu-seconds"}, func(s []metrics.Sample) float64 {
			return s[0].Value.Float64() + s[1].Value.Float64()
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			samples := make([]metrics.Sample, len(test.of))
			for i, name := range test.of {
				samples[i].Name = name
			}
			metrics.Read(samples)
			if got, want := sum(nil, samples), test.want(samples); got != want || got == 0 {
				t.Errorf("\ngot  %v\nwant %v, not 0", got, want)
			}
		})
	}
}
