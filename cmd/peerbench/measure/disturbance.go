package measure

import "time"

// Limits of a turn's Share. A turn of fullShare or more is accepted at once:
// scrapes wait for the kernel now and then, so no turn reaches 1. Below
// busyShare a turn tells little. A turn is tried at most maxTries times.
const (
	fullShare = 0.95
	busyShare = 0.85
	maxTries  = 3
)

// quietTurn runs a turn and repeats the turn, up to maxTries times, if other
// programs used the processors meanwhile. A stolen processor lengthens a
// turn of one goroutine and shortens a turn of two, which then no longer
// contend. The processor time of this process, divided by the wall time,
// shows the theft.
func quietTurn(processors int, turn func() float64) Turn {
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

// best repeats a turn until the Share reaches fullShare, and returns the
// turn with the largest Share.
func best(try func() Turn) Turn {
	var best Turn
	for range maxTries {
		if turn := try(); turn.Share >= best.Share {
			best = turn
		}
		if best.Share >= fullShare {
			break
		}
	}
	return best
}
