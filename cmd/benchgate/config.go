package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/gate"
)

func newConfig(p *program) *cobra.Command {
	c := &cobra.Command{
		Use:   "config verify|show|schema [FILE]",
		Short: "verify, show or describe the policy file",
		Long: `Config verify checks a policy file and lists every mistake with its place.
Config show prints the settings in force, defaults included.
Config schema prints the JSON Schema of the file, for editors.`,
		Example: `  benchgate config verify
  benchgate config show ci/benchgate.yml
  benchgate config schema > benchgate.schema.json`,
		Annotations: map[string]string{"hint": "benchgate config verify, show or schema"},
		RunE:        subcommandOf,
	}
	// on is a subcommand that looks at one file.
	on := func(verb, short string, run func(ctx context.Context, files []string) error) {
		c.AddCommand(&cobra.Command{
			Use:   verb + " [FILE]",
			Short: short,
			Args: func(_ *cobra.Command, args []string) error {
				if len(args) > 1 {
					return exit.Usagef(c.Annotations["hint"], "config %s: unexpected argument %q", verb, args[1])
				}
				return nil
			},
			RunE: func(c *cobra.Command, args []string) error { return run(c.Context(), args) },
		})
	}
	on("verify", "list the mistakes in a policy file", p.verifyConfig)
	on("show", "print the settings in force", p.showConfig)
	on("schema", "print the JSON Schema of the file", func(context.Context, []string) error {
		_, err := p.Stdout.Write(config.Schema())
		return err
	})
	return c
}

// configFile loads the policy that is named, or that of the repository.
func (p *program) configFile(ctx context.Context, files []string) (config.Settings, string, error) {
	if len(files) == 1 {
		return config.Find(p.Absolute(files[0]), p.Dir)
	}
	return gate.SettingsHere(ctx, &p.Process, "")
}

func (p *program) showConfig(ctx context.Context, files []string) error {
	settings, _, err := p.configFile(ctx, files)
	if err != nil {
		return err
	}
	_, err = p.Stdout.Write(config.Show(settings))
	return err
}

func (p *program) verifyConfig(ctx context.Context, files []string) error {
	settings, source, err := p.configFile(ctx, files)
	if err != nil {
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
