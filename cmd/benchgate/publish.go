package main

import (
	"context"

	"github.com/benchgate/benchgate/internal/publish"
)

// publishVerb is "benchgate publish REPORT.json".
func (p *program) publishVerb(ctx context.Context, args []string) error {
	o, err := parsePublishFlags(args)
	if err != nil {
		return p.orHelp("publish", err)
	}
	return publish.Publish(ctx, &p.Process, *o)
}
