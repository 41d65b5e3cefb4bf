package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

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
