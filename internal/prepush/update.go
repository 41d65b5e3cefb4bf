// Package prepush is git's pre-push hook: the file that git runs, how it is
// installed, what git tells it, and the run of the gate on what is pushed.
package prepush

import (
	"fmt"
	"strings"

	"github.com/benchgate/benchgate/internal/git"
)

// An Update is one ref that a push changes: a line of the hook's input. The
// zero value is none.
type Update struct {
	LocalRef, LocalSHA   string // of what is pushed; the hash is zeros for a deletion
	RemoteRef, RemoteSHA string // of what the remote has; the hash is zeros for nothing
}

// Parse reads the hook's input, a line an update:
//
//	LOCAL-REF SP LOCAL-HASH SP REMOTE-REF SP REMOTE-HASH LF
//
// No ref holds a space, but what stands for the local one may: an expression
// such as HEAD@{1 day ago}. Empty lines are passed over.
func Parse(input string) ([]Update, error) {
	var updates []Update
	for i, line := range strings.Split(input, "\n") {
		if line == "" {
			continue
		}
		f := strings.Split(line, " ")
		n := len(f)
		if n < 4 || !git.IsHash(f[n-3]) || !git.IsHash(f[n-1]) || f[n-2] == "" {
			return nil, fmt.Errorf("line %d of the pre-push hook's input is not REF HASH REF HASH: %q", i+1, line)
		}
		updates = append(updates, Update{strings.Join(f[:n-3], " "), f[n-3], f[n-2], f[n-1]})
	}
	return updates, nil
}

func isZero(hash string) bool { return strings.Trim(hash, "0") == "" }

// New tells whether the remote does not have the ref yet.
func (u Update) New() bool { return isZero(u.RemoteSHA) }

// Skip says in words why an update has nothing to measure, whatever its
// commits hold; "" where it may have.
func (u Update) Skip() string {
	switch {
	case isZero(u.LocalSHA):
		return "it is deleted"
	case strings.HasPrefix(u.RemoteRef, "refs/tags/"):
		return "it is a tag"
	case strings.HasPrefix(u.RemoteRef, "refs/notes/"):
		return "it holds notes"
	case u.LocalSHA == u.RemoteSHA:
		return "the remote has it already"
	}
	return ""
}

// Name is the ref as people call it: feature for refs/heads/feature.
func (u Update) Name() string { return strings.TrimPrefix(u.RemoteRef, "refs/heads/") }
