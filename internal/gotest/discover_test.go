package gotest

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Benchmarks that end badly do not hide those that do not, nor the other way
// round.
func TestDiscoverTellsGoodFromBad(t *testing.T) {
	t.Parallel()
	found, err := zoo(t).Discover(testContext(t), "Mixed", 2, "", patient)
	var names []string
	for _, r := range found {
		names = append(names, r.String())
		if r.N != 1 {
			t.Errorf("%s ran %d iterations", r, r.N)
		}
	}
	if got := strings.Join(names, " "); got != "Mixed/good-2 Mixed/good_too-2" {
		t.Errorf("found %s", got)
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		t.Fatalf("error %v is not joined", err)
	}
	var bad []string
	for _, err := range joined.Unwrap() {
		var f *Failure
		if !errors.As(err, &f) || f.Tail == "" {
			t.Fatalf("%v is no failure with a tail", err)
		}
		message, _, _ := strings.Cut(f.Message, "\n")
		bad = append(bad, string(f.Kind)+" "+f.Benchmark+": "+message[strings.LastIndex(message, ": ")+2:])
	}
	// The harmless one is last.
	want := []string{"fail Mixed/fails: not ever", "panic Mixed/panics: oh", "skip Mixed/skips: not today"}
	if diff := cmp.Diff(want, bad); diff != "" {
		t.Errorf("failures (-want +got):\n%s", diff)
	}
}

func TestDiscoverFailures(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		top, env string
		kind     Kind
	}{
		{"Skip", "", Skip}, {"Fatal", "", Fail}, {"Panic", "", Panic}, {"Exit3", "", Exit},
		{"Plain", "ZOO_MAIN=exit0", NoResult}, {"Plain", "ZOO_MAIN=late", Exit}, {"Absent", "", NoResult},
	} {
		_, err := zoo(t, tt.env).Discover(testContext(t), tt.top, 2, "", patient)
		var f *Failure
		if !errors.As(err, &f) || f.Kind != tt.kind || f.Benchmark != tt.top {
			t.Errorf("%s: %v, want %s", tt.top, err, tt.kind)
		}
	}
}

// Package testing may come to its end while a benchmark panics, also with the
// status 1 of another that failed.
func TestDiscoverSeesLatePanic(t *testing.T) {
	t.Parallel()
	for top, panics := range map[string]string{"PanicLate": "PanicLate", "FailAndPanicLate": "FailAndPanicLate/panics"} {
		binary := zoo(t, "ZOO_LATE="+filepath.Join(t.TempDir(), "seen"))
		results, err := binary.Discover(testContext(t), top, 2, "", patient)
		joined, ok := err.(interface{ Unwrap() []error })
		if !ok || len(results) > 0 {
			t.Errorf("%s: %v, %v; want a failure alone", top, results, err)
			continue
		}
		failures := joined.Unwrap()
		var f *Failure
		if !errors.As(failures[len(failures)-1], &f) || f.Benchmark != panics || f.Kind != Panic || !strings.Contains(f.Message, "in time") {
			t.Errorf("%s: %v; want the second process's panic", top, err)
		}
	}
}

func TestListNamesBenchmarks(t *testing.T) {
	t.Parallel()
	for _, env := range []string{"", "ZOO_MAIN=print"} {
		all, err := zoo(t, env).List(testContext(t), "", patient)
		if err != nil {
			t.Fatal(err)
		}
		var declared []string
		for _, f := range zoo(t).Package.Benchmarks {
			declared = append(declared, f.Name)
		}
		if diff := cmp.Diff(declared, all); diff != "" {
			t.Errorf("%s: all benchmarks (-source +binary):\n%s", env, diff)
		}
	}
	for pattern, want := range map[string]string{
		"Plain": "BenchmarkPlain BenchmarkPlain2", "^BenchmarkPlain$": "BenchmarkPlain",
		"Sub/size=1|Loop": "BenchmarkLoop BenchmarkSub", "Nothing": "",
	} {
		got, err := zoo(t).List(testContext(t), pattern, patient)
		if err != nil || strings.Join(got, " ") != want {
			t.Errorf("%q: %v, %v; want %s", pattern, got, err, want)
		}
	}
}

func TestListFailures(t *testing.T) {
	t.Parallel()
	for env, kind := range map[string]Kind{"ZOO_MAIN=exit0": NoResult, "ZOO_MAIN=exit3": Exit} {
		_, err := zoo(t, env).List(testContext(t), "", patient)
		var f *Failure
		if !errors.As(err, &f) || f.Kind != kind {
			t.Errorf("%s: %v, want %s", env, err, kind)
		}
	}
	if _, err := zoo(t).List(testContext(t), "(", patient); err == nil || errors.As(err, new(*Failure)) {
		t.Errorf("bad pattern: %v", err)
	}
}
