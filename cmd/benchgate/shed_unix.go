//go:build unix

package main

import (
	"os"
	"slices"
	"strings"
	"syscall"
)

// shedSecrets starts run, and the hook that runs the gate, anew without the tokens and the command files of its
// environment, if there are any: what is measured can read the environment that
// its ancestors were started with. Publishing needs them, and runs nothing.
func shedSecrets() {
	if len(os.Args) < 2 || os.Args[1] != "run" && os.Args[1] != "hook" {
		return
	}
	env := os.Environ()
	clean := slices.DeleteFunc(slices.Clone(env), secret)
	if len(clean) == len(env) {
		return
	}
	exe, err := os.Executable()
	if err != nil {
		return // children get none of them all the same
	}
	_ = syscall.Exec(exe, os.Args, clean) // does not return if it works
}

// secret reports whether a variable is a token, or one of the files by which a
// step gives commands to the steps after it.
func secret(kv string) bool {
	name, _, _ := strings.Cut(strings.ToUpper(kv), "=")
	switch name {
	case "TOKEN", "GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STATE", "GITHUB_STEP_SUMMARY":
		return true
	}
	return strings.HasSuffix(name, "_TOKEN") || strings.HasPrefix(name, "ACTIONS_") || strings.HasPrefix(name, "INPUT_")
}
