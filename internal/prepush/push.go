package prepush

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"time"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/gate"
	"github.com/benchgate/benchgate/internal/git"
	"github.com/benchgate/benchgate/internal/process"
	"github.com/benchgate/benchgate/internal/report/formats"
	"github.com/benchgate/benchgate/internal/words"
)

// A push is one call of the pre-push hook.
type push struct {
	*process.Process
	remote   string
	repo     *git.Repo
	deadline time.Time          // measuring ends by then
	grace    time.Duration      // and all else so much later
	done     map[[2]string]bool // pairs of commits that were gated
}

// A run that has not ended by itself when a tenth more than the budget is gone
// is ended: a round may have begun just in time.
const graceShare = 10

// inputMost bounds git's input; a line has some hundred bytes.
const inputMost = 16 << 20

// PrePush is "benchgate hook pre-push REMOTE URL": what git runs. Only what is
// slower than allowed, and a mistake in the policy, stop a push.
func PrePush(ctx context.Context, p *process.Process, o Options) error {
	ctx, stop := process.WithParent(ctx)
	defer stop()
	if v, _ := p.Lookup("BENCHGATE_SKIP"); v != "" && v != "0" && v != "false" {
		fmt.Fprintln(p.Stderr, "benchgate: skipped, as BENCHGATE_SKIP says")
		return nil
	}
	updates, remote, err := updatesOf(p, o.Words)
	if err != nil {
		return err
	}
	var wanted []Update
	for _, u := range updates {
		if why := u.Skip(); why == "" {
			wanted = append(wanted, u)
		} else {
			fmt.Fprintf(p.Stderr, "benchgate: nothing to measure for %s: %s\n", u.Name(), why)
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	g := &push{Process: p, remote: remote, deadline: time.Now().Add(o.Budget), grace: o.Budget / graceShare, done: map[[2]string]bool{}}
	if g.repo, err = git.Open(ctx, p.Dir, p.Env); err != nil {
		return err
	}
	for _, u := range wanted {
		if err := g.gate(ctx, u); err != nil {
			return err
		}
	}
	return nil
}

// updatesOf are what git says on standard input, or pre-commit in variables, since
// it passes the input on to nobody.
func updatesOf(p *process.Process, args []string) ([]Update, string, error) {
	remote := "origin"
	if len(args) > 0 {
		remote = args[0]
	}
	if to, ok := p.Lookup("PRE_COMMIT_TO_REF"); ok && len(args) == 0 {
		get := func(name string) string { v, _ := p.Lookup("PRE_COMMIT_" + name); return v }
		if name := get("REMOTE_NAME"); name != "" {
			remote = name
		}
		return []Update{{LocalRef: get("LOCAL_BRANCH"), LocalSHA: to, RemoteRef: get("REMOTE_BRANCH"), RemoteSHA: get("FROM_REF")}}, remote, nil
	}
	const hint = `run benchgate hook install, or in your own hook run benchgate hook pre-push "$@" with the hook's standard input`
	if p.Typed() {
		return nil, "", exit.Usagef(hint, "hook pre-push: git runs this command and writes the pushed refs to its standard input")
	}
	input, err := io.ReadAll(io.LimitReader(p.Stdin, inputMost))
	if err != nil {
		return nil, "", exit.Usagef(hint, "hook pre-push: read what git says of the push: %w", err)
	}
	if len(input) == 0 && !saysNothing(p, args) {
		return nil, "", exit.Usagef(hint, "hook pre-push: standard input is empty, so the pushed refs are unknown")
	}
	updates, err := Parse(string(input))
	if err != nil {
		return nil, "", exit.Usagef("benchgate help hook says how it is called", "%w", err)
	}
	return updates, remote, nil
}

// gate measures one update. Its error stops the push.
func (g *push) gate(ctx context.Context, u Update) error {
	base, why, err := g.base(ctx, u)
	if err == nil && why == "" {
		why, err = g.harmless(ctx, base, u.LocalSHA)
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		g.letThrough(u, "not measured: "+err.Error())
		return nil
	case why != "":
		fmt.Fprintf(g.Stderr, "benchgate: nothing to measure for %s: %s\n", u.Name(), why)
		return nil
	case g.done[[2]string{base, u.LocalSHA}]:
		return nil
	}
	g.done[[2]string{base, u.LocalSHA}] = true
	return g.measure(ctx, u, base)
}

// measure runs the gate on a pair of commits, within the time that is left.
func (g *push) measure(ctx context.Context, u Update, base string) error {
	within, cancel := context.WithDeadline(ctx, g.deadline.Add(g.grace))
	defer cancel()
	var shown bytes.Buffer
	inner := *g.Process
	inner.Dir, inner.Stdout = g.repo.Root, &shown
	fmt.Fprintf(g.Stderr, "benchgate: measuring what %s changes since %.12s, for %s at most\n", u.Name(), base, words.ShortDuration(time.Until(g.deadline).Round(time.Second)))
	run, err := gate.Run(within, &inner, gate.Options{Base: base, Head: u.LocalSHA, Changed: gate.Yes, Format: formats.Text, Seed: rand.Uint64(), Deadline: g.deadline})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return g.conclude(u, run, shown.String(), err, within.Err() != nil)
}

// saysNothing tells whether an input that is empty can be git's own, for a push
// that changes no ref: git names the remote, writes into a pipe, and sets
// variables for its hooks. Whoever calls the hook without passing on the input
// most often gives it /dev/null.
func saysNothing(p *process.Process, args []string) bool {
	f, ok := p.Stdin.(*os.File)
	if !ok || len(args) == 0 {
		return false
	}
	info, err := f.Stat()
	_, byGit := p.Lookup("GIT_PREFIX")
	return err == nil && info.Mode()&os.ModeNamedPipe != 0 && byGit
}
