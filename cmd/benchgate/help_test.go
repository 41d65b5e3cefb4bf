package main

import (
	"bytes"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/process"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// tree is benchgate's commands, which write to out.
func tree(out io.Writer) *cobra.Command {
	return newRoot(&program{Process: process.Process{Stdout: out, Stderr: out}}, &profiling{})
}

// Every command has a page with an example, and every flag says what it is for.
func TestHelpOfEveryCommand(t *testing.T) {
	for _, c := range tree(io.Discard).Commands() {
		if c.Short == "" || c.Long == "" || c.RunE == nil {
			t.Errorf("%s: no summary, no text, or it does nothing", c.Name())
		}
		if len(examplesOf(c.Example)) == 0 {
			t.Errorf("%s: no example", c.Name())
		}
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if f.Hidden {
				return
			}
			if words := strings.Fields(f.Usage); len(words) < 2 {
				t.Errorf("%s --%s: %q does not say what it is for", c.Name(), f.Name, f.Usage)
			}
			name := f.Annotations[valueName][0]
			if name != "value" && name != strings.ToUpper(name) && !strings.ContainsAny(name, "0123456789") && !slices.Contains([]string{"string", "int", "uint", ""}, name) {
				t.Errorf("%s --%s: the value is called %s, not in capitals", c.Name(), f.Name, name)
			}
		})
	}
}

func TestHelpOfEveryTopic(t *testing.T) {
	var out bytes.Buffer
	root := tree(&out)
	p := &program{Process: process.Process{Stdout: &out, Stderr: &out}}
	if err := p.overview(); err != nil {
		t.Fatal(err)
	}
	for _, topic := range topics {
		if topic.about == "" || !regexp.MustCompile(`(?m)^  `+topic.name+` +`).MatchString(out.String()) {
			t.Errorf("topic %s is not in the overview, or says nothing about itself", topic.name)
		}
	}
	for _, c := range root.Commands() {
		if !regexp.MustCompile(`(?m)^  ` + c.Name() + ` +\S`).MatchString(out.String()) {
			t.Errorf("command %s is not in the overview", c.Name())
		}
	}
}

// manual is the text of every page by its name, and its examples.
func manual() (texts map[string]string, examples map[string][]string) {
	texts, examples = map[string]string{}, map[string][]string{}
	for _, c := range tree(io.Discard).Commands() {
		texts[c.Name()] = c.Long + "\n" + c.Example
		examples[c.Name()] = examplesOf(c.Example)
	}
	for _, topic := range topics {
		texts[topic.name] = topic.text
		if _, lines, ok := strings.Cut(topic.text, "\nExample:\n"); ok {
			examples[topic.name] = examplesOf(lines)
		}
	}
	return texts, examples
}

// Every example of every page is a command line that would be taken.
func TestExamplesParse(t *testing.T) {
	count := 0
	texts, examples := manual()
	for name, lines := range examples {
		for _, example := range lines {
			count++
			if err := parses(wordsOf(t, example)); err != nil {
				t.Errorf("help %s: %s: %v", name, example, err)
			}
		}
	}
	for name, text := range texts {
		for l := range strings.SplitSeq(text, "\n") {
			if n := len([]rune(l)); n > 80 {
				t.Errorf("help %s: %d columns: %s", name, n, l)
			}
		}
	}
	if count < 40 {
		t.Errorf("only %d examples", count)
	}
	for _, bad := range []string{"benchgate rnu", "benchgate run --bsae x", "benchgate compare one.txt", "benchgate run -- parser",
		"benchgate render", "benchgate config verify a b", "benchgate hook install now", "benchgate completion csh"} {
		if parses(wordsOf(t, bad)) == nil {
			t.Errorf("%s is taken", bad)
		}
	}
}

// examplesOf are the commands in examples, without what a shell does around them
// and without their comments.
func examplesOf(text string) []string {
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
	root := tree(io.Discard)
	words, err := spelled(root, args)
	if err != nil {
		return err
	}
	c, rest, err := root.Traverse(words)
	if err != nil {
		return err
	}
	if err := c.ParseFlags(rest); err != nil {
		return flagError(c, err)
	}
	if c.HasSubCommands() {
		return subcommandOf(c, c.Flags().Args())
	}
	return c.ValidateArgs(c.Flags().Args())
}

