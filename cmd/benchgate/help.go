package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/gate"
	"github.com/benchgate/benchgate/internal/publish"
)

// A page is the help of one verb or topic.
type page struct {
	usage string // the command line, empty for a topic
	about string // a topic in a few words
	text  string
	flags func() *flag.FlagSet // nil for none
}

var pages = map[string]page{
	"run": {
		usage: "benchgate run [flags] [packages] [-- build flags]",
		text: `Run measures the benchmarks of base and head, compares them, judges the result
against .benchgate.yml, prints a verdict and ends with its exit status.

Base is the merge base with the default branch, or what --base names; in CI it
is what the event says. Head is the working tree as it stands, uncommitted
changes included, or what --head names. Both are laid out in directories of
their own: the working tree, branch, index and stash are not touched.

What got slower is profiled on both sides, inside the budget, and the report
names the functions that it comes from; --explain=false leaves that out.

Flags after -- are build flags of go test, and -cpu.

Examples:
  benchgate run                              all, against the default branch
  benchgate run -b Parse ./parser            some benchmarks of one package
  benchgate run --base v1.4.0                against a release
  benchgate run --head topic -- -tags=slow   another branch, with a build tag
  benchgate run -- -cpu=1,4                  with one and with four processors
  benchgate run --changed                    only what the change touches`,
		flags: func() *flag.FlagSet { return newRunFlags(&runOptions{}) },
	},
	"compare": {
		usage: "benchgate compare [flags] BASE.txt HEAD.txt",
		text: `Compare judges two files of Go benchmark results, of any origin, against the
policy. Centres, intervals, changes and p-values are those of the benchstat
command. The name - stands for standard input; --base and --head, given more
than once, add files to a side.

Files are the output of go test -bench, with -json or without, as UTF-8 or
UTF-16, plain or gzipped. As in benchstat, results of one side with different
configuration lines, such as "goarch: arm64", are compared separately; --ignore
goarch pools them.

Examples:
  benchgate compare base.txt head.txt
  benchgate compare base.json.gz head.json.gz
  git show main:bench.txt | benchgate compare - bench.txt
  benchgate compare --base b1.txt --base b2.txt --head h1.txt --head h2.txt`,
		flags: func() *flag.FlagSet { return newCompareFlags(&gate.FileOptions{}) },
	},
	"render": {
		usage: "benchgate render [flags] REPORT.json",
		text: `Render shows a report that run or compare wrote in another format: text,
markdown, json, junit, github (workflow commands), csv, html (one page that
needs nothing from outside), svg (one picture, for what shows no scripts), or
benchstat-classic (the table that older scripts parse; it needs base.txt and
head.txt beside the report). Html and svg draw the rounds of rounds.jsonl if it
lies beside the report. The status says only whether it could render. With
--again the outcome is decided once more from rounds.jsonl beside the report, by
the policy as it is now: to see what another threshold would have said of the
same rounds.

Examples:
  benchgate render .benchgate/report.json
  benchgate render --format junit .benchgate/report.json > junit.xml
  benchgate render --format svg .benchgate/report.json > changes.svg
  benchgate render --format svg --picture rounds --row Parse-8 report.json`,
		flags: func() *flag.FlagSet { return newRenderFlags(&renderOptions{}) },
	},
	"explain": {
		usage: "benchgate explain [flags] REPORT.json [BENCHMARK...] [-- build flags]",
		text: `Explain says where in the code the regressions of a report come from, or the
changes of the benchmarks that are named. Run does so by itself for the worst
ten, inside its budget. The commits that the report names are built again with
the same flags, both sides are profiled in turn, a few seconds a benchmark, and
the report is completed. Outcomes stay as they are. Head must be a commit: a
working tree with uncommitted changes is gone.

The profiles are left beside the report; go tool pprof -diff_base BASE HEAD
opens a pair of them.

Examples:
  benchgate explain .benchgate/report.json
  benchgate explain .benchgate/report.json Parse/size=1-8`,
		flags: func() *flag.FlagSet { return newExplainFlags(&gate.ExplainOptions{}) },
	},
	"calibrate": {
		usage: "benchgate calibrate [flags] [packages] [-- build flags]",
		text: `Calibrate measures the same commit on both sides (A/A) and tells how noisy each
benchmark is on this machine, how often identical code would be called slower at
several thresholds, what would stay undecided, and the smallest slowdown that
would be seen in a given time. It suggests a threshold and a budget, and writes
them into the policy file if asked to. The rounds are left in the output
directory.

Scatter is the robust standard deviation of a round's change by the centres, "of
means" that by the means, and shift the median change from one side to the
other: more than a little of it, on identical code, is a fault of the measuring.

Examples:
  benchgate calibrate                        everything, 60 rounds a benchmark
  benchgate calibrate --rounds 300 ./parser  a closer look at one package
  benchgate calibrate --write                also write what it suggests`,
		flags: func() *flag.FlagSet { fs, _ := newCalibrateFlags(); return fs },
	},
	"merge": {
		usage: "benchgate merge [flags] DIR...",
		text: `Merge puts the output directories of all shards of one run together: every
shard must be there, of the same base and head, and all must have dealt the
benchmarks out alike. Each was judged at its share of alpha, so that the whole
keeps the promise of one run. The status is that of the whole; machines may
differ between shards, since both sides of a benchmark were measured on the same
one. The merged report.json knows what each benchmark cost: given to all shards
of the next run as --costs, it makes them take about equally long.

Example:
  benchgate run --shard 1/2 --costs last.json --output one     on one machine
  benchgate run --shard 2/2 --costs last.json --output two     on another
  benchgate merge one two`,
		flags: func() *flag.FlagSet { return newMergeFlags(&mergeOptions{}) },
	},
	"publish": {
		usage: "benchgate publish [flags] REPORT.json",
		text: `Publish reports to GitHub what a run found: one comment on the pull request that
is kept up to date, a check run (or a commit status) on the head commit, and, in
a workflow, the step's summary, outputs and annotations. It takes the token from
GITHUB_TOKEN, builds and runs nothing, and ends with the run's own status. What
GitHub refuses is a warning.

Under the event workflow_run nothing in the run's directory is believed: the
decision is made again from rounds.jsonl with the policy of base, and the pull
request is found from the event. If base's policy cannot be read, or the run
measured against another branch, the verdict is error.

With --status, a report that is not from that run or does not match its exit
status is an error. With --accept, nothing is published: Publish only records
that the label "benchgate: accept" was set or removed for a head commit.

Examples:
  benchgate publish .benchgate/report.json
  benchgate publish --repo octo/bench --pr 7 .benchgate/report.json`,
		flags: func() *flag.FlagSet { return newPublishFlags(&publish.Options{}) },
	},
	"config": {
		usage: "benchgate config verify|show|schema [FILE]",
		text: `Config verify checks a policy file and lists every mistake with its place.
Config show prints the settings in force, defaults included.
Config schema prints the JSON Schema of the file, for editors.

Examples:
  benchgate config verify
  benchgate config show ci/benchgate.yml
  benchgate config schema > benchgate.schema.json`,
	},
	"init":   initPage,
	"hook":   hookPage,
	"doctor": doctorPage,
	"demo": {
		usage: "benchgate demo [--keep]",
		text: `Demo lays out a small example as a git repository whose head is slower in one
benchmark and faster in another, runs the gate on it and shows the report. It
needs go and git, no network, and less than a minute.

Examples:
  benchgate demo
  benchgate demo --keep                      to look at the example afterwards`,
		flags: func() *flag.FlagSet { return newDemoFlags(new(bool)) },
	},
	"version": {
		usage: "benchgate version [--json]",
		text: `Version prints the version of benchgate and of the Go that built it; as JSON
also the commit it was built from, whether there were changes to it, and the
system it was built for.

Examples:
  benchgate version
  benchgate version --json`,
		flags: func() *flag.FlagSet { return newVersionFlags(new(bool)) },
	},
	"completion": {
		usage: "benchgate completion bash|zsh|fish",
		text: `Completion prints a script that lets a shell complete commands, flags, formats,
benchmark names, packages, branches and tags. It looks at files and at git, and
builds nothing.

Examples:
  source <(benchgate completion bash)        in ~/.bashrc
  source <(benchgate completion zsh)         in ~/.zshrc, behind compinit
  benchgate completion fish | source         in ~/.config/fish/config.fish`,
		flags: func() *flag.FlagSet { return newCompletionFlags(new(string)) },
	},
	"help": {
		usage: "benchgate help [COMMAND|TOPIC]",
		text: `Help shows what there is, or the page of one command or topic.

Examples:
  benchgate help
  benchgate help run
  benchgate help status                      the exit statuses`,
	},
}

