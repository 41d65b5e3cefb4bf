package benchfile

import (
	"bytes"
	"slices"
)

// copy writes a line of a stream to the copy, below the configuration that the
// line has in its stream.
func (f *file) copy(s *stream, parts ...[]byte) {
	if f.out == nil || f.mute {
		return
	}
	if f.shown != s {
		before := f.reader.copied
		if f.shown != nil {
			before = f.shown.settings
		}
		f.change(before, s.settings)
		f.shown = s
	}
	for _, p := range parts {
		f.out.Write(p) // the first error is kept and comes with Flush
	}
	f.out.WriteByte('\n')
}

// copyResult writes the result that was parsed last, as far as it measured
// anything: benchstat prints no table at all where some values are no numbers.
func (f *file) copyResult(s *stream, line []byte) {
	r := &f.result
	if !slices.ContainsFunc(r.Values, func(v Value) bool { return !v.Finite() }) && !r.Empty() {
		f.copy(s, line)
		return
	}
	if r.Empty() {
		return
	}
	words := bytes.Fields(line)
	kept := words[:2]
	for i, v := range r.Values {
		if v.Finite() {
			kept = append(kept, words[2*i+2], words[2*i+3])
		}
	}
	f.copy(s, bytes.Join(kept, []byte("\t")))
}

// copyText writes what stood on a line with a result to a line of its own, where
// it can be nothing else.
func (f *file) copyText(s *stream, text []byte) {
	if len(bytes.TrimSpace(text)) > 0 {
		f.copy(s, []byte("    |"), text)
	}
}

// change writes the lines between two configurations.
func (f *file) change(from, to settings) {
	for _, s := range from {
		if to.of(s.Key) == "" && !f.reader.Ignore[s.Key] {
			f.out.WriteString(s.Key + ":\n")
		}
	}
	for _, s := range to {
		if from.of(s.Key) != s.Value && !f.reader.Ignore[s.Key] {
			f.out.WriteString(s.Key + ": " + s.Value + "\n")
		}
	}
}
