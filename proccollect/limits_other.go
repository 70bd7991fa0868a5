//go:build !linux

package proccollect

import "errors"

// ownLimits fails. A Collector calls ownLimits on Linux only.
func ownLimits() (limits, error) { return limits{}, errors.ErrUnsupported }
