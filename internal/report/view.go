package report

import (
	"cmp"
	"slices"
	"time"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/report/course"
	"github.com/benchgate/benchgate/internal/round"
)

// A View is a report as it is shown, and all that the formats are given: numbers,
// words of a closed list, and Text, in which nothing is hidden. ViewOf makes one.
type View struct {
	Verdict judge.Verdict
	Status  int
	Partial bool
	Started time.Time
	Seconds float64
	Seed    uint64

	Title, Decided, Rules Text
	// Hopeless is the rule where no test could ever have failed; empty elsewhere.
	Hopeless   Text
	Base, Head Text
	// Commit is head's in short, where a label can accept it; empty elsewhere.
	Commit          Text
	Machine, Effort Text
	Reproduce       Reproduce
	Next            Next
	Log             Text // the address of the run's log
	// Policy is where it came from; Changes are what head does to it.
	Policy            Text
	Changes, Warnings []Text
	Failures          []Fault
	Means             []Mean

	// Rows are in the report's order, and Worst the same by what they mean.
	Rows, Worst []*Line
	// Package is that of all rows, where they have one.
	Package Text
	// Added and Removed are benchmarks of one side; Gained and Lost the rows of a
	// unit that only one side reports.
	Added, Removed []Name
	Gained, Lost   []*Line
	// NotSelected are functions that --changed left out; NotMeasured says so in
	// words.
	NotSelected []Name
	NotMeasured Text
	Causes      []*Cause

	alpha      float64
	hypotheses int
	courses    course.Index
}

// A Reproduce is the command that makes the same comparison again. Only a plain
// one has a Command: people are asked to paste it.
type Reproduce struct {
	Command Text
	Hidden  bool // there is one that is not plain
}

// A Next is the command that helps most after this verdict, and what for. The zero
// value is none.
type Next struct{ Command, To Text }

// A Fault is a failure: where it happened, and what was said.
type Fault struct {
	Title, Package, Stage Text
	Message               Passage
	Ignored               bool
}

// A Mean is the geometric mean of a package's changes, in words.
type Mean struct{ Package, Short, Unit, Words Text }

// A Name is a benchmark.
type Name struct {
	Package   Text
	Short     Text // the package without what all packages of the report start with
	Benchmark Text
	// Qualified is set where the name needs its package to be told from others.
	Qualified bool
}

// String returns the name, with its package where it needs that.
func (n Name) String() string {
	if !n.Qualified {
		return n.Benchmark.shown
	}
	return n.Short.shown + "." + n.Benchmark.shown
}

// Applies is where the policy that decided came from.
func (v *View) Applies() Text {
	if v.Policy.Empty() {
		return textOf(string(round.Base))
	}
	return v.Policy
}

// ViewOf is the one place where what is in a report becomes text to be shown.
func ViewOf(rep *Report, s Setting) *View {
	v := &View{
		Verdict: rep.Verdict, Status: rep.Status, Partial: rep.Partial, Started: rep.Started, Seconds: rep.Seconds, Seed: rep.Seed,
		Title: textOf(Title(rep)), Rules: textOf(rep.rules()),
		Base: textOf(refName(rep.Base)), Head: textOf(refName(rep.Head)),
		Machine: textOf(machineWords(rep.Environment)), Effort: textOf(rep.effort()), Log: textOf(s.RunURL),
		Policy: textOf(rep.Policy.Source), Changes: textsOf(rep.Policy.Changes), Warnings: textsOf(rep.Warnings),
		alpha: rep.Alpha, hypotheses: rep.Hypotheses, courses: course.Of(s.Rounds),
	}
	n := namer{short: shortPackages(rep), only: onePackage(rep.Rows)}
	if n.only {
		v.Package = textOf(rep.Rows[0].Package)
	}
	if rep.hopeless() > 0 {
		v.Hopeless = textOf(rep.hopelessReason())
	}
	if sha := rep.Head.SHA; !rep.Head.Dirty && len(sha) == 40 {
		v.Commit = textOf(sha[:7])
	}
	v.commands(rep, s)
	for _, f := range rep.Failures {
		v.Failures = append(v.Failures, Fault{textOf(failureTitle(f)), textOf(f.Package), textOf(f.Stage), passageOf(f.Message), f.Ignored})
	}
	for _, g := range geomeans(rep.Rows) {
		v.Means = append(v.Means, Mean{textOf(g.pkg), textOf(n.short(g.pkg)), textOf(g.unit), textOf(g.words())})
	}
	v.rows(rep, n)
	v.names(rep, n)
	v.Decided = textOf(rep.decided(n))
	return v
}

