package process

import (
	"io"
	"os"
	"strings"

	"github.com/benchgate/benchgate/internal/exit"
	"golang.org/x/term"
)

// Color decides whether w gets colour: as the flag says, else never where
// NO_COLOR is set or w is no terminal.
func (p *Process) Color(flag string, w io.Writer) (bool, error) {
	switch flag {
	case "always":
		return true, nil
	case "never":
		return false, nil
	case "auto", "":
		if v, _ := p.Lookup("NO_COLOR"); v != "" {
			return false, nil
		}
		if v, _ := p.Lookup("TERM"); v == "dumb" {
			return false, nil
		}
		return IsTerminal(w), nil
	}
	return false, exit.Usagef("one of auto, always, never", "--color: unknown value %q", flag)
}

// IsTerminal tells whether w is a terminal.
func IsTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// Width returns the columns of the terminal behind w; 0, meaning no bound,
// where there is none.
func Width(w io.Writer) int {
	if f, ok := w.(*os.File); ok {
		if cols, _, err := term.GetSize(int(f.Fd())); err == nil {
			return cols
		}
	}
	return 0
}

// UTF8 tells whether the user's locale shows more than ASCII. Where nothing is
// said, as on most CI runners, it does.
func (p *Process) UTF8() bool {
	for _, key := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v, ok := p.Lookup(key); ok && v != "" {
			v = strings.ToLower(v)
			return strings.Contains(v, "utf-8") || strings.Contains(v, "utf8")
		}
	}
	return true
}

// Typed tells whether somebody types what we read.
func (p *Process) Typed() bool {
	f, ok := p.Stdin.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
