package procfs

import "strings"

// ticks is the number of ticks of processor time in a second, which Linux
// gives programs on all its processors.
const ticks = 100

// Modes are the names of the modes of a processor, in the order of the file.
var Modes = []string{"user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal"}

// A CPU is the time of a processor in each mode.
type CPU struct {
	Name    string    // the number, such as 0
	Seconds []float64 // in the order of Modes
}

// A Stat is what the file stat says.
type Stat struct {
	CPUs            []CPU
	Interrupts      float64
	ContextSwitches float64
	BootTime        float64 // seconds since 1970
	Forks           float64
	Running         float64 // processes
	Blocked         float64 // processes that wait for I/O
}

// Stat reads the file stat.
func (fs FS) Stat() (*Stat, error) {
	s := new(Stat)
	single := map[string]*float64{
		"intr": &s.Interrupts, "ctxt": &s.ContextSwitches, "btime": &s.BootTime,
		"processes": &s.Forks, "procs_running": &s.Running, "procs_blocked": &s.Blocked,
	}
	err := fs.lines("stat", func(fields []string) bool {
		if number, ok := strings.CutPrefix(fields[0], "cpu"); ok {
			if number == "" { // the sum of all
				return true
			}
			return s.addCPU(number, fields[1:])
		}
		field := single[fields[0]]
		if field == nil { // such as softirq
			return true
		}
		values, ok := numbers(fields[1:min(2, len(fields))])
		if !ok || len(values) == 0 {
			return false
		}
		*field = values[0]
		return true
	})
	return s, err
}

func (s *Stat) addCPU(number string, fields []string) bool {
	values, ok := numbers(fields)
	if !ok || len(values) < len(Modes) {
		return false
	}
	cpu := CPU{Name: number}
	for i := range Modes {
		cpu.Seconds = append(cpu.Seconds, values[i]/ticks)
	}
	s.CPUs = append(s.CPUs, cpu)
	return true
}
