package prepush

import (
	"fmt"
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/shell"
)

// Chained is the name that a hook which was there before gets, in the same
// directory; git runs no hook of that name.
const Chained = "pre-push.before-benchgate"

// DefaultBudget is how long the hook may keep a push waiting.
const DefaultBudget = time.Minute

// A Script is the hook file as Install writes it.
type Script struct {
	Budget  time.Duration // what the push may wait for
	Program string        // of benchgate, for a PATH that does not have it; "" for none
}

// marker is the line by which a script of ours is known.
const marker = "# benchgate pre-push hook, version 1"

// Text is the file's content: a POSIX shell script. It runs the hook that was
// there before with the same arguments and input, ends as that one does if it
// fails, and then hands over to benchgate. A benchgate that is gone stops no push.
func (s Script) Text() string {
	return fmt.Sprintf(`#!/bin/sh
%s
# Made by "benchgate hook install", removed by "benchgate hook uninstall".
budget=%s
program=%s
before="${0%%/*}/%s"
updates=$(cat; echo .)
updates=${updates%%.}
if [ -x "$before" ]; then
	printf '%%s' "$updates" 2>/dev/null | "$before" "$@" || exit $?
fi
if command -v benchgate >/dev/null 2>&1; then
	program=benchgate
elif [ ! -x "$program" ]; then
	echo "benchgate: not in PATH, so no benchmark is looked at before this push" >&2
	exit 0
fi
exec "$program" hook pre-push --budget "$budget" -- "$@" <<END
$updates
END
`, marker, s.Budget, shell.Quoted(s.Program), Chained)
}

// ReadScript finds out what made a hook file. ours tells that it carries our
// mark, and intact that nobody has changed it since.
func ReadScript(text string) (s Script, ours, intact bool) {
	if !strings.Contains(text, "\n"+marker+"\n") {
		return s, false, false
	}
	for _, line := range strings.Split(text, "\n") {
		if v, ok := strings.CutPrefix(line, "budget="); ok {
			if d, err := time.ParseDuration(v); err == nil {
				s.Budget = d
			}
		}
		if v, ok := strings.CutPrefix(line, "program="); ok && len(v) > 1 {
			s.Program = strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(v, "'"), "'"), `'\''`, "'")
			break // a later line of the script sets it too
		}
	}
	return s, true, s.Text() == text
}

// KnowsItsName tells whether a hook looks at the name it is called by, so that
// it would do something else, or nothing, under another one.
func KnowsItsName(text string) bool {
	return strings.HasPrefix(text, "#!") && strings.Contains(text, "basename") && strings.Contains(text, "$0") ||
		strings.Contains(text, `/h"`) || strings.Contains(text, "/husky.sh")
}
