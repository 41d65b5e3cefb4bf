package main

import (
	"reflect"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"github.com/benchgate/benchgate/internal/gate"
	"github.com/benchgate/benchgate/internal/process"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/shell"
)

// everyFlag has a value for each flag of run. A flag that is new has to have one.
var everyFlag = map[string]string{
	"base": "main", "head": "HEAD", "config": "a policy.yml", "output": "out dir", "format": "json", "color": "never", "v": "true",
	"seed": "7", "shard": "2/3", "changed": "false", "costs": "old/report.json", "bench": "^(A|B)$", "b": "'x' y", "budget": "90s",
	"timeout": "2m", "engine": "exec", "strict": "true", "explain": "false",
}

// TestReproduceKeepsEveryFlag holds the command behind "Again" to be the run's own:
// read again, it is the same but for the names of the two sides.
func TestReproduceKeepsEveryFlag(t *testing.T) {
	var names []string
	newRun(&program{}, &runOptions{}).Flags().VisitAll(func(f *pflag.Flag) {
		if f.Name != "nonce" { // it is of one run, and comes by standard input
			names = append(names, f.Name)
		}
	})
	if len(names) != len(everyFlag) {
		t.Errorf("run has the flags %v, the table %d", names, len(everyFlag))
	}
	var all []string
	for _, name := range names {
		if name != "b" { // it stands for bench
			all = append(all, "--"+name+"="+everyFlag[name])
		}
		tryReproduce(t, nil, "--"+name+"="+everyFlag[name])
	}
	tryReproduce(t, nil, append(all, "./p q", "./...", "--", "-tags=a b", "-cpu", "1,2", "-ldflags=-X main.x=$y")...)
	tryReproduce(t, nil, "--changed", "--strict=false", "--explain", "-b", "A", "-b", "B")
	tryReproduce(t, nil)
	// What the environment says is kept as flags.
	tryReproduce(t, []string{"BENCHGATE_BENCH=X y", "BENCHGATE_ENGINE=exec", "BENCHGATE_CHANGED=1"}, "--budget=5s")
	tryReproduce(t, []string{"BENCHGATE_CHANGED=1", "BENCHGATE_BUDGET=1m"}, "--changed=false", "--budget=2m")
}

func tryReproduce(t *testing.T, env []string, args ...string) {
	t.Helper()
	want := reproducible(t, env, args)
	command := gate.CommandLine{Options: want.Options, Set: want.set,
		Base: record.Ref{SHA: strings.Repeat("a", 40)}, Head: record.Ref{SHA: strings.Repeat("b", 40)}}.Again()
	words, ok := shell.Split(command)
	if !ok || len(words) < 6 || strings.Join(words[:6], " ") != "benchgate run --base aaaaaaaaaaaa --head bbbbbbbbbbbb" {
		t.Fatalf("%q gives %q", args, command)
	}
	got := reproducible(t, nil, words[2:])
	for _, o := range []*givenOptions{want, got} {
		o.Base, o.Head, o.Given, o.Overrides = "", "", nil, nil
		for i := range o.set {
			o.set[i].From = ""
		}
		if len(o.set) > 0 {
			o.set = lastOfEach(o.set)
		}
	}
	if !strings.Contains(command, "--seed") {
		got.Seed = want.Seed // a new one each time
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%q gives %s\nwhich is %+v\nwant     %+v", args, command, got, want)
	}
}

// givenOptions are options with what set their keys.
type givenOptions struct {
	*runOptions
	set []gate.Override
}

// reproducible are options as a run has them.
func reproducible(t *testing.T, env, args []string) *givenOptions {
	t.Helper()
	o, err := parseRunFlags(args)
	if err != nil {
		t.Fatalf("%q: %v", args, err)
	}
	p := &process.Process{Env: env}
	if err := o.changedByEnv(p); err != nil {
		t.Fatal(err)
	}
	return &givenOptions{o, o.Set(p)}
}

// lastOfEach leaves of each key the value that counts, in a fixed order.
func lastOfEach(all []gate.Override) []gate.Override {
	last := map[string]gate.Override{}
	for _, ov := range all {
		last[ov.Key] = ov
	}
	var kept []gate.Override
	for _, f := range overrideFlags {
		if ov, ok := last[f.key]; ok {
			kept = append(kept, ov)
			delete(last, f.key)
		}
	}
	return kept
}

// The same of compare, whose flags are all kept in one way.
func TestReproduceOfCompare(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"a.txt", "b.txt"}, "benchgate compare a.txt b.txt"},
		{[]string{"--config", "a policy.yml", "--alpha=0.05", "-v", "--base", "a b.txt", "--base", "c.txt", "--head", "d.txt"},
			"benchgate compare --alpha=0.05 --config='a policy.yml' -v=true --base 'a b.txt' --base c.txt --head d.txt"},
	} {
		o := &compareOptions{}
		if err := readArgs(newCompare(&program{}, o), c.args); err != nil {
			t.Fatal(err)
		}
		if got := o.Again(); got != c.want {
			t.Errorf("%q: %s, want %s", c.args, got, c.want)
		}
	}
}
