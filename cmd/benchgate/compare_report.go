package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/record"
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

// fileRecord is what the files say: there is no machine, seed or commit.
func fileRecord(o *compareOptions, base, head *compareSide) *record.Record {
	return &record.Record{
		Base: record.Ref{Ref: strings.Join(o.base, " ")}, Head: record.Ref{Ref: strings.Join(o.head, " ")},
		Files:   &record.Files{Base: &base.Samples, Head: &head.Samples},
		Notes:   compare.Warnings(&base.Samples, &head.Samples),
		Entries: append(fileFailures(round.Base, base), fileFailures(round.Head, head)...),
	}
}

// fileFailures are the signs in a file that the run behind it did not end well.
func fileFailures(side round.Side, s *compareSide) []record.Entry {
	first, more := s.Failures()
	failed := func(pkg, name, reason string) record.Entry {
		return record.Entry{State: record.Failed, Side: side, Package: pkg, Benchmark: name, Stage: "read", Reason: reason}
	}
	var list []record.Entry
	for _, f := range first {
		list = append(list, failed(f.Package, f.Name, f.String()))
	}
	if more > 0 {
		list = append(list, failed("", "", fmt.Sprintf("and %d more", more)))
	}
	if s.unreadable != nil {
		list = append(list, failed("", "", s.unreadable.Error()))
	}
	return list
}

// flagWords give a flag once more, quoted for a shell.
func flagWords(f *flag.Flag) []string {
	values := list{f.Value.String()}
	if l, ok := f.Value.(*list); ok {
		values = *l
	}
	var words []string
	for _, v := range values {
		words = append(words, dashed(f.Name)+"="+quote(v))
	}
	return words
}

// reproduce is the command that makes the same comparison again, with every flag
// and the files in the order given.
func (o *compareOptions) reproduce() string {
	words := append([]string{"benchgate", "compare"}, o.asides...)
	flaglike := func(name string) bool { return len(name) > 1 && name[0] == '-' }
	if len(o.base) == 1 && len(o.head) == 1 && !flaglike(o.base[0]) && !flaglike(o.head[0]) {
		return strings.Join(append(words, quote(o.base[0]), quote(o.head[0])), " ")
	}
	for _, side := range []struct {
		flag  string
		files list
	}{{"--base", o.base}, {"--head", o.head}} {
		for _, f := range side.files {
			if flaglike(f) {
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
