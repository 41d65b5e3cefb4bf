package gate

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
func (p *program) readSide(s *compareSide, side round.Side, files list, o *compareOptions, out *output.Dir) (err error) {
	s.Ignore(o.ignore...)
	var copies []io.Writer
	if out != nil {
		f, err := out.root.OpenFile(string(side)+".txt", os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if err != nil {
			return output.Error(err)
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
			return exit.Unmeasuredf("", "read %s: %w", side, err)
		}
	}
	return nil
}

// readFile reads one file, which must hold results or say why it has none.
func (p *program) readFile(s *compareSide, name string) error {
	var r io.Reader = p.Stdin
	label := "standard input"
	if name != "-" {
		f, err := os.Open(p.Absolute(name))
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
		return exit.Unmeasuredf("give the output of go test -bench", "no benchmark results in %s", label)
	}
	return nil
}

// failed returns the number of failures that the files report.
func (s *compareSide) failed() int {
	first, more := s.Failures()
	return len(first) + more
}

func (p *program) finishCompare(o *compareOptions, out *output.Dir, base, head *compareSide, rep *report.Report, color bool) error {
	opts := p.renderOptions(color, o.verbose)
	if out != nil && !o.verbose {
		opts.Report = near(p.Dir, filepath.Join(out.Path, "report.json"))
	}
	if o.format == report.BenchstatClassic {
		opts.Base, opts.Head = base.text.Bytes(), head.text.Bytes()
		opts.Classic = classic.Apart(compare.Varying(&base.Samples, &head.Samples))
	}
	opts.Draw = drawing{}.draw
	if out != nil {
		if err := out.WriteReport(rep, nil); err != nil {
			return err
		}
	}
	if err := report.Render(p.Stdout, o.format, rep, opts); err != nil {
		return err
	}
	return exit.With(rep.Status)
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

// reproduce is the command that makes the same comparison again, with every flag
// and the files in the order given.
func (o *compareOptions) reproduce() string {
	words := append([]string{"benchgate", "compare"}, o.asides...)
	flaglike := func(name string) bool { return len(name) > 1 && name[0] == '-' }
	if len(o.base) == 1 && len(o.head) == 1 && !flaglike(o.base[0]) && !flaglike(o.head[0]) {
		return strings.Join(append(words, shell.Quote(o.base[0]), shell.Quote(o.head[0])), " ")
	}
	for _, side := range []struct {
		flag  string
		files list
	}{{"--base", o.base}, {"--head", o.head}} {
		for _, f := range side.files {
			if flaglike(f) {
				words = append(words, side.flag+"="+shell.Quote(f))
				continue
			}
			words = append(words, side.flag, shell.Quote(f))
		}
	}
	return strings.Join(words, " ")
}

func (p *program) compareSettings(ctx context.Context, o *compareOptions) (config.Settings, string, error) {
	s, source, err := p.settingsHere(ctx, o.config)
	if err != nil || o.alpha == "" {
		return s, source, err
	}
	alpha, err := strconv.ParseFloat(o.alpha, 64)
	if err != nil || !(alpha > 0 && alpha < 1) {
		return s, source, exit.Usagef("such as --alpha 0.01", "--alpha: %q is not a number between 0 and 1", o.alpha)
	}
	s.Policy.Alpha = alpha
	return s, source, nil
}

// outside refuses inputs that lie in the output directory: it is cleared.
func (p *program) outside(o *compareOptions) error {
	dir := p.Absolute(o.output)
	for _, name := range append(append([]string{}, o.base...), o.head...) {
		if name != "-" && filepath.Dir(p.Absolute(name)) == filepath.Clean(dir) {
			return exit.Usagef("name another directory", "--output %s holds the input %s and would be cleared", o.output, name)
		}
	}
	return nil
}

type compareOptions struct {
	base, head     list
	ignore         list
	alpha          string
	config, output string
	format, color  string
	verbose        bool
	asides         []string // flags that were given, but for the files
}