// commands are shown only where nothing in them can mean anything else to a shell.
func (v *View) commands(rep *Report, s Setting) {
	switch {
	case plainCommand(rep.Reproduce):
		v.Reproduce.Command = textOf(rep.Reproduce)
	case rep.Reproduce != "":
		v.Reproduce.Hidden = true
	}
	if rep.Reproduce == "" {
		return // where the same cannot be made again, its repository is gone
	}
	if command, to := rep.next(s); command != "" {
		v.Next = Next{textOf(command), textOf(to)}
	}
}

// rows makes the lines, and puts them in the order in which they matter.
func (v *View) rows(rep *Report, n namer) {
	type key struct{ pkg, benchmark, unit Text }
	of := map[key][]*Cause{}
	for i := range rep.Explanations {
		x := &rep.Explanations[i]
		c := causeOf(x, n.name(x.Package, x.Benchmark))
		v.Causes = append(v.Causes, c)
		k := key{c.Package, c.Benchmark, c.Unit}
		of[k] = append(of[k], c)
	}
	v.Rows = v.lines(rep.Rows, n)
	for _, l := range v.Rows {
		l.Causes = of[key{l.Package, l.Benchmark, l.Unit}]
	}
	v.Worst = slices.Clone(v.Rows)
	slices.SortStableFunc(v.Worst, func(a, b *Line) int {
		return cmp.Or(cmp.Compare(a.Class, b.Class), cmp.Compare(b.Worse, a.Worse), judge.ByName(*a.row, *b.row))
	})
}

func (v *View) lines(rows []judge.Row, n namer) []*Line {
	var out []*Line
	for i := range rows {
		l := lineOf(&rows[i], n)
		l.view = v
		out = append(out, l)
	}
	return out
}

func (v *View) names(rep *Report, n namer) {
	v.Added, v.Removed, v.NotSelected = n.names(rep.allAdded()), n.names(rep.allRemoved()), n.names(rep.NotSelected)
	if len(v.NotSelected) > 0 {
		v.NotMeasured = textOf(rep.notSelected())
	}
	v.Gained, v.Lost = v.lines(rep.gainedUnits(), n), v.lines(rep.lostUnits(), n)
}

// A namer makes names of a report's benchmarks.
type namer struct {
	short func(string) string
	only  bool // all rows belong to one package, which they then leave out
}

func (n namer) name(pkg, benchmark string) Name {
	return Name{Package: textOf(pkg), Short: textOf(n.short(pkg)), Benchmark: textOf(benchmark), Qualified: !n.only && pkg != ""}
}

func (n namer) names(list []record.Name) []Name {
	var out []Name
	for _, b := range list {
		out = append(out, n.name(b.Package, b.Benchmark))
	}
	return out
}

// said is a benchmark's name as it was given, for words that become a Text.
func (n namer) said(r *judge.Row) string {
	if n.only || r.Package == "" {
		return r.Benchmark
	}
	return n.short(r.Package) + "." + r.Benchmark
}

func onePackage(rows []judge.Row) bool {
	for _, r := range rows {
		if r.Package != rows[0].Package {
			return false
		}
	}
	return len(rows) > 0
}

// decided names the row or failure that decided the verdict, else the rules.
func (rep *Report) decided(n namer) string {
	if f := counting(rep.Failures); rep.Verdict == judge.VerdictError && len(f) > 0 {
		return "by the failure of " + failureTitle(f[0])
	}
	if rows := worstFirst(ofClass(rep.Rows, Failing)); len(rows) > 0 {
		return "by " + n.said(&rows[0]) + " " + rows[0].Unit + ", " + causeWords(&rows[0])
	}
	if rep.hopeless() > 0 {
		return rep.hopelessReason()
	}
	if rep.Verdict == judge.VerdictError {
		return "nothing passes that was not measured"
	}
	return rep.rules()
}
