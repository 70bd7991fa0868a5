package measure

import "time"

// How much of the processors that it needs a turn should have, with how much
// less it tells little, and how often it is tried. Scrapes wait for the
// kernel now and then, so none has all.
const (
	enough   = 0.95
	tooLow   = 0.85
	patience = 3
)

// undisturbed has a turn that has so many processors to itself. A program
// that takes one of them away makes turns longer, and those of two goroutines
// shorter: they no longer contend. So a turn is done again if the processor
// time of this process falls short of the wall time.
func undisturbed(processors int, turn func() float64) Turn {
	return best(func() Turn {
		start, before := time.Now(), processorTime()
		took := turn()
		used, wall := processorTime()-before, time.Since(start)
		if before == 0 {
			return Turn{took, 1} // this system doesn't tell
		}
		return Turn{took, float64(used) / float64(wall) / float64(processors)}
	})
}

// best tries a turn until its share is enough, and returns the one that had
// the largest.
func best(try func() Turn) Turn {
	var best Turn
	for range patience {
		if turn := try(); turn.Share >= best.Share {
			best = turn
		}
		if best.Share >= enough {
			break
		}
	}
	return best
}
