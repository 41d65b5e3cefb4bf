package benchfile

import (
	"bytes"
	"strings"
	"unicode"
)

// A Failure is a line by which a file says that something failed.
type Failure struct {
	Line int
	Text string // the line, cut where it is long
	// Package and Benchmark tell what failed as far as the file does: both, the
	// package alone, or neither. Benchmark is without the word.
	Package, Benchmark string
}

// failures are the beginnings of such lines. go test prints them, the runtime,
// or go test for a process that was ended; then make and GitHub around it.
var failures = []string{"FAIL\t", "FAIL ", "FAIL: ", "panic: ", "fatal error: ", "signal: ", "*** Test killed", "SIGQUIT: ", "SIGABRT: ", "SIGSEGV: ",
	"make: *** ", "##[error]", "Error: The operation was canceled.", "Error: Process completed with exit code "}

// failing reports whether a line says that a benchmark, a package or the whole
// process failed.
func failing(line []byte) bool {
	if len(line) == 0 {
		return false
	}
	for _, prefix := range failures {
		if line[0] == prefix[0] && bytes.HasPrefix(line, []byte(prefix)) {
			return true
		}
	}
	if status, ok := bytes.CutPrefix(line, []byte("exit status ")); ok {
		_, number := integer(bytes.TrimSpace(status))
		return number
	}
	if line[0] == 'K' || line[0] == 'T' || line[0] == 'm' {
		return ended(string(bytes.TrimRight(line, " \t")))
	}
	// Failures of sub-benchmarks are indented.
	return string(line) == "FAIL" || bytes.HasPrefix(bytes.TrimLeft(line, " \t"), []byte("--- FAIL: "))
}

// ended reports whether a line is a shell's or an inner make's word on a process
// that was ended. A shell of macOS adds the number of the signal.
func ended(line string) bool {
	switch line {
	case "Killed", "Killed: 9", "Terminated", "Terminated: 15":
		return true
	}
	return strings.HasPrefix(line, "make[") && strings.Contains(line, "]: *** ")
}

const escape = 0x1b

// unescaped takes away what colours the beginning of a line.
func unescaped(line []byte) []byte {
	for len(line) > 1 && line[0] == escape && line[1] == '[' {
		i := bytes.IndexFunc(line[2:], unicode.IsLetter)
		if i < 0 {
			return nil
		}
		line = line[2+i+1:]
	}
	return line
}

// ends reports whether a line is the last of a process that ended well.
func ends(line []byte) bool {
	return string(line) == "PASS" || bytes.HasPrefix(line, []byte("ok  \t"))
}

// fail takes a line that is a failure.
func (s *stream) fail(line []byte) {
	const longest = 200
	s.file.copy(s, line)
	text := strings.ToValidUTF8(string(bytes.TrimSpace(line)), "�")
	failure := Failure{Line: s.file.line, Text: text, Package: s.settings.of("pkg")}
	words := strings.Fields(text)
	switch {
	case strings.HasPrefix(text, "--- FAIL: ") && len(words) > 2:
		if name, ok := strings.CutPrefix(words[2], "Benchmark"); ok {
			failure.Benchmark = name
		}
	case words[0] == "FAIL" && len(words) > 1:
		failure.Package = words[1]
	case words[0] == "FAIL":
	case s.pending != nil:
		failure.Benchmark = string(s.pending.name)
	}
	if len(text) > longest {
		failure.Text = strings.ToValidUTF8(text[:longest], "") + "…"
	}
	s.pending, s.failed = nil, true
	if words[0] == "FAIL" {
		s.labelled = false
	}
	s.file.sink.Failed(failure)
}

// failure notes a failure in words of our own.
func (s *stream) failure(line int, text string) {
	failure := Failure{Line: line, Text: text, Package: s.settings.of("pkg")}
	if s.pending != nil {
		failure.Benchmark = string(s.pending.name)
	}
	s.pending, s.failed = nil, true
	s.file.sink.Failed(failure)
}

// logged reports whether a line begins as b.Log's do: space, a file of Go, a
// line number.
func logged(line []byte) bool {
	if line[0] != ' ' && line[0] != '\t' {
		return false
	}
	_, number, ok := bytes.Cut(line, []byte(".go:"))
	if !ok {
		return false
	}
	i := 0
	for i < len(number) && number[i] >= '0' && number[i] <= '9' {
		i++
	}
	name := bytes.TrimLeft(line[:len(line)-len(number)], " \t")
	return i > 0 && i < len(number) && number[i] == ':' && !bytes.ContainsAny(name, " \t")
}

// hides reports whether a result stands on a line.
func hides(line []byte) bool {
	for {
		i := bytes.Index(line, benchmarkWord)
		if i < 0 {
			return false
		}
		if resultLike(line[i:]) {
			return true
		}
		line = line[i+1:]
	}
}

// Visible reports whether people see all of a text.
func Visible(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsGraphic(r) || r == unicode.ReplacementChar })
}
