package exec

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/round"
)

func TestExecFailures(t *testing.T) {
	tests := map[string]struct {
		kind    gotest.Kind
		side    round.Side
		message string
	}{
		"Skip":    {gotest.Skip, round.Head, "not in head"},
		"Fail":    {gotest.Fail, round.Head, "more than one"},
		"Panic":   {gotest.Panic, round.Base, "oh no"},
		"Exit":    {gotest.Exit, round.Head, "exit status 7"},
		"Hang":    {gotest.Hang, round.Head, "nothing was heard"},
		"Missing": {gotest.NoResult, round.Head, "no such benchmark"},
		"Sub":     {gotest.NoResult, round.Head, "only sub-benchmarks"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			e := quick(t)
			if test.kind == gotest.Hang {
				e.silence = time.Second
			}
			r, err := e.Round(t.Context(), side(name), round.Head, 0)
			var failed *measure.TargetError
			if !errors.As(err, &failed) {
				t.Fatalf("got error %v, round %+v", err, r)
			}
			if failed.Failure.Kind != test.kind || failed.Side != test.side || failed.Target.Name != name {
				t.Errorf("%s of %s of %s: %v", failed.Failure.Kind, failed.Target.Name, failed.Side, err)
			}
			if !strings.Contains(err.Error(), test.message) || !strings.Contains(err.Error(), "example.com/sides."+name) {
				t.Errorf("error %q lacks %q", err, test.message)
			}
			empty(t, e.copies.dir)
		})
	}
}

// scripted replaces an engine's processes by a list of results, the last of
// which repeats.
func scripted(t *testing.T, results ...func(gotest.Call) (gotest.Output, error)) (*Engine, *int) {
	e := New(t.TempDir(), 0)
	calls := new(int)
	e.run = func(_ context.Context, _ *gotest.Binary, c gotest.Call) (gotest.Output, error) {
		do := results[min(*calls, len(results)-1)]
		*calls++
		return do(c)
	}
	return e, calls
}

func good(c gotest.Call) (gotest.Output, error) {
	r := gotest.Result{Name: c.Benchmark, Procs: 1, N: c.N, Values: map[string]float64{"sec/op": 1}}
	return gotest.Output{Results: []gotest.Result{r}, Elapsed: time.Second}, nil
}

func bad(k gotest.Kind) func(gotest.Call) (gotest.Output, error) {
	return func(gotest.Call) (gotest.Output, error) {
		return gotest.Output{}, &gotest.Failure{Kind: k, Message: "scripted"}
	}
}

// twist bends a good output out of shape.
func twist(bend func(*gotest.Output)) func(gotest.Call) (gotest.Output, error) {
	return func(c gotest.Call) (gotest.Output, error) {
		out, _ := good(c)
		bend(&out)
		return out, nil
	}
}

// A garbled result is asked for once more, with its whole round; nothing else
// is tried twice.
func TestExecRetries(t *testing.T) {
	type outputs = []func(gotest.Call) (gotest.Output, error)
	otherN := twist(func(o *gotest.Output) { o.Results[0].N++ })
	otherName := twist(func(o *gotest.Output) { o.Results[0].Name = "Other" })
	none := twist(func(o *gotest.Output) { o.Results = nil })
	tests := map[string]struct {
		outputs outputs
		calls   int
		kind    gotest.Kind // empty where the round is fine
	}{
		"fine":                   {outputs{good}, 4, ""},
		"garbled once":           {outputs{good, good, good, bad(gotest.Garbled), good}, 6, ""},
		"garbled in calibrating": {outputs{bad(gotest.Garbled), good}, 5, ""},
		"garbled twice":          {outputs{good, good, bad(gotest.Garbled)}, 4, gotest.Garbled},
		"crashed once":           {outputs{good, good, good, bad(gotest.Panic), good}, 4, gotest.Panic},
		"hung after garbled":     {outputs{good, good, bad(gotest.Garbled), bad(gotest.Hang)}, 4, gotest.Hang},
		"skipped at once":        {outputs{bad(gotest.Skip)}, 1, gotest.Skip},
		"other count":            {outputs{good, good, otherN}, 4, gotest.Garbled},
		"other benchmark":        {outputs{good, good, otherName}, 4, gotest.Garbled},
		"no result":              {outputs{none}, 2, gotest.Garbled},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			e, calls := scripted(t, test.outputs...)
			r, err := e.Round(t.Context(), side("B"), round.Base, 0)
			var failed *measure.TargetError
			var kind gotest.Kind
			if errors.As(err, &failed) {
				kind = failed.Failure.Kind
			} else if err != nil {
				t.Fatal(err)
			} else if r.N != 1 || len(r.Base) != 1 || len(r.Head) != 1 {
				t.Errorf("round %+v", r)
			}
			if kind != test.kind || *calls != test.calls {
				t.Errorf("%q after %d processes, want %q after %d", kind, *calls, test.kind, test.calls)
			}
		})
	}
}

