package main

import (
	"os"
	"testing"
)

// TestMain makes the test binary the hog that an experiment starts.
func TestMain(m *testing.M) {
	if status, yes := hogging(os.Stdin, os.Stdout, os.Stderr); yes {
		os.Exit(status)
	}
	os.Exit(m.Run())
}
