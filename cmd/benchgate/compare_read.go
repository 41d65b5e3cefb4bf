package main

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"os"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
)

// A compareSide is what the files of one side hold.
type compareSide struct {
	compare.Samples
	// text is that of all files, for the classic table, which is made from it.
	text bytes.Buffer
	// unreadable are results that cannot be read in files of a run that failed:
	// they are part of the failure.
	unreadable *compare.Unreadable
}

// readSide reads the files of one side. With an output directory it leaves
// there what it reads, as the samples behind the report.
func (p *program) readSide(s *compareSide, side round.Side, files list, o *compareOptions, out *outputDir) (err error) {
	s.Ignore(o.ignore...)
	var copies []io.Writer
	if out != nil {
		f, err := out.root.OpenFile(string(side)+".txt", os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if err != nil {
			return outputError(err)
		}
		defer func() { err = cmp.Or(err, f.Close()) }()
		copies = append(copies, f)
	}
	if o.format == report.BenchstatClassic {
		copies = append(copies, &s.text)
	}
	if copies != nil {
		s.CopyTo(io.MultiWriter(copies...))
	}
	for _, name := range files {
		if err := p.readFile(s, name); err != nil {
			return unmeasuredf("", "read %s: %w", side, err)
		}
	}
	return nil
}

// readFile reads one file, which must hold results or say why it has none.
func (p *program) readFile(s *compareSide, name string) error {
	var r io.Reader = p.stdin
	label := "standard input"
	if name != "-" {
		f, err := os.Open(absolute(p.dir, name))
		if err != nil {
			return err
		}
		defer f.Close()
		r, label = f, name
	}
	results, failures := s.Results(), s.failed()
	err := s.Read(r, label)
	var bad *compare.Unreadable
	switch {
	case errors.As(err, &bad) && s.failed() > failures:
		s.unreadable = s.unreadable.With(bad)
		return nil
	case err != nil:
		return err
	case s.Results() == results && s.failed() == failures:
		return unmeasuredf("give the output of go test -bench", "no benchmark results in %s", label)
	}
	return nil
}

// failed returns the number of failures that the files report.
func (s *compareSide) failed() int {
	first, more := s.Failures()
	return len(first) + more
}
