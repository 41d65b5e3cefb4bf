package benchfile

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// An event is a line of go test -json, as cmd/test2json documents it.
type event struct {
	Action, Package, ImportPath, Test, Output string
}

// eventLine takes a line that holds an event. Indentation, a mark of UTF-8 and the
// separator of JSON sequences may stand in front. Behind other text, a time say,
// nobody knows what else was changed. Benchmarks and logs may print events.
func (f *file) eventLine(line []byte) bool {
	at := -1
	if !bytes.HasPrefix(line, benchmarkWord) {
		at = bytes.IndexByte(line, '{')
	}
	if at < 0 {
		return false
	}
	front := bytes.TrimLeft(line[:at], " \t\x1e\ufeff")
	if len(front) == 0 && f.event(line[at:]) {
		return true
	}
	if at > 0 && logged(line[:at]) || !bytes.Contains(line, []byte(`"Action":`)) || !bytes.Contains(line, []byte(`"Output":`)) {
		return false
	}
	f.sink.Lost(f.line, "an event of go test -json amid other text on its line")
	return true
}

// event takes a line that is one, and reports whether it was. Logs are in JSON as
// well: a line without a known action is text.
func (f *file) event(line []byte) bool {
	if !bytes.Contains(line, []byte(`"Action"`)) {
		return false
	}
	var e event
	if json.Unmarshal(line, &e) != nil {
		// A result may have stood in it. Other JSON is complete, or no event.
		if bytes.Contains(line, []byte(`"Output"`)) {
			f.sink.Lost(f.line, "an event of go test -json that is cut or too long")
			return true
		}
		return false
	}
	switch e.Action {
	case "start", "run", "pause", "cont", "bench", "attr", "artifacts":
	case "output", "pass", "fail", "skip", "build-output", "build-fail":
	default:
		return false
	}
	f.happen(e)
	return true
}

// happen brings the stream of an event's package on.
func (f *file) happen(e event) {
	name := e.Package
	if name == "" {
		name = e.ImportPath
	}
	s := f.streams[name]
	if s == nil || e.Action == "start" {
		if s != nil {
			s.cutShort() // the output of another run was appended
		}
		s = f.begin(name, e)
	}
	switch e.Action {
	case "start", "run": // go test before 1.20 has no start
		s.open = true
	case "output", "build-output":
		s.output([]byte(e.Output))
	case "build-fail":
		s.flush()
		if !s.failed {
			s.failure(f.line, fmt.Sprintf("the build of %s failed", name))
		}
		delete(f.streams, name)
	case "pass", "skip", "fail":
		if e.Test != "" {
			return
		}
		s.flush()
		s.open = false
		s.end(false)
		if e.Action == "fail" && !s.failed {
			s.failure(f.line, "go test: FAIL "+name)
		}
		delete(f.streams, name)
	}
}

// begin makes the stream of a package. Its results have the package's name even
// where the lines that say so were filtered out.
func (f *file) begin(name string, e event) *stream {
	if f.streams == nil {
		f.streams = map[string]*stream{}
	}
	s := &stream{file: f}
	switch {
	case !Visible(e.Package):
		s.file.lostPackage(e.Package)
	case e.Package != "":
		s.settings.set("pkg", e.Package)
		s.labelled = true
	}
	f.streams[name] = s
	return s
}

// output takes a piece of what was printed: a line, several, or part of one.
func (s *stream) output(text []byte) {
	for {
		i := bytes.IndexAny(text, "\n\r")
		if i < 0 {
			s.append(text)
			return
		}
		s.append(text[:i])
		if len(s.part) > 0 {
			s.flush()
		}
		text = text[i+1:]
	}
}

// append keeps part of a line.
func (s *stream) append(text []byte) {
	s.part = append(s.part, text...)
	if len(s.part) > maxLine {
		s.part, s.long = squeeze(s.part), true
	}
}

// flush takes the line of which the parts were kept.
func (s *stream) flush() {
	if len(s.part) > 0 {
		s.take(s.part, s.long)
	}
	s.part, s.long = s.part[:0], false
}

// cutShort ends a stream whose end did not come.
func (s *stream) cutShort() {
	s.flush()
	if s.open && !s.failed {
		s.failure(s.file.line, fmt.Sprintf("the file ends before package %s does", s.settings.of("pkg")))
	}
	s.end(true)
}
