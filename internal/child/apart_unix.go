//go:build unix && !linux

package child

import "syscall"

// Apart is what a process that runs the code of a change is started with: the
// leader of a group of its own.
func Apart() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
