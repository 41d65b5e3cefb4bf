package gate

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/benchgate/benchgate/internal/compare"
	"github.com/benchgate/benchgate/internal/config"
	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/output"
	"github.com/benchgate/benchgate/internal/process"
	"github.com/benchgate/benchgate/internal/record"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/classic"
	"github.com/benchgate/benchgate/internal/report/formats"
	"github.com/benchgate/benchgate/internal/round"
	"github.com/benchgate/benchgate/internal/shell"
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
func readSide(p *process.Process, s *compareSide, side round.Side, files []string, o FileOptions, out *output.Dir) (err error) {
	s.Ignore(o.Ignore...)
	var copies []io.Writer
	if out != nil {
		f, err := out.Create(string(side) + ".txt")
		if err != nil {
			return err
		}
		defer func() { err = cmp.Or(err, f.Close()) }()
		copies = append(copies, f)
	}
	if o.Format == formats.BenchstatClassic {
		copies = append(copies, &s.text)
	}
	if copies != nil {
		s.CopyTo(io.MultiWriter(copies...))
	}
	for _, name := range files {
		if err := readFile(p, s, name); err != nil {
			return exit.Unmeasuredf("", "read %s: %w", side, err)
		}
	}
	return nil
}

// readFile reads one file, which must hold results or say why it has none.
func readFile(p *process.Process, s *compareSide, name string) error {
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

// CompareFiles judges files of results, which any run may have written, and shows
// and leaves the report.
func CompareFiles(ctx context.Context, p *process.Process, o FileOptions) error {
	color, err := p.Color(o.Color, p.Stdout)
	if err != nil {
		return err
	}
	settings, source, err := fileSettings(ctx, p, o)
	if err != nil {
		return err
	}
	started := time.Now()
	out, err := openOutside(p, o)
	if err != nil {
		return err
	}
	if out != nil {
		defer out.Close()
	}
	base, head, err := readSides(p, o, out)
	if err != nil {
		return err
	}
	rec := fileRecord(o, base, head)
	rec.Policy.Source, rec.Started = source, started.UTC()
	rep := report.Of(rec, judge.Judge(rec, settings.Policy, started))
	rep.Seconds, rep.Reproduce = time.Since(started).Seconds(), o.Again()
	if out != nil {
		if err := out.WriteReport(rep, nil); err != nil {
			return err
		}
	}
	if err := printFiles(p, o, out, base, head, rep, color); err != nil {
		return err
	}
	return exit.With(rep.Status)
}

// openOutside opens the output directory if one was asked for: where no input lies,
// since it is cleared.
func openOutside(p *process.Process, o FileOptions) (*output.Dir, error) {
	if o.Output == "" {
		return nil, nil
	}
	if err := outside(p, o); err != nil {
		return nil, err
	}
	return output.Open(p.Absolute(o.Output))
}

// readSides reads both sides at once: they share nothing, and reading is what takes
// the time.
func readSides(p *process.Process, o FileOptions, out *output.Dir) (base, head *compareSide, err error) {
	base, head = &compareSide{}, &compareSide{}
	var g errgroup.Group
	g.Go(func() error { return readSide(p, base, round.Base, o.Base, o, out) })
	g.Go(func() error { return readSide(p, head, round.Head, o.Head, o, out) })
	return base, head, g.Wait()
}

func printFiles(p *process.Process, o FileOptions, out *output.Dir, base, head *compareSide, rep *report.Report, color bool) error {
	opts := RenderOptions(p, color, o.Verbose)
	if out != nil && !o.Verbose {
		opts.Report = p.Near(filepath.Join(out.Path, "report.json"))
	}
	if o.Format == formats.BenchstatClassic {
		opts.Classic = classic.Samples{Base: base.text.Bytes(), Head: head.text.Bytes(), Apart: compare.Varying(&base.Samples, &head.Samples)}
	}
	return formats.Render(p.Stdout, o.Format, rep, opts)
}

// ClassicAgain is what the classic table of a report that was read again is made
// from: where it is one on files, with the groups that its rows have.
func ClassicAgain(rep *report.Report, base, head []byte) (classic.Samples, error) {
	s := classic.Samples{Base: base, Head: head}
	if len(rep.Rows) == 0 || rep.Rows[0].Engine != "files" {
		return s, nil
	}
	var b, h compare.Samples
	err := errors.Join(b.Read(bytes.NewReader(base), "base.txt"), h.Read(bytes.NewReader(head), "head.txt"))
	s.Apart = compare.Varying(&b, &h)
	return s, err
}

// fileRecord is what the files say: there is no machine, seed or commit.
func fileRecord(o FileOptions, base, head *compareSide) *record.Record {
	return &record.Record{
		Base: record.Ref{Ref: strings.Join(o.Base, " ")}, Head: record.Ref{Ref: strings.Join(o.Head, " ")},
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

// Again is the command that makes the same comparison again, with every flag
// and the files in the order given.
func (o FileOptions) Again() string {
	words := append([]string{"benchgate", "compare"}, o.Asides...)
	flaglike := func(name string) bool { return len(name) > 1 && name[0] == '-' }
	if len(o.Base) == 1 && len(o.Head) == 1 && !flaglike(o.Base[0]) && !flaglike(o.Head[0]) {
		return strings.Join(append(words, shell.Quote(o.Base[0]), shell.Quote(o.Head[0])), " ")
	}
	for _, side := range []struct {
		flag  string
		files []string
	}{{"--base", o.Base}, {"--head", o.Head}} {
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

func fileSettings(ctx context.Context, p *process.Process, o FileOptions) (config.Settings, string, error) {
	s, source, err := SettingsHere(ctx, p, o.Config)
	if err != nil || o.Alpha == "" {
		return s, source, err
	}
	alpha, err := strconv.ParseFloat(o.Alpha, 64)
	if err != nil || !(alpha > 0 && alpha < 1) {
		return s, source, exit.Usagef("such as --alpha 0.01", "--alpha: %q is not a number between 0 and 1", o.Alpha)
	}
	s.Policy.Alpha = alpha
	return s, source, nil
}

// outside refuses inputs that lie in the output directory: it is cleared.
func outside(p *process.Process, o FileOptions) error {
	dir := p.Absolute(o.Output)
	for _, name := range append(append([]string{}, o.Base...), o.Head...) {
		if name != "-" && filepath.Dir(p.Absolute(name)) == filepath.Clean(dir) {
			return exit.Usagef("name another directory", "--output %s holds the input %s and would be cleared", o.Output, name)
		}
	}
	return nil
}

// FileOptions are what the command line of compare says.
type FileOptions struct {
	Base, Head     []string // files; - is standard input
	Ignore         []string // keys of configuration lines that tell no results apart
	Alpha          string   // "" for the policy's
	Config, Output string
	Format, Color  string
	Verbose        bool
	Asides         []string // the flags that were given, but for the files
}
