package benchfile

import (
	"bytes"
	"fmt"
)

// Results amid the output of their own benchmarks: behind other text on a line,
// or with the name on one line and the values on another.

// named takes a line in which, at a place, the name of a benchmark is printed
// without values behind it, and looks at what else is there.
func (s *stream) named(line []byte, at int, long bool) bool {
	f := s.file
	name, rest, ok := heading(line[at:])
	if long && resultLike(line[at:]) {
		f.sink.Lost(f.line, fmt.Sprintf("a result on a line of more than %d bytes", maxLine))
		return true
	}
	if !ok {
		return false
	}
	if s.pending != nil && s.pending.sure {
		s.lose()
	}
	s.pending = &pending{name: bytes.Clone(name), line: f.line, sure: at == 0}
	_, ok = valuesAt(rest)
	switch {
	case failing(rest):
		s.fail(rest)
	case !long && bytes.HasPrefix(rest, benchmarkWord) && s.printed(rest):
	case ok:
		f.copyText(s, line[:at])
		s.values(rest, long)
	case hides(rest):
		f.sink.Lost(f.line, mixed)
	case at == 0:
		f.copyText(s, rest)
	default:
		f.copyText(s, line)
	}
	return true
}

// printed takes a result that the benchmark itself printed behind its name.
func (s *stream) printed(line []byte) bool {
	if k, _ := s.file.parse(line); k != whole {
		return false
	}
	s.result(line)
	return true
}

// behind finds names and results behind other text on a line.
func (s *stream) behind(line []byte, long bool) bool {
	for at := 1; ; at++ {
		i := bytes.Index(line[min(at, len(line)):], benchmarkWord)
		if i < 0 {
			return false
		}
		at += i
		if s.hidden(line, at, long) {
			return true
		}
	}
}

const mixed = "a result is mixed with other output on the same line"

// hidden looks at one place. Package testing writes a name, and its values, at
// once: where both have its form and the name can begin at this place alone,
// they are the result.
func (s *stream) hidden(line []byte, at int, long bool) bool {
	f := s.file
	sub := line[at:]
	name, rest, ok := heading(sub)
	first, strict := valuesAt(rest)
	certain := ok && s.labelled && !long && !bytes.Contains(name, benchmarkWord) && bytes.IndexByte(sub, '\t') >= 0
	switch {
	case certain && strict && first == 0:
		if k, fault := f.parse(sub); k != whole {
			f.sink.Lost(f.line, fault)
			return true
		}
		f.copyText(s, line[:at])
		s.result(sub)
		return true
	case resultLike(sub):
		f.sink.Lost(f.line, mixed)
		return true
	case certain:
		return s.named(line, at, long)
	}
	return false
}

// values takes values at the end of a line: those of the pending result.
func (s *stream) values(line []byte, long bool) bool {
	f := s.file
	at, ok := valuesAt(line)
	if !ok {
		if s.pending == nil && !bytes.Contains(line, []byte("/op")) || long || !alone(line) {
			return false
		}
		at = 0
	}
	if s.pending == nil || long {
		f.sink.Lost(f.line, "values without a benchmark name: other output is mixed into a result")
		return true
	}
	f.copyText(s, line[:at])
	joined := bytes.Join([][]byte{benchmarkWord, s.pending.name, []byte(" \t"), line[at:]}, nil)
	k, fault := f.parse(joined)
	if k != whole {
		if k == other {
			fault = "a result was cut by other output"
		}
		f.sink.Lost(f.line, fault)
		s.pending = nil
		return true
	}
	s.pending = nil
	s.result(joined)
	return true
}
