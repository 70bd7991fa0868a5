package model

import (
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	if got := (&Gauge{}).String(); got != "not linked: import plainmetrics/registry/model" {
		panic("String without Link: got " + got)
	}
	LinkText()
	os.Exit(m.Run())
}
