package gotest

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// nasty are names of sub-benchmarks with everything that could be taken for
// something else. A list is a sub-benchmark with its own.
var nasty = []any{
	"", "", "a", "a", "a", "a#01", "a/b", []any{"a", "b", "b"}, "size=1", "x-8", "x-2", "x-8-2", "8",
	"[1,2]", "(a|b)", "a|b", "a.b", "a*b+c?", "^a$", `\d`, `back\slash`, "{1}", "#", "#01", "-", "/", "a/", "//",
	"two words", "tab\tnew\nline", "nul\x00", "bell\a", "wide\u00a0space", "\u2028", "bad\xffutf8", "日本語", "é", "\u202ertl",
	"BenchmarkNames", "BenchmarkNames/a", "100\t 5 ns/op", "--- FAIL: x", `"quoted"`, "'", "$HOME", "%s", "`",
	[]any{"deep", []any{"er", "x"}, "x"}, []any{"(", "("}, []any{"[", "]"},
}

func TestPatternSelectsExactlyOneBenchmark(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 2))
	for _, names := range [][]any{nasty, randomNames(rng, 12, 0)} {
		text, err := json.Marshal(names)
		if err != nil {
			t.Fatal(err)
		}
		b := zoo(t, "ZOO_NAMES="+string(text))
		for _, procs := range []int{0, 2} {
			found, err := b.Discover(testContext(t), "Names", procs, "", patient)
			if err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			if len(found) != leaves(names) {
				t.Fatalf("found %d of %d benchmarks: %v", len(found), leaves(names), found)
			}
			if procs == 0 {
				continue
			}
			for _, f := range found {
				out, err := b.Run(testContext(t), Call{Benchmark: f.Name, Procs: procs, N: 3, Silence: patient})
				if err != nil {
					t.Errorf("%q: %v", f.Name, err)
				} else if r := out.Results[0]; r.Name != f.Name || strings.Count(out.Tail, " allocs/op") != 1+namedBelow(f, found) {
					t.Errorf("%q selected %q:\n%s", f.Name, r.Name, out.Tail)
				}
			}
		}
	}
}

// namedBelow counts the results whose names go on where that of r ends. A pattern
// cannot tell a name with a slash from a sub-benchmark.
func namedBelow(r Result, all []Result) int {
	n := 0
	for _, other := range all {
		if strings.HasPrefix(other.Name, r.Name+"/") {
			n++
		}
	}
	return n
}

// randomNames makes up n names out of what the pattern must escape.
func randomNames(rng *rand.Rand, n, depth int) []any {
	const alphabet = "ab01#-/[](){}|\\^$.*+? =é"
	names := make([]any, n)
	for i := range names {
		var name strings.Builder
		for range rng.IntN(6) {
			r := []rune(alphabet)
			name.WriteRune(r[rng.IntN(len(r))])
		}
		names[i] = name.String()
		if depth < 2 && rng.IntN(6) == 0 {
			names[i] = append([]any{name.String()}, randomNames(rng, 3, depth+1)...)
		}
	}
	return names
}

func leaves(names []any) int {
	n := 0
	for _, name := range names {
		if group, ok := name.([]any); ok {
			n += leaves(group[1:])
			continue
		}
		n++
	}
	return n
}

func TestDiscoverHonoursThePattern(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ top, pattern, want string }{
		{"Sub", "", "Sub/size=1/read Sub/size=1/write Sub/size=10/read Sub/size=10/write"},
		{"BenchmarkSub", ".", "Sub/size=1/read Sub/size=1/write Sub/size=10/read Sub/size=10/write"},
		{"Sub", "Sub/size=10", "Sub/size=10/read Sub/size=10/write"},
		{"Sub", "Sub/size=1$/^r", "Sub/size=1/read"},
		{"Sub", "Sub//write", "Sub/size=1/write Sub/size=10/write"},
		{"Sub", "Plain|Sub/10$/read|Su/=1$/write", "Sub/size=1/write Sub/size=10/read"},
		{"Sub", "(Plain|Sub)/size=[1/]$", "Sub/size=1/read Sub/size=1/write"},
		{"Plain", "Plain", "Plain"}, // and not Plain2
	} {
		found, err := zoo(t).Discover(testContext(t), tt.top, 1, tt.pattern, patient)
		if err != nil {
			t.Errorf("%s with %q: %v", tt.top, tt.pattern, err)
		}
		var names []string
		for _, r := range found {
			names = append(names, r.Name)
		}
		if got := strings.Join(names, " "); got != tt.want {
			t.Errorf("%s with %q: %s, want %s", tt.top, tt.pattern, got, tt.want)
		}
	}
}

func TestPatternErrors(t *testing.T) {
	for pattern, want := range map[string]string{
		"Plain": "does not select BenchmarkSub", "(": "missing closing )", "Sub/[": "missing closing ]",
	} {
		_, err := zoo(t).Discover(testContext(t), "Sub", 1, pattern, patient)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", pattern, err, want)
		}
	}
}

func TestParsePattern(t *testing.T) {
	for expr, want := range map[string]pattern{
		"":              {{"."}},
		".":             {{"."}},
		"a/b":           {{"a", "b"}},
		"a/b|c":         {{"a", "b"}, {"c"}},
		"a|b/":          {{"a"}, {"b", ""}},
		"(a/b|c)/d":     {{"(a/b|c)", "d"}},
		"[/|]/x":        {{"[/|]", "x"}},
		`a\/b/c`:        {{`a\/b`, "c"}},
		`a\|b`:          {{`a\|b`}},
		"^A$/^size=1$":  {{"^A$", "^size=1$"}},
		"[(]/x":         {{"[(]", "x"}},
		"a]/b":          {{"a]", "b"}},
		"/x":            {{"", "x"}},
		"words and/two": {{"words and", "two"}},
	} {
		got, err := parsePattern(expr)
		if err != nil {
			t.Errorf("%q: %v", expr, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", expr, diff)
		}
	}
}

// The pattern for a name has one element for each of the name's, and each
// matches that element and nothing longer.
func FuzzPattern(f *testing.F) {
	for _, n := range nasty {
		if s, ok := n.(string); ok {
			f.Add(s)
		}
	}
	f.Fuzz(func(t *testing.T, name string) {
		name = printable(name)
		p, err := parsePattern(Pattern(name))
		if err != nil {
			t.Fatal(err)
		}
		elems := strings.Split("Benchmark"+name, "/")
		if len(p) != 1 || len(p[0]) != len(elems) {
			t.Fatalf("%q has pattern %q", name, p)
		}
		for i, e := range elems {
			re := regexp.MustCompile(printable(p[0][i]))
			for _, other := range []string{"x" + e, e + "x", e + "-2", strings.ToUpper(e) + "y"} {
				if !re.MatchString(e) || re.MatchString(other) {
					t.Errorf("%q: element %q matches %q: %v, %q: %v", name, re, e, re.MatchString(e), other, re.MatchString(other))
				}
			}
		}
	})
}

func ExamplePattern() {
	fmt.Println(Pattern("Parse/size=1.5"))
	// Output: ^BenchmarkParse$/^size=1\.5$
}
