package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"golang.org/x/term"

	"github.com/benchgate/benchgate/internal/git"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/prepush"
)

// A push is one call of the pre-push hook.
type push struct {
	*program
	remote   string
	repo     *git.Repo
	deadline time.Time
	done     map[[2]string]bool // pairs of commits that were gated
}

// afterDeadline is what a run may take to end by itself before it is ended.
const afterDeadline = 5 * time.Second

// inputMost bounds git's input; a line has some hundred bytes.
const inputMost = 16 << 20

// prePush is "benchgate hook pre-push REMOTE URL": what git runs. Only what is
// slower than allowed, and a mistake in the policy, stop a push.
func (p *program) prePush(ctx context.Context, budget time.Duration, args []string) error {
	ctx, stop := withParent(ctx)
	defer stop()
	if v, _ := p.lookup("BENCHGATE_SKIP"); v != "" && v != "0" && v != "false" {
		fmt.Fprintln(p.stderr, "benchgate: skipped, as BENCHGATE_SKIP says")
		return nil
	}
	updates, remote, err := p.updates(args)
	if err != nil {
		return err
	}
	var wanted []prepush.Update
	for _, u := range updates {
		if why := u.Skip(); why == "" {
			wanted = append(wanted, u)
		} else {
			fmt.Fprintf(p.stderr, "benchgate: nothing to measure for %s: %s\n", u.Name(), why)
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	g := &push{program: p, remote: remote, deadline: time.Now().Add(budget), done: map[[2]string]bool{}}
	if g.repo, err = git.Open(ctx, p.dir, p.env); err != nil {
		return err
	}
	for _, u := range wanted {
		if err := g.gate(ctx, u); err != nil {
			return err
		}
	}
	return nil
}

// updates are what git says on standard input, or pre-commit in variables, since
// it passes the input on to nobody.
func (p *program) updates(args []string) ([]prepush.Update, string, error) {
	remote := "origin"
	if len(args) > 0 {
		remote = args[0]
	}
	if to, ok := p.lookup("PRE_COMMIT_TO_REF"); ok && len(args) == 0 {
		get := func(name string) string { v, _ := p.lookup("PRE_COMMIT_" + name); return v }
		if name := get("REMOTE_NAME"); name != "" {
			remote = name
		}
		return []prepush.Update{{LocalRef: get("LOCAL_BRANCH"), LocalSHA: to, RemoteRef: get("REMOTE_BRANCH"), RemoteSHA: get("FROM_REF")}}, remote, nil
	}
	if len(args) == 0 && p.typed() {
		return nil, "", usagef("benchgate hook install makes git call it", "hook pre-push: this is for git to call")
	}
	input, err := io.ReadAll(io.LimitReader(p.stdin, inputMost))
	if err != nil {
		return nil, "", fmt.Errorf("read what git says of the push: %w", err)
	}
	updates, err := prepush.Parse(string(input))
	if err != nil {
		return nil, "", usagef("benchgate help hook says how it is called", "%w", err)
	}
	return updates, remote, nil
}

// gate measures one update. Its error stops the push.
func (g *push) gate(ctx context.Context, u prepush.Update) error {
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
		fmt.Fprintf(g.stderr, "benchgate: nothing to measure for %s: %s\n", u.Name(), why)
		return nil
	case g.done[[2]string{base, u.LocalSHA}]:
		return nil
	}
	g.done[[2]string{base, u.LocalSHA}] = true
	return g.measure(ctx, u, base)
}

// base is the commit to compare with: what the remote has of the branch, or for
// a new one where it left the remote's default branch. why says, where that is
// so, that there is nothing to compare.
func (g *push) base(ctx context.Context, u prepush.Update) (sha, why string, err error) {
	if !u.New() && u.RemoteSHA != "" && g.repo.Has(ctx, u.RemoteSHA) {
		return u.RemoteSHA, "", nil
	}
	// What the remote has was never fetched, after somebody else's push: where
	// both come from is the best that is known.
	ref, err := g.repo.RemoteDefault(ctx, g.remote)
	if err != nil {
		return "", "", err
	}
	if ref == "" {
		return "", fmt.Sprintf("nothing of %s was ever fetched, so there is nothing to compare with", g.remote), nil
	}
	tip, err := g.repo.Resolve(ctx, ref)
	if err != nil {
		return "", "", err
	}
	sha, err = g.repo.MergeBase(ctx, tip, u.LocalSHA)
	if err == nil && sha == u.LocalSHA {
		why = "it has no commit of its own"
	}
	return sha, why, err
}

// harmless says why what is pushed cannot matter to a benchmark; "" if it may.
func (g *push) harmless(ctx context.Context, base, head string) (string, error) {
	changed, err := g.repo.Changed(ctx, base, git.Head{SHA: head})
	if err != nil {
		return "", err
	}
	if len(changed) == 0 {
		return "no file differs", nil
	}
	settings, _, err := loadSettings("", g.repo.Root)
	if err != nil {
		return "", nil // the run says what is wrong with it
	}
	filter := (&gate{settings: settings, options: &runOptions{}}).filter()
	if !filter.Documentation(changed, nil) {
		return "", nil
	}
	embedding, err := g.repo.Embedding(ctx, head)
	if err != nil || !filter.Documentation(changed, embedding) {
		return "", err
	}
	return "only documentation differs", nil
}

// measure runs the gate on a pair of commits, within the time that is left.
func (g *push) measure(ctx context.Context, u prepush.Update, base string) error {
	within, cancel := context.WithDeadline(ctx, g.deadline.Add(afterDeadline))
	defer cancel()
	args := []string{"--base", base, "--head", u.LocalSHA}
	if newRunFlags(&runOptions{}).Lookup("changed") != nil {
		args = append(args, "--changed")
	}
	o, err := parseRunFlags(args)
	if err != nil {
		return err
	}
	var shown bytes.Buffer
	inner := *g.program
	inner.dir, inner.stdout = g.repo.Root, &shown
	fmt.Fprintf(g.stderr, "benchgate: measuring what %s changes since %.12s, for %v at most\n", u.Name(), base, time.Until(g.deadline).Round(time.Second))
	run := &gate{program: &inner, options: o, started: time.Now(), deadline: g.deadline}
	err = run.run(within)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case within.Err() != nil:
		g.letThrough(u, "not decided in the time that a push may wait: the builds alone took most of it")
		return nil
	}
	return g.conclude(u, run, shown.String(), err)
}

