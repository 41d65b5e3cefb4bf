package report

import (
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/record"
)

// An Overview is what a report says beside its rows, in words, with nothing
// hidden in what a stranger chose. It is text, not yet escaped for any format.
type Overview struct {
	Title, Decided, Rules string
	Base, Head            string
	Machine, Effort       string
	// Reproduce is empty where there is no command that people can be asked to
	// paste.
	Reproduce string
	Policy    string // where it came from
	Changes   []string
	Failures  []Fault
	Warnings  []string
	Added     []string
	Removed   []string
	Means     []Mean
}

// A Fault is a failure: where it happened, and an excerpt of what was said.
type Fault struct{ Title, Message string }

// A Mean is the geometric mean of a package's changes, in words.
type Mean struct{ Package, Unit, Words string }

// faultLines is how many lines of a failure are shown.
const faultLines = 40

// OverviewOf returns the overview of a report.
func OverviewOf(rep *Report) Overview {
	p := &textPrinter{rep: rep, pkg: shortPackages(rep), only: onePackage(rep.Rows)}
	o := Overview{
		Title: Title(rep), Decided: visible(p.decided()), Rules: rep.rules(),
		Base: visible(refName(rep.Base)), Head: visible(refName(rep.Head)),
		Machine: visible(machineWords(rep.Environment)), Effort: rep.effort(),
		Policy: visible(rep.Policy.Source), Changes: visibles(rep.Policy.Changes), Warnings: visibles(rep.Warnings),
		Added: p.names(rep.allAdded()), Removed: p.names(rep.allRemoved()),
	}
	if plainCommand(rep.Reproduce) {
		o.Reproduce = rep.Reproduce
	}
	for _, f := range rep.Failures {
		o.Failures = append(o.Failures, faultOf(f))
	}
	for _, g := range geomeans(rep.Rows) {
		o.Means = append(o.Means, Mean{visible(g.pkg), visible(g.unit), visible(g.words())})
	}
	return o
}

func faultOf(f judge.Failure) Fault {
	message := ""
	for i, l := range excerpt(f.Message, faultLines) {
		if i > 0 {
			message += "\n"
		}
		message += l
	}
	return Fault{visible(failureTitle(f)), message}
}

func (p *textPrinter) names(list []record.Name) []string {
	var names []string
	for _, n := range list {
		names = append(names, visible(p.benchmark(&judge.Row{Package: n.Package, Benchmark: n.Benchmark})))
	}
	return names
}

func visibles(list []string) []string {
	var out []string
	for _, s := range list {
		out = append(out, visible(s))
	}
	return out
}
