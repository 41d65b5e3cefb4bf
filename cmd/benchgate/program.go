package main

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/process"
)

// A program is the process that a command runs in.
type program struct{ process.Process }

// A verb is one of benchgate's commands.
type verb struct {
	name, summary string
	run           func(p *program, ctx context.Context, args []string) error
}

// verbs lists the commands in the order in which help shows them.
func verbs() []verb {
	return []verb{
		{"run", "measure base and head, judge, report: the gate", (*program).runVerb},
		{"compare", "compare two files of benchmark results", (*program).compareVerb},
		{"render", "show a report in another format", (*program).renderVerb},
		{"explain", "say where in the code a report's regressions come from", (*program).explainVerb},
		{"calibrate", "measure the noise here, and what thresholds it allows", (*program).calibrateVerb},
		{"merge", "put the reports of all shards together", (*program).mergeVerb},
		{"publish", "report to GitHub: comment, check, summary, outputs", (*program).publishVerb},
		{"config", "verify, show or describe the policy file", (*program).configVerb},
		{"init", "write a policy file that explains itself", (*program).initVerb},
		{"hook", "gate what is pushed: install, uninstall, status", (*program).hookVerb},
		{"doctor", "look at this machine: is it fit to measure on", (*program).doctorVerb},
		{"demo", "see the gate at work on a small example", (*program).demoVerb},
		{"completion", "print the completion script of a shell", (*program).completionVerb},
		{"help", "show this text, or that of one command or topic", (*program).helpVerb},
		{"version", "print the version", (*program).versionVerb},
	}
}

// main runs the verb that args name and returns the exit status.
func (p *program) main(ctx context.Context, args []string) (status int) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Fprintf(p.Stderr, "benchgate: internal error: %v\n%s", r, debug.Stack())
			status = exit.Unmeasured
		}
	}()
	err := p.profiled(ctx, args)
	var v exit.Verdict
	switch {
	case err == nil:
		return exit.Pass
	case errors.As(err, &v):
		return int(v)
	}
	if ctx.Err() != nil {
		fmt.Fprintln(p.Stderr, "benchgate: interrupted")
		return exit.Interrupted
	}
	p.Report(err)
	return exit.Of(err)
}

func (p *program) dispatch(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return p.helpVerb(ctx, nil)
	}
	name := args[0]
	switch name {
	case "-h", "-help", "--help":
		name = "help"
	case "-version", "--version":
		name = "version"
	}
	var names []string
	for _, v := range verbs() {
		if v.name == name {
			return v.run(p, ctx, args[1:])
		}
		names = append(names, v.name)
	}
	hint := "benchgate help lists the commands"
	if near := config.Nearest(name, names); near != "" {
		hint = fmt.Sprintf("did you mean benchgate %s?", near)
	}
	return exit.Usagef(hint, "unknown command %q", name)
}
