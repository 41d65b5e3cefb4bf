package gotest

import "strings"

// Hint says what to do about a pattern that matches nothing.
func (e *NoMatchError) Hint() string {
	if strings.Contains(e.Message, "go.mod") {
		return "go mod init makes a module; benchmarks of one elsewhere need its directory"
	}
	return "packages are named as for the go command, from this directory: go list ./... shows them"
}
