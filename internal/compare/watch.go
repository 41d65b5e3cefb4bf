package compare

import (
	"bytes"
	"io"
	"strconv"
	"strings"

	"github.com/benchgate/benchgate/internal/round"
)

// watch passes a file on to the reader of results and looks at the lines that
// the reader passes over: failures, the machine, and results that other output
// has run into. It runs ahead of the reader by what the reader buffers.
type watch struct {
	r     io.Reader
	file  string
	notes *notes
	bad   *Unreadable

	line    int    // lines seen so far
	pkg     string // as of the last pkg line
	pending []byte // a line of which the end has not come yet
}

// maxPending bounds what is kept of a line. The reader gives up on longer ones.
const maxPending = 64 << 10

// Read implements io.Reader.
func (w *watch) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	rest := p[:n]
	for {
		i := bytes.IndexByte(rest, '\n')
		if i < 0 {
			break
		}
		w.end(rest[:i])
		rest = rest[i+1:]
	}
	if room := maxPending - len(w.pending); len(rest) > room {
		rest = rest[:room]
	}
	w.pending = append(w.pending, rest...)
	if err == io.EOF && len(w.pending) > 0 {
		w.end(nil)
	}
	return n, err
}

// end completes the pending line with its last part.
func (w *watch) end(tail []byte) {
	w.line++
	line := tail
	if len(w.pending) > 0 {
		line = append(w.pending, tail...)
		w.pending = line[:0]
	}
	if bytes.HasPrefix(line, benchmarkWord) {
		return // the reader's business, and nearly all there is
	}
	w.look(bytes.TrimSuffix(line, []byte("\r")))
}

var (
	benchmarkWord = []byte("Benchmark")
	failMark      = []byte("--- FAIL: ")
)

// look examines one line that the reader does not take for a result.
func (w *watch) look(line []byte) {
	if key, value, ok := setting(line); ok && w.notes.setting(key, value) {
		if key == "pkg" {
			w.pkg = value
		}
		return
	}
	if failed(line) {
		w.notes.failure(w.failure(line))
		return
	}
	if hidesResult(line) {
		w.bad.add(w.file, w.line, "a result runs into other output on the same line")
	}
}

// setting splits a line of the form "key: value".
func setting(line []byte) (key, value string, ok bool) {
	k, v, ok := bytes.Cut(line, []byte(":"))
	if !ok || len(k) == 0 || len(k) > len("goarch") || len(v) == 0 || v[0] != ' ' && v[0] != '\t' {
		return "", "", false
	}
	return string(k), string(bytes.TrimLeft(v, " \t")), true
}

// failed reports whether a line says that a benchmark, a package or the whole
// process failed.
func failed(line []byte) bool {
	for _, prefix := range []string{"FAIL\t", "FAIL ", "panic: ", "fatal error: "} {
		if bytes.HasPrefix(line, []byte(prefix)) {
			return true
		}
	}
	// Failures of sub-benchmarks are indented.
	return string(line) == "FAIL" || bytes.HasPrefix(bytes.TrimLeft(line, " \t"), failMark)
}

// failure describes a failing line. The line itself is quoted up to a length
// that fits a report.
func (w *watch) failure(line []byte) Failure {
	const longest = 200
	text := strings.ToValidUTF8(string(bytes.TrimSpace(line)), "�")
	f := Failure{File: w.file, Line: w.line, Text: text, Benchmark: round.Benchmark{Package: w.pkg}}
	words := strings.Fields(text)
	switch {
	case strings.HasPrefix(text, "--- FAIL: ") && len(words) > 2:
		if name, ok := strings.CutPrefix(words[2], "Benchmark"); ok {
			f.Name = name
		}
	case words[0] == "FAIL" && len(words) > 1:
		f.Package = words[1]
	}
	if len(text) > longest {
		f.Text = strings.ToValidUTF8(text[:longest], "") + "…"
	}
	return f
}

// hidesResult reports whether a result stands behind other text on a line, as
// happens when a benchmark prints without a newline: the reader would drop it
// without a word.
func hidesResult(line []byte) bool {
	i := bytes.Index(line, benchmarkWord)
	if i < 0 {
		return false
	}
	f := bytes.Fields(line[i:])
	if len(f) < 4 {
		return false
	}
	_, errN := strconv.Atoi(string(f[1]))
	_, errV := strconv.ParseFloat(string(f[2]), 64)
	return errN == nil && errV == nil
}
