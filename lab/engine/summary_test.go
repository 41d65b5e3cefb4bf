package main

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

func made(name, method string, change float64) trial {
	return trial{Benchmark: round.Benchmark{Name: name}, Method: method, Change: change,
		Base: 4, Head: 9, Samples: 5, Seconds: 2}
}

func TestSummarize(t *testing.T) {
	failed := made("b", "m", 9)
	failed.Error = "it hung"
	trials := []trial{made("b", "m", 0.3), made("a", "m", 0.03), made("a", "m", -0.04),
		made("a", "other", 7), failed}
	groups := of(trials, "m")
	if len(groups) != 2 || groups[0].benchmark != "a" || groups[0].values[0] != 6 {
		t.Fatalf("got %+v", groups)
	}
	s := summarize(groups)
	if s.trials != 3 || s.benchmarks != 2 || s.worstOf != "b" {
		t.Errorf("got %+v", s)
	}
	ra := math.Sqrt((0.03*0.03 + 0.04*0.04) / 2)
	near(t, "rms", s.rms, math.Sqrt((0.03*0.03+0.04*0.04+0.09)/3))
	near(t, "median", s.median, (ra+0.3)/2)
	near(t, "p90", s.p90, ra+0.9*(0.3-ra))
	near(t, "worst", s.worst, 0.3)
	near(t, "typical", s.typical, 0.04)
	near(t, "most", s.most, 0.3)
	near(t, "seconds", s.seconds, 2)
	near(t, "samples", s.samples, 5)
	if empty := summarize(nil); !math.IsNaN(empty.rms) || !math.IsNaN(empty.worst) || empty.trials != 0 {
		t.Errorf("of nothing: %+v", empty)
	}
	if rows := failures(trials).rows; len(rows) != 1 || rows[0][2] != "it hung" {
		t.Errorf("failures: %v", rows)
	}
	if got := benchmarks(trials); fmt.Sprint(got) != "[a b]" {
		t.Errorf("benchmarks: %v", got)
	}
}

func TestEstimate(t *testing.T) {
	var rounds []round.Round
	for _, v := range [][2]float64{{1, 2}, {2, 4}, {3, 6}} {
		rounds = append(rounds, round.Round{
			Base: round.Values{"sec/op": {Center: v[0]}}, Head: round.Values{"sec/op": {Center: v[1]}}})
	}
	tr, err := estimate(rounds)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "change", tr.Change, 1)
	near(t, "base", tr.Base, 2)
	near(t, "head", tr.Head, 4)
	if _, err := estimate(append(rounds, round.Round{})); err == nil {
		t.Error("a round without sec/op went unnoticed")
	}
}

func TestSchedule(t *testing.T) {
	subjects := []subject{{run: "a"}, {run: "b"}, {run: "c"}}
	methods := []method{{name: "often", reps: 6, seconds: 1}, {name: "seldom", reps: 2, seconds: 10}}
	tasks := schedule(rand.New(rand.NewPCG(1, 1)), subjects, methods)
	if got := expected(tasks).Seconds(); got != 3*6+3*2*10 {
		t.Errorf("expected time: %v", got)
	}
	seen, half := map[string]int{}, 0
	for i, k := range tasks {
		seen[fmt.Sprint(k.subject.run, k.method.name, k.rep)]++
		if k.method.name == "seldom" && i < len(tasks)/2 {
			half++
		}
	}
	if len(seen) != 24 || len(tasks) != 24 {
		t.Errorf("%d different of %d tasks", len(seen), len(tasks))
	}
	if half != 3 {
		t.Errorf("%d of the 6 seldom ones are in the first half", half)
	}
}

func TestConcerns(t *testing.T) {
	if !concerns(fmt.Errorf("a: %w", &gotest.Failure{Kind: gotest.Hang})) || concerns(errors.New("disk full")) {
		t.Error("what concerns one benchmark is confused with what concerns all")
	}
}

func TestLayoutColumns(t *testing.T) {
	trials := []trial{made("a", methodSame, 0.01), made("a", "layout 1", 0.1), made("a", "layout 2", -0.1),
		made("a", "edit: x", 0.02), made("a", "edit: y", -0.05)}
	methods := []method{{name: methodSame}, {name: "layout 1"}, {name: "layout 2"}, {name: "edit: x"}, {name: "edit: y"}}
	rows := layoutsEach(trials, methods).rows
	want := "a 1.00 % 14.14 % +0.00 % 10.00 % 3.81 % -5.00 % y"
	if len(rows) != 1 || strings.Join(rows[0], " ") != want {
		t.Errorf("got %v, want %s", rows, want)
	}
}
