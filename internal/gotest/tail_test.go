package gotest

import (
	"fmt"
	"strings"
	"testing"
)

func TestTailKeepsTheEnd(t *testing.T) {
	var tl tail
	tl.Write([]byte("all of it\n"))
	if got := tl.String(); got != "all of it\n" {
		t.Errorf("short: %q", got)
	}
	for range 3000 {
		tl.Write([]byte("line of text\n"))
	}
	tl.Write([]byte(strings.Repeat("the end\n", 2000)))
	got := tl.String()
	note, rest, _ := strings.Cut(got, "\n")
	if !strings.Contains(note, "bytes before this are not shown") || len(rest) > tailSize {
		t.Errorf("note %q, then %d bytes", note, len(rest))
	}
	if strings.ReplaceAll(rest, "the end\n", "") != "" || len(tl.buf) > 4*tailSize {
		t.Errorf("not the end: %.40q; %d bytes kept", rest, len(tl.buf))
	}
}

func TestHeadKeepsTheStart(t *testing.T) {
	var h head
	for range 3000 {
		h.Write([]byte("line of text\n"))
	}
	if got := h.String(); !strings.HasPrefix(got, "line of text\n") || len(got) > tailSize+40 || !strings.HasSuffix(got, "[more is not shown]") {
		t.Errorf("%d bytes, ending %.40q", len(got), got[len(got)-40:])
	}
}

// Lines are the same however the output is cut into writes.
func TestLines(t *testing.T) {
	long := strings.Repeat("x", 3*maxLine)
	text := "one\n\ntwo\r\n" + long + "\nthree\n" + long
	want := []string{"one", "", "two\r", long[:maxLine], "three", long[:maxLine]}
	for _, size := range []int{1, 7, 4096, len(text)} {
		var got []string
		in := lines{each: func(b []byte) { got = append(got, string(b)) }}
		for rest := text; rest != ""; {
			n := min(size, len(rest))
			in.Write([]byte(rest[:n]))
			rest = rest[n:]
		}
		in.flush()
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("writes of %d bytes: %d lines", size, len(got))
		}
	}
}

// TestComplaint: what the go command downloads is no part of why it failed, and takes no
// room from it.
func TestComplaint(t *testing.T) {
	var c complaint
	for range 1000 {
		fmt.Fprintln(&c, "go: downloading example.com/some/module v1.2.3")
	}
	fmt.Fprint(&c, "go: up")
	fmt.Fprint(&c, "dates to go.mod needed\nnext")
	if got, want := c.String(), "go: updates to go.mod needed\nnext"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
