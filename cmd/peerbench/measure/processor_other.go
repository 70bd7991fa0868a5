//go:build !unix

package measure

import "time"

// processorTime is 0: this system doesn't tell.
func processorTime() time.Duration { return 0 }
