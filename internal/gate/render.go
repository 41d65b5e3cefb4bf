package gate

import (
	"crypto/rand"

	"github.com/benchgate/benchgate/internal/process"
	"github.com/benchgate/benchgate/internal/report/formats"
	"github.com/benchgate/benchgate/internal/report/github"
	"github.com/benchgate/benchgate/internal/report/text"
)

// RenderOptions are those that every format needs, for what stdout is.
func RenderOptions(p *process.Process, color, verbose bool) formats.Options {
	return formats.Options{
		Text:   text.Options{Width: process.Width(p.Stdout), Color: color, ASCII: !p.UTF8(), Verbose: verbose},
		GitHub: github.Options{StopToken: rand.Text()},
	}
}
