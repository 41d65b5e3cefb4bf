package prepush

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/benchgate/benchgate/internal/git"
	"github.com/benchgate/benchgate/internal/process"
	"github.com/benchgate/benchgate/internal/words"
)

// Status is "benchgate hook status".
func Status(ctx context.Context, p *process.Process, _ Options) error {
	hooks, err := hooksDir(ctx, p)
	if err != nil {
		return err
	}
	s, err := (Dir{Path: hooks.Dir}).State()
	if err != nil {
		return err
	}
	_, err = io.WriteString(p.Stdout, statusText(s, hooks))
	return err
}

func statusText(s State, hooks git.HooksDir) string {
	var b strings.Builder
	switch {
	case !s.Present:
		fmt.Fprintf(&b, "not installed: there is no %s\n  install it: benchgate hook install\n", s.Hook)
	case !s.Ours:
		fmt.Fprintf(&b, "not installed: %s is another hook\n  install, and run that one first: benchgate hook install\n", s.Hook)
	default:
		fmt.Fprintf(&b, "installed: %s, a push waits %s at most\n", s.Hook, words.ShortDuration(s.Script.Budget))
		if !s.Intact {
			b.WriteString("  changed by hand since\n")
		}
		if !s.Runs {
			fmt.Fprintf(&b, "  git does not run it: it is not executable (chmod +x %s)\n", s.Hook)
		}
		b.WriteString("  skip it once: BENCHGATE_SKIP=1 git push\n  remove it: benchgate hook uninstall\n")
	}
	if s.Chained {
		fmt.Fprintf(&b, "  runs first: %s, the hook that was there before\n", filepath.Join(hooks.Dir, Chained))
	}
	if hooks.From != "" {
		fmt.Fprintf(&b, "  hooks are in %s by core.hooksPath (%s)\n", hooks.Dir, hooks.From)
	}
	return b.String()
}
