package main

import (
	"bytes"
	"flag"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/exit"
)

// Every command has a page with an example, and every flag says what it is for.
func TestHelpOfEveryCommand(t *testing.T) {
	for _, v := range verbs() {
		pg, ok := pages[v.name]
		if !ok || !strings.HasPrefix(pg.usage, "benchgate "+v.name) {
			t.Errorf("%s: no page, or its usage is %q", v.name, pg.usage)
			continue
		}
		if !strings.Contains(pg.text, "\nExample") || len(examplesOf(pg.text)) == 0 {
			t.Errorf("%s: no example", v.name)
		}
		if pg.flags == nil {
			continue
		}
		pg.flags().VisitAll(func(f *flag.Flag) {
			name, usage := flag.UnquoteUsage(f)
			if words := strings.Fields(usage); len(words) < 2 {
				t.Errorf("%s --%s: %q does not say what it is for", v.name, f.Name, usage)
			}
			if name != "value" && name != strings.ToUpper(name) && !strings.ContainsAny(name, "0123456789") && !slices.Contains([]string{"string", "int", "uint", ""}, name) {
				t.Errorf("%s --%s: the value is called %s, not in capitals", v.name, f.Name, name)
			}
		})
	}
}

func TestHelpOfEveryTopic(t *testing.T) {
	var out bytes.Buffer
	p := &program{stdout: &out, stderr: &out}
	p.overview()
	for _, name := range topics() {
		if pages[name].about == "" || !regexp.MustCompile(`(?m)^  `+name+` +`).MatchString(out.String()) {
			t.Errorf("topic %s is not in the overview, or says nothing about itself", name)
		}
	}
	for _, v := range verbs() {
		if !regexp.MustCompile(`(?m)^  ` + v.name + ` +\S`).MatchString(out.String()) {
			t.Errorf("command %s is not in the overview", v.name)
		}
	}
}

// Every example of every page is a command line that would be taken.
func TestExamplesParse(t *testing.T) {
	count := 0
	for name, pg := range pages {
		for _, example := range examplesOf(pg.text) {
			count++
			args := wordsOf(t, example)
			if err := parses(args); err != nil {
				t.Errorf("help %s: %s: %v", name, example, err)
			}
		}
		for l := range strings.SplitSeq(pg.text, "\n") {
			if n := len([]rune(l)); n > 80 {
				t.Errorf("help %s: %d columns: %s", name, n, l)
			}
		}
	}
	if count < 20 {
		t.Errorf("only %d examples", count)
	}
	for _, bad := range []string{"benchgate rnu", "benchgate run --bsae x", "benchgate compare one.txt", "benchgate run -- parser"} {
		if parses(wordsOf(t, bad)) == nil {
			t.Errorf("%s is taken", bad)
		}
	}
}

// examplesOf are the commands in the examples of a page, without what a shell
// does around them and without their comments.
func examplesOf(text string) []string {
	_, text, ok := strings.Cut(text, "\nExample")
	if !ok {
		return nil
	}
	var found []string
	command := regexp.MustCompile(`\bbenchgate [^|>)]*`)
	for l := range strings.SplitSeq(text, "\n") {
		if m := command.FindString(l); m != "" && strings.HasPrefix(l, "  ") {
			m, _, _ = strings.Cut(m, "  ")
			found = append(found, strings.TrimSpace(m))
		}
	}
	return found
}

// wordsOf splits a command line as a shell would, as far as examples need it.
func wordsOf(t *testing.T, line string) []string {
	t.Helper()
	var words []string
	for i, part := range strings.Split(line, "'") {
		if i%2 == 1 {
			words = append(words, part)
			continue
		}
		words = append(words, strings.Fields(part)...)
	}
	if len(words) < 2 || words[0] != "benchgate" {
		t.Fatalf("no command: %q", line)
	}
	return words[1:]
}

// parses checks a command line without running it.
func parses(args []string) error {
	_, args, err := profileFlags(args)
	if err != nil {
		return err
	}
	switch args[0] {
	case "run":
		_, err := parseRunFlags(args[1:])
		return err
	case "compare":
		_, err := parseCompareFlags(args[1:])
		return err
	case "calibrate":
		fs, o := newCalibrateFlags()
		return finishRunFlags(fs, &o.runOptions, args[1:])
	}
	if !slices.ContainsFunc(verbs(), func(v verb) bool { return v.name == args[0] }) {
		return exit.Usagef("", "unknown command %q", args[0])
	}
	fs := flag.NewFlagSet(args[0], flag.ContinueOnError)
	if pg := pages[args[0]]; pg.flags != nil {
		fs = pg.flags()
	}
	_, _, err = parse(fs, args[1:])
	return err
}

func flagNames(fs *flag.FlagSet) []string {
	var names []string
	fs.VisitAll(func(f *flag.Flag) { names = append(names, f.Name) })
	return names
}