func TestExecInterrupt(t *testing.T) {
	cause := errors.New("signal: interrupt")
	ctx, cancel := context.WithCancelCause(t.Context())
	e := quick(t)
	time.AfterFunc(200*time.Millisecond, func() { cancel(cause) })
	_, err := e.Round(ctx, side("Hang"), round.Head, 0) // for an hour, if nothing ends it
	var failed *measure.TargetError
	if !errors.Is(err, cause) || errors.As(err, &failed) {
		t.Errorf("got error %v, want %v", err, cause)
	}
	empty(t, e.copies.dir)
}

// What concerns the scratch directory is no target's fault.
func TestExecScratchErrors(t *testing.T) {
	gone := side("Loop")
	gone.Base = &gotest.Binary{Path: filepath.Join(t.TempDir(), "gone.test")}
	tests := map[string]struct {
		target  measure.Target
		scratch string
	}{
		"no scratch directory": {side("Loop"), filepath.Join(t.TempDir(), "none")},
		"no binary":            {gone, t.TempDir()},
	}
	for name, test := range tests {
		_, err := New(test.scratch, 0).Round(t.Context(), test.target, round.Base, 0)
		var failed *measure.TargetError
		if !errors.Is(err, os.ErrNotExist) || errors.As(err, &failed) {
			t.Errorf("%s: got error %v", name, err)
		}
	}
	failed := &measure.TargetError{Failure: &gotest.Failure{Kind: gotest.Fail}}
	if err := worse(failed, os.ErrPermission); !errors.Is(err, os.ErrPermission) || errors.As(err, &failed) {
		t.Errorf("got error %v", err)
	}
}

// thrice wants three rounds of everything, and suspects nobody.
type thrice struct{}

func (thrice) Screen(rounds []round.Round) measure.Standing {
	if len(rounds) < 3 {
		return measure.Standing{State: measure.More, Need: 3 - len(rounds)}
	}
	return measure.Standing{State: measure.Done}
}

func (thrice) Confirm([]round.Round) measure.Confirmation { return nobody{} }

type nobody struct{}

func (nobody) Suspects() []measure.Suspicion           { return nil }
func (nobody) Standing([]round.Round) measure.Standing { return measure.Standing{} }

// The plan, the engine and real processes together.
func TestRunWithExec(t *testing.T) {
	p := measure.Plan{Targets: []measure.Target{side("Alloc"), side("Skip"), side("Sub/size=1")}, Seed: 11, Budget: time.Minute}
	res, err := measure.Run(t.Context(), p, quick(t), thrice{}, time.Now, nil)
	if err != nil {
		t.Fatal(err)
	}
	had := map[string]int{}
	for _, r := range res.Rounds {
		had[r.Name]++
	}
	if d := cmp.Diff(map[string]int{"Alloc": 3, "Sub/size=1": 3}, had); d != "" {
		t.Error(d)
	}
	if len(res.Errors) != 1 || res.Errors[0].Failure.Kind != gotest.Skip || res.Stopped != measure.Finished {
		t.Errorf("%+v", res)
	}
	for _, r := range res.Rounds {
		if r.Name == "Alloc" && (r.Base["allocs/op"].Center != 2 || r.Head["allocs/op"].Center != 3) {
			t.Errorf("round %d: allocs/op %v and %v", r.Index, r.Base["allocs/op"], r.Head["allocs/op"])
		}
	}
}
