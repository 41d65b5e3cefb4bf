// Package classic writes the table that benchstat printed until 2023, which
// scripts still parse. It is the only place for the deprecated package behind
// that table; nothing is decided with it.
package classic

//lint:file-ignore SA1019 the deprecated table is what this package is for

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/perf/benchstat"
)

// Samples are those of both sides in the Go benchmark format.
type Samples struct {
	Base, Head []byte
	// Apart are keys of configuration lines each of whose values has a group, beside
	// pkg, goos and goarch.
	Apart []string
}

// Write writes the classic table of samples with the defaults of the classic
// command: the Mann–Whitney test at 5 %, a group for each pkg, goos and goarch, no
// geometric mean, rows in the order of the input. Samples without a benchmark on
// both sides are an error.
//
// The classic table knows times in ns/op and rates in MB/s only; values in
// sec/op and B/s are turned into them. Control characters are escaped.
func Write(w io.Writer, s Samples) error {
	if s.Base == nil || s.Head == nil {
		return errors.New("the samples of both sides are needed: base.txt and head.txt of the same run")
	}
	c := &benchstat.Collection{SplitBy: []string{"pkg", "goos", "goarch"}}
	for _, key := range s.Apart {
		if !slices.Contains(c.SplitBy, key) {
			c.SplitBy = append(c.SplitBy, key)
		}
	}
	for _, side := range []struct {
		name string
		data []byte
	}{{"base", s.Base}, {"head", s.Head}} {
		if err := c.AddFile(side.name, bytes.NewReader(oldUnits(side.data))); err != nil {
			return fmt.Errorf("read samples of %s: %w", side.name, err)
		}
	}
	tables := c.Tables()
	if len(tables) == 0 {
		return fmt.Errorf("base and head have no benchmark in common")
	}
	var text bytes.Buffer
	benchstat.FormatText(&text, tables)
	_, err := w.Write(printable(text.Bytes()))
	return err
}

// oldUnits rewrites the lines that hold canonical units; all others stay as
// they are, byte for byte.
func oldUnits(data []byte) []byte {
	if !bytes.Contains(data, []byte("sec/op")) && !bytes.Contains(data, []byte("B/s")) {
		return data
	}
	var out bytes.Buffer
	for line := range bytes.Lines(data) {
		if bytes.HasPrefix(line, []byte("Benchmark")) {
			line = oldLine(line)
		}
		out.Write(line)
	}
	return out.Bytes()
}

func oldLine(line []byte) []byte {
	fields := strings.Fields(string(line))
	changed := false
	for i := 3; i < len(fields); i += 2 {
		value, unit, ok := oldUnit(fields[i-1], fields[i])
		if ok {
			fields[i-1], fields[i] = value, unit
			changed = true
		}
	}
	if !changed {
		return line
	}
	return []byte(strings.Join(fields, "\t") + "\n")
}

// oldUnit turns a value in a canonical unit into the unit that the classic
// table scales.
func oldUnit(value, unit string) (oldValue, old string, ok bool) {
	x, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return "", "", false
	}
	for _, u := range []struct {
		canonical, old string
		factor         float64
	}{{"sec/op", "ns/op", 1e9}, {"B/s", "MB/s", 1e-6}} {
		prefix, found := strings.CutSuffix(unit, u.canonical)
		if found && (prefix == "" || strings.HasSuffix(prefix, "-")) {
			return strconv.FormatFloat(x*u.factor, 'g', -1, 64), prefix + u.old, true
		}
	}
	return "", "", false
}

// printable escapes what a terminal would obey.
func printable(text []byte) []byte {
	var out bytes.Buffer
	for _, r := range string(text) {
		if r == '\n' || strconv.IsPrint(r) {
			out.WriteRune(r)
			continue
		}
		quote := strconv.QuoteRuneToASCII(r)
		out.WriteString(quote[1 : len(quote)-1])
	}
	return out.Bytes()
}
