package main

import (
	"os"
	"slices"

	"github.com/benchgate/benchgate/internal/process"
	"github.com/benchgate/benchgate/internal/secret"
)

// shedVerb starts another command without secrets: "benchgate __shed COMMAND…".
// The action's shell starts itself anew with it, so that one list says what is
// secret. It is not for people, so help does not show it.
const shedVerb = "__shed"

// shedSecrets starts the program anew without the secrets of its environment,
// if there are any, and returns the environment to go on with: code that is
// measured can read the environment that its ancestors were started with. Only
// publish keeps them. It needs a token, and runs nothing of the change.
func shedSecrets() []string {
	env := os.Environ()
	args := os.Args[1:]
	if commandIn(args) == "publish" {
		return env
	}
	clean := secret.Shed(env)
	switch {
	case len(args) > 1 && args[0] == shedVerb:
		process.ReplaceBy(args[1], args[1:], clean)
	case !slices.Equal(clean, env):
		if exe, err := os.Executable(); err == nil {
			process.StartAnew(exe, os.Args, clean)
		}
	}
	return clean // where this process stays, children get none all the same
}

// commandIn is the command that arguments name, "" where there is a mistake in
// them.
func commandIn(args []string) string {
	words, err := spelled(newRoot(&program{}, &profiling{}), args)
	if err != nil {
		return ""
	}
	for _, w := range words {
		if !isFlag(w) { // no value of a flag either: it is one word with it
			return w
		}
	}
	return ""
}
