package main

import (
	"context"
	"fmt"
	"time"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/git"
)

// configVerb is "benchgate config verify|show|schema [FILE]".
func (p *program) configVerb(ctx context.Context, args []string) error {
	const hint = "benchgate config verify, show or schema"
	if len(args) == 0 {
		return usagef(hint, "config: what to do is missing")
	}
	if args[0] == "-h" || args[0] == "--help" {
		pages["config"].print(p.stdout)
		return nil
	}
	if len(args) > 2 {
		return usagef(hint, "config %s: unexpected argument %q", args[0], args[2])
	}
	switch args[0] {
	case "schema":
		_, err := p.stdout.Write(config.Schema())
		return err
	case "verify", "show":
		return p.configFile(ctx, args[0], args[1:])
	}
	if near := config.Nearest(args[0], []string{"verify", "show", "schema"}); near != "" {
		return usagef("did you mean config "+near+"?", "config: unknown command %q", args[0])
	}
	return usagef(hint, "config: unknown command %q", args[0])
}

func (p *program) configFile(ctx context.Context, verb string, args []string) error {
	name, root := "", p.dir
	if len(args) == 1 {
		name = args[0]
	} else if repo, err := git.Open(ctx, p.dir, p.env); err == nil {
		root = repo.Root
	}
	settings, source, err := loadSettings(absolute(p.dir, name), root)
	if err != nil {
		return err
	}
	if verb == "show" {
		_, err := p.stdout.Write(config.Show(settings))
		return err
	}
	if source == "defaults" {
		fmt.Fprintf(p.stdout, "no %s here: the defaults apply\n", policyName)
		return nil
	}
	fmt.Fprintf(p.stdout, "%s: ok\n", source)
	for _, w := range append(settings.Policy.Misspelt(), settings.Policy.Expired(time.Now())...) {
		fmt.Fprintf(p.stdout, "warning: %s\n", w)
	}
	return nil
}
