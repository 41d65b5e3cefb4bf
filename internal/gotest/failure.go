package gotest

import (
	"fmt"
	"strings"
)

// A Kind says in which way a benchmark process ended badly.
type Kind string

// The kinds of failure.
const (
	Skip     Kind = "skip"      // the benchmark skipped itself
	Fail     Kind = "fail"      // b.Fatal, b.Error and the like
	Panic    Kind = "panic"     // a panic or a fatal error of the runtime
	Exit     Kind = "exit"      // it exited, or was killed, by itself
	Hang     Kind = "hang"      // nothing was heard of it for too long
	Garbled  Kind = "garbled"   // its result cannot be read for certain
	NoResult Kind = "no-result" // it ended well but printed no result
	Start    Kind = "start"     // the process could not be started
)

// A Failure says how a benchmark process ended badly. The zero value is not
// valid: Kind is required.
type Failure struct {
	Kind Kind
	// Benchmark is the (sub-)benchmark that failed, without the word Benchmark
	// and without the GOMAXPROCS suffix; empty where that is not known.
	Benchmark string
	// Message is what happened: one line or a few, in the benchmark's own words
	// where it has any.
	Message string
	// Tail is the bounded end of what the process printed.
	Tail string
}

// Error returns the message, preceded by the kind where the message alone
// would not tell it.
func (f *Failure) Error() string {
	switch f.Kind {
	case Skip:
		return strings.TrimSuffix("skipped: "+f.Message, ": ")
	case Fail:
		return strings.TrimSuffix("failed: "+f.Message, ": ")
	}
	return f.Message
}

// failf makes a failure without a tail.
func failf(k Kind, format string, args ...any) *Failure {
	return &Failure{Kind: k, Message: fmt.Sprintf(format, args...)}
}
