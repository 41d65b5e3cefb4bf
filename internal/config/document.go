package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// maxSize bounds a policy file, in bytes; people's files have a few thousand.
const maxSize = 1 << 20

// document returns the root of the only document, with all aliases expanded,
// or nil where there is none or it cannot be read.
func (d *decoder) document(data []byte) *yaml.Node {
	if !d.checkText(data) {
		return nil
	}
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

// nextDocument reads one document. yaml.v3 panics on a few malformed inputs;
// to a user that is a syntax error like any other.
func nextDocument(dec *yaml.Decoder) (doc *yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			doc, err = nil, fmt.Errorf("yaml: %v", r)
		}
	}()
	doc = new(yaml.Node)
	if err := dec.Decode(doc); err != nil {
		return nil, err
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) == 0 {
		return nil, io.EOF
	}
	return doc, nil
}

var yamlPrefix = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)

// syntax reports that data is not YAML.
func (d *decoder) syntax(data []byte, err error) {
	message, reported := err.Error(), 1
	if m := yamlPrefix.FindStringSubmatch(message); m != nil {
		message = message[len(m[0]):]
		if n, err := strconv.Atoi(m[1]); err == nil {
			reported = n
		}
	}
	lines := bytes.SplitAfter(data, []byte("\n"))
	line := syntaxLine(lines, reported)
	text := string(lines[line-1])
	indent := len(text) - len(strings.TrimLeft(text, " \t"))
	if tab := strings.IndexByte(text[:indent], '\t'); tab >= 0 {
		d.at(line, tab+1, wrong("YAML indents with spaces", "a tab in the indentation"))
		return
	}
	d.at(line, indent+1, wrong(syntaxHint(text), "not valid YAML: %s", message))
}

// special finds a value that begins with a character that means something.
var special = regexp.MustCompile("(?:[:,\\[{-] *)[*%@`|>&!]")

func syntaxHint(line string) string {
	if special.MatchString(line) {
		return "put text with special characters in quotes"
	}
	return "check the indentation, brackets and quotes of this line and the one above"
}

// syntaxLine returns the 1-based line with which the mistake begins. What
// yaml.v3 reports is the beginning of the construct that encloses the mistake,
// at times off by one. So we look for the first line from which on no beginning
// of the file is readable: that finds the line that breaks a mapping, and the
// line with the bracket or quote that is never closed.
func syntaxLine(lines [][]byte, reported int) int {
	const most = 1 << 20 // bytes to read in all; a hundred lines of 40 take half
	whole := bytes.Join(lines, nil)
	if len(lines)*len(whole) > most {
		return min(reported, len(lines))
	}
	line := len(lines)
	for end := len(whole); line > 1; line-- {
		end -= len(lines[line-1])
		if readable(whole[:end]) {
			break
		}
	}
	for line > 1 && len(bytes.TrimSpace(lines[line-1])) == 0 {
		line--
	}
	return line
}

func readable(data []byte) bool {
	dec := yaml.NewDecoder(bytes.NewReader(data))
	for {
		if _, err := nextDocument(dec); err != nil {
			return errors.Is(err, io.EOF)
		}
	}
}

// Bounds of the expanded document: with aliases, a file of a few lines could
// stand for billions of nodes or never end.
const (
	mostNodes = 20_000
	mostDepth = 16
	mostText  = maxSize // of all values together, in bytes
)

// expand replaces every alias by what it stands for. It returns nil, and
// reports why, where the document is too large.
func (d *decoder) expand(root *yaml.Node) *yaml.Node {
	nodes, text := 0, 0
	var walk func(n *yaml.Node, depth int) *yaml.Node
	walk = func(n *yaml.Node, depth int) *yaml.Node {
		nodes++
		text += len(n.Value)
		switch {
		case depth > mostDepth:
			d.add(n, wrong("an alias must not contain itself", "nested more than %d deep", mostDepth))
			return nil
		case nodes > mostNodes:
			d.add(n, wrong("write less, or use fewer aliases", "more than %d values", mostNodes))
			return nil
		case text > mostText:
			d.add(n, wrong("write less, or use fewer aliases", "more than %d bytes of values", mostText))
			return nil
		case n.Kind == yaml.AliasNode:
			return walk(n.Alias, depth+1)
		}
		c := *n
		c.Content = make([]*yaml.Node, len(n.Content))
		for i, child := range n.Content {
			if c.Content[i] = walk(child, depth+1); c.Content[i] == nil {
				return nil
			}
		}
		return &c
	}
	return walk(root, 0)
}
