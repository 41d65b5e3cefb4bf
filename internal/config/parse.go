package config

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// maxSize bounds a policy file, in bytes; people's files have a few thousand.
const maxSize = 1 << 20

// Parse decodes a policy file strictly. A file that is empty, or has nothing
// but comments, means the defaults. The error is an *Errors that holds every
// problem found, each with its position in the file called name; the settings
// are the zero value then.
func Parse(name string, data []byte) (Settings, error) {
	d := &decoder{file: name}
	settings := Default()
	if d.checkText(data) {
		if root := d.document(data); root != nil {
			settingsCodec().decode(d, root, &settings)
		}
	}
	if len(d.errs.Problems) > 0 {
		d.errs.sort()
		return Settings{}, &d.errs
	}
	return settings, nil
}

// checkText reports what makes the bytes unreadable as YAML text, and tells
// whether to go on.
func (d *decoder) checkText(data []byte) bool {
	switch {
	case len(data) > maxSize:
		d.at(1, 1, wrong("a policy file has at most 1 MiB", "the file is too large"))
		return false
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		d.at(1, 1, wrong("save the file as UTF-8 without it", "the file begins with a byte order mark"))
		return false
	}
	line, column := 1, 1
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && size == 1:
			d.at(line, column, wrong("save the file as UTF-8", "the text is not UTF-8"))
			return false
		case r < ' ' && r != '\t' && r != '\n' && r != '\r', r == 0x7f:
			d.at(line, column, wrong("remove it", "control character %U", r))
			return false
		// YAML ends a line here, and no editor counts it so.
		case r == '\r' && !bytes.HasPrefix(data, []byte("\r\n")), r == '\u0085', r == '\u2028', r == '\u2029':
			d.at(line, column, wrong("end lines with a line feed", "the line end %U", r))
			return false
		}
		column++
		if r == '\n' {
			line, column = line+1, 1
		}
		data = data[size:]
	}
	return true
}

// document returns the root of the only document, with all aliases expanded,
// or nil where there is none or it cannot be read.
func (d *decoder) document(data []byte) *yaml.Node {
	dec := yaml.NewDecoder(bytes.NewReader(data))
	doc, err := nextDocument(dec)
	if err != nil {
		if !errors.Is(err, io.EOF) {
			d.syntax(data, err)
		}
		return nil
	}
	switch next, err := nextDocument(dec); {
	case err == nil:
		d.add(next, wrong("keep one policy a file", "a second document begins"))
		return nil
	case !errors.Is(err, io.EOF):
		d.syntax(data, err)
		return nil
	}
	if isNull(doc.Content[0]) && doc.Content[0].Value == "" {
		return nil // nothing but comments
	}
	return d.expand(doc.Content[0])
}
