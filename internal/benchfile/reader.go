package benchfile

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
)

// A Sink takes what a file holds, in the order of the file.
type Sink interface {
	// Result takes one result. It is valid until Result returns, but for Config
	// and Units.
	Result(*Result)
	// Unit takes a key and a value of a line of unit metadata.
	Unit(Metadata)
	// Failed takes a sign that the run behind the file did not end well.
	Failed(Failure)
	// Lost takes a result or metadata that cannot be read.
	Lost(line int, what string)
}

// A Metadata is one key=value of a line "Unit UNIT KEY=VALUE …".
type Metadata struct {
	Unit       *Unit
	Key, Value string
	Line       int
}

// A Reader reads the files of one side. The zero value is ready.
type Reader struct {
	// Ignore has the keys of configuration lines that tell nothing apart.
	Ignore map[string]bool
	// Copy gets the text of the files in the Go benchmark format: decoded, with
	// lines that were put together, and without ignored ones and those that are
	// too long for benchstat. Files follow one another as if each stood alone. Nil is none.
	Copy io.Writer

	configs map[string]*Config
	units   map[string]*Unit
	copied  settings // in force at the end of the copy
}

// Read reads one file in whatever form Text and this package know, as a stream:
// what it keeps does not grow with the file. It returns the number of result
// lines, also of those without values.
func (r *Reader) Read(in io.Reader, sink Sink) (results int, err error) {
	text, err := Text(in)
	if err != nil {
		return 0, err
	}
	f := &file{reader: r, sink: sink, lines: newLines(text)}
	f.plain = &stream{file: f}
	if r.Copy != nil {
		f.out = bufio.NewWriterSize(r.Copy, chunk)
	}
	for {
		line, ok := f.lines.next()
		if !ok {
			break
		}
		f.line++
		if f.eventLine(line) {
			continue
		}
		f.plain.take(line, f.lines.long)
	}
	if err := f.lines.err; err != io.EOF {
		return f.results, err
	}
	f.end()
	if f.out != nil {
		err = f.out.Flush()
	}
	return f.results, err
}

// A file is one file while it is read.
type file struct {
	reader *Reader
	sink   Sink
	lines  *lines
	line   int // the number of the current line
	result Result
	last   []*Unit // of the last result, by position
	// fresh is the newest unit, and freshLine where it came.
	fresh     *Unit
	freshLine int

	plain   *stream            // what stands in the file as it is
	streams map[string]*stream // by package, of go test -json
	results int

	out   *bufio.Writer // nil without a copy
	shown *stream       // the last one copied
	mute  bool          // the current line is too long for the copy
}

// unterminated reports whether the current line is the last and has no end.
func (f *file) unterminated() bool { return f.lines.cut }

// end ends the streams that still go on.
func (f *file) end() {
	f.plain.end(true)
	for _, name := range slices.Sorted(maps.Keys(f.streams)) {
		f.streams[name].cutShort()
	}
	if f.shown != nil {
		f.reader.copied = f.shown.settings
	}
}

// unitLine reads a line of unit metadata. A line without any key=value is text
// that begins with the word Unit.
func (f *file) unitLine(line []byte) bool {
	word, rest := field(line)
	if string(word) != "Unit" || !bytes.Contains(rest, []byte("=")) {
		return false
	}
	word, rest = field(rest)
	known := bytes.Contains(rest, []byte("better=")) || bytes.Contains(rest, []byte("assume="))
	u, _ := f.reader.unit(word)
	var list []Metadata
	for len(rest) > 0 {
		var pair []byte
		pair, rest = field(rest)
		key, value, ok := bytes.Cut(pair, []byte("="))
		switch {
		case ok && len(key) > 0:
			list = append(list, Metadata{u, string(key), string(value), f.line})
		case known:
			f.sink.Lost(f.line, "expected key=value")
		default:
			return false
		}
	}
	if u.fault != "" && len(list) > 0 {
		f.sink.Lost(f.line, fmt.Sprintf("unit %q: %s", u.Written, u.fault))
		return true
	}
	for _, m := range list {
		f.sink.Unit(m)
	}
	return true
}