// Flags are taken as package flag takes them: with one dash or two, before,
// between and after operands, up to "--".
func TestFlagsSpelled(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"run -bench=X", "run --bench=X"},
		{"run -bench X ./a", "run --bench=X ./a"},
		{"run --bench X ./a", "run --bench=X ./a"},
		{"run -b X", "run --b=X"},
		{"run -b=X", "run --b=X"},
		{"run -b=", "run --b="},
		{"run --b X", "run --b=X"},
		{"run -v ./a -budget 5s ./b", "run --v ./a --budget=5s ./b"},
		{"run -strict=false --explain", "run --strict=false --explain"},
		{"run -b -bench=X", "run --b=-bench=X"},
		{"run -b - -", "run --b=- -"},
		{"run -- -bench=X -v", "run -- -bench=X -v"},
		{"run -b -- -v", "run --b"},
		{"-memprofile m --cpuprofile=c run -v", "--memprofile=m --cpuprofile=c run --v"},
		{"-help run", "help run"},
		{"-h", "help"},
		{"--version -json", "version --json"},
		{"run -h --bogus", "run --help"},
		{"hook install -budget 20s", "hook install --budget=20s"},
		{"doctor -noise -1s", "doctor --noise=-1s"},
		{"__complete run -bench=X -engine=t", "__complete run --bench=X --engine=t"},
		{"__complete run -- -tags=t", "__complete run -- -tags=t"},
		{"__complete run -", "__complete run -"},
	} {
		words, err := spelledFor(tree(io.Discard), strings.Fields(c.line))
		if got := strings.Join(words, " "); err != nil || got != c.want {
			t.Errorf("%s: %s, %v, want %s", c.line, got, err, c.want)
		}
	}
	for _, c := range []struct{ line, want, hint string }{
		{"run -bugdet=5m", "run: unknown flag --bugdet", "did you mean --budget?"},
		{"run -vb X", "run: unknown flag --vb", ""},
		{"run -bX", "run: unknown flag --bX", ""},
		{"run -test.bench=X", "run: unknown flag --test.bench", ""},
		{"run ---bench=X", "run: unknown flag ---bench", ""},
		{"run -1", "run: unknown flag -1", ""},
		{"run -strict true", `--strict: "true" is not its value but a package`, "write --strict=true"},
		{"rnu -h", `unknown command "rnu"`, "did you mean benchgate run?"},
		{"--cpuprofil=x version", `unknown command "--cpuprofil=x"`, "benchgate help lists the commands"},
		{"-- publish", `unknown command "--"`, ""},
		{"config verify -x", "config: unknown flag -x", "benchgate help config lists its flags"},
	} {
		_, err := spelledFor(tree(io.Discard), strings.Fields(c.line))
		if err == nil || err.Error() != c.want || c.hint != "" && exit.Hint(err) != c.hint || exit.Of(err) != exit.Usage {
			t.Errorf("%s: %v (%s), want %s (%s)", c.line, err, exit.Hint(err), c.want, c.hint)
		}
	}
}

// What the flags of run are given arrives, in whichever way they are written.
func TestFlagsOfRun(t *testing.T) {
	for _, line := range []string{
		"-bench=X -budget 5s ./a -v -- -tags=t", "--bench X ./a --budget=5s -v=true -- -tags=t", "-b=X -budget=5s -v ./a -- -tags=t", "./a -b X -v --budget 5s -- -tags=t",
	} {
		o, err := parseRunFlags(strings.Fields(line))
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		got := map[string]string{}
		for _, ov := range o.Overrides {
			got[ov.Key] = ov.Value
		}
		if got["bench"] != "X" || got["budget"] != "5s" || !o.Verbose || !slices.Equal(o.Packages, []string{"./a"}) || !slices.Equal(o.Build, []string{"-tags=t"}) {
			t.Errorf("%s: %+v", line, o)
		}
	}
}

func flagNames(fs *pflag.FlagSet) []string {
	var names []string
	fs.VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, f.Name)
		}
	})
	return names
}
