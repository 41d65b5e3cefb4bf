package main

import (
	"context"
	"fmt"
	"time"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/git"
)

// configVerb is "benchgate config verify|show|schema [FILE]".
func (p *program) configVerb(ctx context.Context, args []string) error {
	const hint = "benchgate config verify, show or schema"
	if len(args) == 0 {
		return exit.Usagef(hint, "config: what to do is missing")
	}
	if args[0] == "-h" || args[0] == "--help" {
		pages["config"].print(p.Stdout)
		return nil
	}
	if len(args) > 2 {
		return exit.Usagef(hint, "config %s: unexpected argument %q", args[0], args[2])
	}
	switch args[0] {
	case "schema":
		_, err := p.Stdout.Write(config.Schema())
		return err
	case "verify", "show":
		return p.configFile(ctx, args[0], args[1:])
	}
	if near := config.Nearest(args[0], []string{"verify", "show", "schema"}); near != "" {
		return exit.Usagef("did you mean config "+near+"?", "config: unknown command %q", args[0])
	}
	return exit.Usagef(hint, "config: unknown command %q", args[0])
}

func (p *program) configFile(ctx context.Context, verb string, args []string) error {
	name, root := "", p.Dir
	if len(args) == 1 {
		name = args[0]
	} else if repo, err := git.Open(ctx, p.Dir, p.Env); err == nil {
		root = repo.Root
	}
	settings, source, err := config.Find(p.Absolute(name), root)
	if err != nil {
		return err
	}
	if verb == "show" {
		_, err := p.Stdout.Write(config.Show(settings))
		return err
	}
	if source == "defaults" {
		fmt.Fprintf(p.Stdout, "no %s here: the defaults apply\n", config.FileName)
		return nil
	}
	fmt.Fprintf(p.Stdout, "%s: ok\n", source)
	for _, w := range append(settings.Policy.Misspelt(), settings.Policy.Expired(time.Now())...) {
		fmt.Fprintf(p.Stdout, "warning: %s\n", w)
	}
	return nil
}
