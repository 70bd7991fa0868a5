//go:build !linux && !darwin

package proccollect

import "errors"

// ownLimits fails. A Collector calls ownLimits on Linux and macOS only.
func ownLimits() (limits, error) { return limits{}, errors.ErrUnsupported }
