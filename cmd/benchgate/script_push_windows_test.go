package main

import "github.com/rogpeppe/go-internal/testscript"

// cmdEndedPush needs signals; the script that has it stops before, on Windows.
func cmdEndedPush(ts *testscript.TestScript, _ bool, _ []string) {
	ts.Fatalf("there are no such signals on Windows")
}