// conclude turns the end of a run into the end of the hook.
func (g *push) conclude(u prepush.Update, run *gate, shown string, err error) error {
	if slices.ContainsFunc(run.judged.Rows, policy.Row.Fails) {
		fmt.Fprint(g.stderr, shown)
		g.explain(u, run)
		return verdict(statusRegression)
	}
	if err == nil {
		g.passed(u, run)
		return nil
	}
	if statusOf(err) == statusUsage {
		return err
	}
	reason := err.Error()
	if _, explained := err.(verdict); explained {
		reason = "see benchgate render " + quote(run.out.path+"/report.json")
	}
	g.letThrough(u, "not all was measured: "+reason)
	return nil
}

// passed says in a line what was found.
func (g *push) passed(u prepush.Update, run *gate) {
	decided, open := 0, 0
	for _, r := range run.judged.Rows {
		switch r.Outcome {
		case policy.Inconclusive:
			open++
		default:
			decided++
		}
	}
	text := fmt.Sprintf("%s: no benchmark got slower than allowed (%d results", u.Name(), decided)
	if open > 0 {
		text += fmt.Sprintf(", %d undecided in the time that a push may wait", open)
	}
	fmt.Fprintf(g.stderr, "benchgate: %s)\n", text)
}

// letThrough says that the push goes on without a verdict.
func (g *push) letThrough(u prepush.Update, what string) {
	fmt.Fprintf(g.stderr, "benchgate: %s: %s\n  the push goes on without a verdict\n", u.Name(), strings.TrimRight(what, "\n"))
}

// explain says what stopped the push, how to see more and how to go on.
func (g *push) explain(u prepush.Update, run *gate) {
	fmt.Fprintf(g.stderr, "\nbenchgate: the push of %s is stopped: what fails is listed above\n", u.Name())
	fmt.Fprintf(g.stderr, "  see more:       benchgate render %s\n", quote(run.out.path+"/report.json"))
	if again := run.reproduce(); again != "" {
		fmt.Fprintf(g.stderr, "  measure longer: %s\n", again)
	}
	fmt.Fprintf(g.stderr, "  push anyway:    git push --no-verify, or BENCHGATE_SKIP=1 git push\n")
}

// budget is the time for measuring: the policy's, and no more than is left of
// a push's.
func (g *gate) budget() time.Duration {
	if g.deadline.IsZero() {
		return g.settings.Budget
	}
	left := max(time.Until(g.deadline), time.Millisecond)
	if g.settings.Budget > 0 {
		left = min(left, g.settings.Budget)
	}
	return left
}

// typed tells whether somebody types what we read.
func (p *program) typed() bool {
	f, ok := p.stdin.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