// helpVerb is "benchgate help [COMMAND|TOPIC]".
func (p *program) helpVerb(_ context.Context, args []string) error {
	if len(args) == 0 {
		p.overview()
		return nil
	}
	if pg, ok := pages[args[0]]; ok {
		pg.print(p.Stdout)
		return nil
	}
	var names []string
	for name := range pages {
		names = append(names, name)
	}
	hint := "benchgate help lists the commands and topics"
	if near := config.Nearest(args[0], names); near != "" {
		hint = fmt.Sprintf("did you mean benchgate help %s?", near)
	}
	return exit.Usagef(hint, "no help on %q", args[0])
}

func (p *program) overview() {
	fmt.Fprint(p.Stdout, "benchgate holds every change of a Go repository to its performance.\n\nCommands:\n")
	for _, v := range verbs() {
		fmt.Fprintf(p.Stdout, "  %-10s %s\n", v.name, v.summary)
	}
	fmt.Fprint(p.Stdout, "\nTopics (benchgate help TOPIC):\n")
	for _, name := range topics() {
		fmt.Fprintf(p.Stdout, "  %-11s %s\n", name, pages[name].about)
	}
	fmt.Fprint(p.Stdout, `
Start with: benchgate demo, then benchgate run in a repository of yours.
`)
}

// topics lists the pages that are no command's.
func topics() []string {
	var names []string
	for name, pg := range pages {
		if pg.usage == "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func (pg page) print(w io.Writer) {
	if pg.usage != "" {
		fmt.Fprintf(w, "usage: %s\n\n", pg.usage)
	}
	fmt.Fprintln(w, pg.text)
	if pg.flags == nil {
		return
	}
	fmt.Fprint(w, "\nFlags:\n")
	pg.flags().VisitAll(func(f *flag.Flag) {
		name, usage := flag.UnquoteUsage(f)
		if name == "value" {
			name = ""
		}
		fmt.Fprintf(w, "  %s\n      %s\n", strings.TrimRight(dashed(f.Name)+" "+name, " "), usage)
	})
}

// orHelp shows a verb's help where the error is a request for it.
func (p *program) orHelp(name string, err error) error {
	if errors.Is(err, flag.ErrHelp) {
		pages[name].print(p.Stdout)
		return nil
	}
	return err
}
