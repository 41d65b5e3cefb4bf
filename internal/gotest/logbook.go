package gotest

import (
	"regexp"
	"slices"
	"strings"
)

// A logbook keeps the newest entries that a benchmark logged: what it says
// before it fails or skips. The zero value is ready.
type logbook struct {
	entries []string
	open    bool // the line before belonged to the newest entry
}

// The bounds of a logbook.
const (
	maxEntries = 10
	maxEntry   = 2 << 10 // bytes
)

// entryLine is how package testing prints b.Log: four spaces, file and line.
// Something printed without a newline may stand before.
var entryLine = regexp.MustCompile(`    ([^\s:]+:\d+: .*)$`)

// line takes the next line of output that is not package testing's own.
func (l *logbook) line(line string) {
	if len(line) > maxEntry {
		line = line[:maxEntry]
	}
	if m := entryLine.FindStringSubmatch(line); m != nil {
		if len(l.entries) == maxEntries {
			l.entries = slices.Delete(l.entries, 0, 1)
		}
		l.entries = append(l.entries, m[1])
		l.open = true
		return
	}
	more, indented := strings.CutPrefix(line, "        ")
	l.open = l.open && indented
	if !l.open {
		return
	}
	newest := &l.entries[len(l.entries)-1]
	if len(*newest)+len(more) < maxEntry {
		*newest += "\n" + more
	}
}

func (l *logbook) clear() { l.entries, l.open = nil, false }

// newest returns the last entry, the reason of a b.Skip.
func (l *logbook) newest() string {
	if len(l.entries) == 0 {
		return ""
	}
	return l.entries[len(l.entries)-1]
}

// all returns the entries, the reasons of a failure.
func (l *logbook) all() string { return strings.Join(l.entries, "\n") }

// mark takes a line that says how a benchmark ended, and tells whether it is
// one.
func (s *scanner) mark(line string) bool {
	if name, ok := s.marked(line, "--- FAIL: "); ok {
		s.failed = append(s.failed, mark{name, s.log.all()})
	} else if name, ok := s.marked(line, "--- SKIP: "); ok {
		s.skips = append(s.skips, mark{name, s.log.newest()})
	} else if _, ok := s.marked(line, "--- BENCH: "); !ok {
		return false
	}
	s.log.clear()
	s.touch()
	return true
}

// marked returns the benchmark at or below top whose name ends the line behind
// a label. The name has its suffix only where the first run ended well.
func (s *scanner) marked(line, label string) (name string, ok bool) {
	i := strings.LastIndex(line, label)
	if i < 0 {
		return "", false
	}
	word := strings.TrimSuffix(line[i+len(label):], "\r")
	if s.names.all[word] || word == s.full {
		return word, true
	}
	if name, _, ok := unsuffixed(word); ok {
		word = name
	}
	return word, word == s.top || strings.HasPrefix(word, s.top+"/")
}
