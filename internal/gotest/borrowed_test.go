package gotest

import "testing"

func TestMentions(t *testing.T) {
	l := lender{tree: "/tmp/benchgate-1/head", roots: []string{"/home/me/repo"}}
	for _, c := range []struct {
		text string
		want bool
	}{
		{"-modfile=/home/me/repo/x.mod", true},
		{"-I/home/me/repo", true},
		{"-I/home/me/repo -O2", true},
		{"-L/home/me/repo2 -I/home/me/repo/c", true},
		{"-I/home/me/repository", false},
		{"-I/home/me/repo-2/c", false},
		{"-I/home/me", false},
		{"", false},
	} {
		if got := l.mentions(c.text); got != c.want {
			t.Errorf("%q: %v, want %v", c.text, got, c.want)
		}
	}
}

func TestBenign(t *testing.T) {
	for _, c := range []struct{ flag, rest string }{
		{"-ldflags=-X main.dir=/home/me/repo -w", "-ldflags= -w"},
		{"-gcflags=all=-trimpath=/home/me/repo", "-gcflags=all="},
		{"-g -ffile-prefix-map=/home/me/repo=. -I/x", "-g  -I/x"},
		{"-overlay=/home/me/repo/o.json", "-overlay=/home/me/repo/o.json"},
	} {
		if got := benign.ReplaceAllString(c.flag, ""); got != c.rest {
			t.Errorf("%q: %q, want %q", c.flag, got, c.rest)
		}
	}
}
