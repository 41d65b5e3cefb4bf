package main

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"os"
	"strings"
	"unicode/utf16"

	"github.com/rogpeppe/go-internal/testscript"
)

// cmdForm writes a text file in another form: "form FORM… IN OUT". The forms are
// made one after the other.
func cmdForm(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: form FORM… IN OUT")
	}
	n := len(args)
	text := ts.ReadFile(args[n-2])
	for _, name := range args[:n-2] {
		form, ok := textForms[name]
		if !ok {
			ts.Fatalf("there is no form %s", name)
		}
		text = form(text)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[n-1]), []byte(text), 0o666))
}

var textForms = map[string]func(string) string{
	"mark":    func(text string) string { return "\ufeff" + text },
	"CRLF":    func(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") },
	"CR":      func(text string) string { return strings.ReplaceAll(text, "\n", "\r") },
	"half":    func(text string) string { return text[:len(text)/2] },
	"escape":  func(text string) string { return strings.ReplaceAll(text, "ns/op", "ns/op\x1b[0m") },
	"comma":   func(text string) string { return strings.ReplaceAll(text, "ns/op", "ns/op,") },
	"next":    func(text string) string { return strings.ReplaceAll(text, "ns/op", "ns/opPASS") },
	"killed":  func(text string) string { return text + "Killed\n" },
	"make":    func(text string) string { return text + "make: *** [bench] Error 1\n" },
	"zeros":   func(text string) string { return text + "\x00\x00\x00\x00\n" },
	"long":    func(text string) string { return strings.Repeat("x", 1<<17) + "\n" + text },
	"long-at": func(text string) string { return text + "BenchmarkLong-2 1 5 " + strings.Repeat("x", 1<<17) + "\n" },
	"gzip": func(text string) string {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		w.Write([]byte(text))
		w.Close()
		return b.String()
	},
	"UTF-16": func(text string) string {
		var b []byte
		for _, u := range utf16.Encode([]rune(text)) {
			b = binary.LittleEndian.AppendUint16(b, u)
		}
		return string(b)
	},
	"json": jsonOf,
}

// jsonOf is a text as go test -json has it: a stream for each package, each with
// one event for a name and one for its values, and the events of all by turns.
func jsonOf(text string) string {
	var streams [][]string
	for i, part := range strings.Split(text, "goos: ") {
		if i == 0 {
			continue
		}
		part = "goos: " + part
		var list []string
		pkg := "example.com/none"
		if _, after, ok := strings.Cut(part, "pkg: "); ok {
			pkg, _, _ = strings.Cut(after, "\n")
		}
		add := func(action, output string) {
			line, _ := json.Marshal(map[string]string{"Action": action, "Package": pkg, "Output": output})
			list = append(list, string(line)+"\n")
		}
		add("start", "")
		for line := range strings.Lines(part) {
			if name, values, ok := strings.Cut(line, "\t"); ok {
				add("output", name+"\t")
				line = values
			}
			add("output", line)
		}
		add("pass", "")
		streams = append(streams, list)
	}
	var b strings.Builder
	for left := true; left; {
		left = false
		for i, list := range streams {
			if len(list) > 0 {
				b.WriteString(list[0])
				streams[i], left = list[1:], true
			}
		}
	}
	return b.String()
}
