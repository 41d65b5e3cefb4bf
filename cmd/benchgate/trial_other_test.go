//go:build !linux

package main

import (
	"os"
	"os/exec"
	"testing"
)

// runWeak runs a command that permissions hold for.
func runWeak(t *testing.T, cmd *exec.Cmd) error {
	if os.Geteuid() == 0 {
		t.Skip("permissions do not hold for root here")
	}
	return cmd.Run()
}

// runOnSmallDisk needs Linux's namespaces.
func (p *sandbox) runOnSmallDisk(*exec.Cmd) error {
	p.t.Skip("a disk of its own for a command needs Linux")
	return nil
}
