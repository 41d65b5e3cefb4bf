package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/classic"
	"github.com/benchgate/benchgate/internal/round"
)

func (p *program) finishCompare(o *compareOptions, out *outputDir, base, head *compareSide, rep *report.Report, color bool) error {
	opts := p.renderOptions(color, o.verbose)
	if out != nil && !o.verbose {
		opts.Report = near(p.dir, filepath.Join(out.path, "report.json"))
	}
	if o.format == report.BenchstatClassic {
		opts.Base, opts.Head = base.text.Bytes(), head.text.Bytes()
		opts.Classic = classic.Apart(compare.Varying(&base.Samples, &head.Samples))
	}
	opts.Draw = drawing{}.draw
	if out != nil {
		if err := writeReport(out, rep, nil); err != nil {
			return err
		}
	}
	if err := report.Render(p.stdout, o.format, rep, opts); err != nil {
		return err
	}
	return verdictOf(rep)
}

// classicAgain writes the classic table of a report that was read again: where it
// is one on files, with the groups that its rows have.
func classicAgain(rep *report.Report, opts report.Options) (func(io.Writer, []byte, []byte) error, error) {
	if len(rep.Rows) == 0 || rep.Rows[0].Engine != "files" {
		return classic.Write, nil
	}
	var base, head compare.Samples
	err := errors.Join(base.Read(bytes.NewReader(opts.Base), "base.txt"), head.Read(bytes.NewReader(opts.Head), "head.txt"))
	return classic.Apart(compare.Varying(&base, &head)), err
}

// verdictOf is nil for a pass, so that the status comes from the report alone.
func verdictOf(rep *report.Report) error {
	if rep.Status == statusPass {
		return nil
	}
	return verdict(rep.Status)
}

// fileReport is the report on files: there is no machine, seed or commit.
func fileReport(o *compareOptions, base, head *compareSide, j policy.Judgement) *report.Report {
	rep := &report.Report{
		Schema: report.Schema, Alpha: j.Alpha, Hypotheses: j.Hypotheses,
		Base:      report.Ref{Ref: strings.Join(o.base, " ")},
		Head:      report.Ref{Ref: strings.Join(o.head, " ")},
		Rows:      report.FromRows(j.Rows, nil),
		Warnings:  append(compare.Warnings(&base.Samples, &head.Samples), j.Warnings...),
		Reproduce: o.reproduce(),
	}
	rep.Failures = append(fileFailures(round.Base, base), fileFailures(round.Head, head)...)
	for _, f := range compare.Apart(&base.Samples, &head.Samples) {
		rep.Failures = append(rep.Failures, report.Failure{Package: f.Package, Benchmark: f.Name, Stage: "read", Message: f.Text})
	}
	rep.Failures = append(rep.Failures, infinite(round.Base, base, j.Rows)...)
	rep.Failures = append(rep.Failures, infinite(round.Head, head, j.Rows)...)
	j = j.Combine(len(rep.Failures))
	rep.Outcome, rep.Status = j.Verdict, j.Status(len(rep.Failures), false)
	return rep
}

// fileFailures are the signs in a file that the run behind it did not end well.
func fileFailures(side round.Side, s *compareSide) []report.Failure {
	first, more := s.Failures()
	var list []report.Failure
	for _, f := range first {
		list = append(list, report.Failure{Side: string(side), Package: f.Package, Benchmark: f.Name, Stage: "read", Message: f.String()})
	}
	if more > 0 {
		list = append(list, report.Failure{Side: string(side), Stage: "read", Message: fmt.Sprintf("and %d more", more)})
	}
	if s.unreadable != nil {
		list = append(list, report.Failure{Side: string(side), Stage: "read", Message: s.unreadable.Error()})
	}
	return list
}

// infinite are the gated rows of which a side has values that are not finite:
// what they would have decided is not known.
func infinite(side round.Side, s *compareSide, rows []policy.Row) []report.Failure {
	var list []report.Failure
	for _, r := range rows {
		if n := s.Infinite(r.Benchmark, r.Unit); n > 0 && r.Gated {
			list = append(list, report.Failure{Side: string(side), Package: r.Package, Benchmark: r.Name, Stage: "read",
				Message: fmt.Sprintf("%s is gated, and its values that are not finite decide nothing: there are %d", r.Unit, n)})
		}
	}
	return list
}

// reproduce is the command that makes the same comparison again: with all that
// decides, in the order given.
func (o *compareOptions) reproduce() string {
	words := []string{"benchgate", "compare"}
	for _, f := range []struct{ name, value string }{
		{"--alpha", o.alpha}, {"--config", o.config}, {"--ignore", strings.Join(o.ignore, ",")},
	} {
		if f.value != "" {
			words = append(words, f.name+"="+quote(f.value))
		}
	}
	dashed := func(name string) bool { return len(name) > 1 && name[0] == '-' }
	if len(o.base) == 1 && len(o.head) == 1 && !dashed(o.base[0]) && !dashed(o.head[0]) {
		return strings.Join(append(words, quote(o.base[0]), quote(o.head[0])), " ")
	}
	for _, side := range []struct {
		flag  string
		files list
	}{{"--base", o.base}, {"--head", o.head}} {
		for _, f := range side.files {
			if dashed(f) {
				words = append(words, side.flag+"="+quote(f))
				continue
			}
			words = append(words, side.flag, quote(f))
		}
	}
	return strings.Join(words, " ")
}

// quote makes one word of a shell's command line.
func quote(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./=+:@,", r)
	}
	if word != "" && strings.TrimFunc(word, plain) == "" {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
