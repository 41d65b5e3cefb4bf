package benchfile

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// A stream is what one process printed, as far as it was read.
type stream struct {
	file     *file
	settings settings
	config   *Config // of settings, nil where they changed

	// pending is a result of which the name was seen and the values were not.
	pending *pending
	inLog   bool // the line before is one of b.Log
	// labelled is set between the lines pkg and PASS, ok or FAIL: only there can
	// a result be trusted that does not begin its line. Where every line has
	// something in front, a time say, no pkg is seen.
	labelled bool
	failed   bool // a failure was seen

	// open and the fields below are for streams of go test -json: whether the
	// end of the package was not seen, and the line whose end was not.
	open bool
	part []byte
	long bool
}

// A pending result has had its name printed.
type pending struct {
	name []byte
	line int
	// sure is set where nothing but a benchmark prints such a line.
	sure bool
	// followed is set when other results came since.
	followed bool
}

// take reads the next line. Of a long one the middle is missing.
func (s *stream) take(line []byte, long bool) {
	f := s.file
	if len(line) > 0 && line[0] > '~' || len(line) > 0 && line[0] == '\x16' {
		// Two files were joined, or it is a mark of -test.v=test2json.
		line = bytes.TrimPrefix(bytes.TrimPrefix(line, []byte("\ufeff")), []byte("\x16"))
	}
	if !long && bytes.HasPrefix(line, benchmarkWord) {
		k, fault := f.parse(line)
		switch k {
		case whole:
			s.result(line)
			return
		case damaged:
			f.sink.Lost(f.line, fault)
			f.copy(s, line)
			return
		}
	}
	f.mute = long
	s.text(line, long)
	f.mute = false
}

// result hands on what was parsed last, from a line.
func (s *stream) result(line []byte) {
	f := s.file
	if f.out != nil {
		f.copyResult(s, line)
	}
	f.results++
	if s.pending != nil {
		s.pending.followed = true
	}
	if s.config == nil {
		s.config = f.reader.config(s.settings)
	}
	f.result.Config = s.config
	if f.unterminated() && f.cutUnit() {
		f.sink.Lost(f.line, fmt.Sprintf("the file ends in the middle of the unit %q", f.result.Values[len(f.result.Values)-1].Unit.Written))
		return
	}
	f.sink.Result(&f.result)
}

// cutUnit reports whether the last unit, which no line had before, is the
// beginning of another.
func (f *file) cutUnit() bool {
	if len(f.result.Values) == 0 {
		return false
	}
	u := f.result.Values[len(f.result.Values)-1].Unit
	if u != f.fresh || f.freshLine != f.line {
		return false
	}
	longer := func(name string) bool { return len(name) > len(u.Written) && strings.HasPrefix(name, u.Written) }
	for name := range f.reader.units {
		if longer(name) {
			return true
		}
	}
	return slices.ContainsFunc(standard, longer)
}

// text looks at a line that is no result as it stands.
func (s *stream) text(line []byte, long bool) {
	f := s.file
	switch {
	case len(line) == 0:
		f.copy(s)
	case bytes.IndexByte(line, 0) >= 0 && hides(bytes.ReplaceAll(line, []byte{0}, nil)):
		f.sink.Lost(f.line, "a result in UTF-16 in a file of another encoding")
	case notText(line):
		f.sink.Lost(f.line, "binary data amid the text: compressed and plain files were joined, or a part was overwritten")
	case failing(line):
		s.fail(line)
	case line[0] == escape && failing(unescaped(line)):
		s.fail(unescaped(line)) // in red
	case ends(line):
		f.copy(s, line)
		s.end(false)
		s.labelled = false
	case s.log(line):
		f.copy(s, line)
	case bytes.HasPrefix(line, benchmarkWord) && s.named(line, 0, long):
	case line[0] == 'U' && f.unitLine(line):
		f.copy(s, line)
	case s.behind(line, long):
	case s.values(line, long):
	case !long:
		s.other(line)
	}
}

// notText reports whether a line is no text: gzip begins in it, or it has NUL
// bytes. A single one may be what a benchmark prints, or half of a line end.
func notText(line []byte) bool {
	return bytes.Count(line, []byte{0}) > 1 || bytes.Contains(line, []byte("\x1f\x8b"))
}

// log reports whether a line is one that b.Log and its like printed. It ends
// where its text does, so that nothing else can stand on it.
func (s *stream) log(line []byte) bool {
	s.inLog = logged(line) || s.inLog && bytes.HasPrefix(line, []byte("        "))
	return s.inLog
}

// other looks for configuration in a line that is nothing else.
func (s *stream) other(line []byte) {
	key, value, ok := setting(line)
	if !ok || !s.file.reader.Ignore[key] {
		s.file.copy(s, line) // before the change: it needs no other then
	}
	if !ok {
		return
	}
	if key == "pkg" {
		s.labelled = value != ""
		s.end(false)
		if !Visible(value) {
			s.file.lostPackage(value)
			return
		}
	}
	if !s.settings.set(key, value) {
		s.file.sink.Lost(s.file.line, fmt.Sprintf("more than %d configuration keys: if they are log lines, drop them with --ignore", maxSettings))
	}
	s.config = nil
}

func (f *file) lostPackage(name string) {
	f.sink.Lost(f.line, fmt.Sprintf("the package %q holds an escape sequence or another invisible character", name))
}

// lose gives up the pending result.
func (s *stream) lose() {
	s.file.sink.Lost(s.pending.line, fmt.Sprintf("Benchmark%s has no values: other output is mixed into its result", s.pending.name))
	s.pending = nil
}

// end is called where a process or the file ends. Where that is the file, and
// nothing came since the name, the process was ended in the middle.
func (s *stream) end(file bool) {
	switch p := s.pending; {
	case p == nil || !p.sure:
		s.pending = nil
	case file && !p.followed:
		s.failure(p.line, fmt.Sprintf("the file ends before the values of Benchmark%s", p.name))
	default:
		s.lose()
	}
}
