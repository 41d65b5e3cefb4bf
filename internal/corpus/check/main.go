// Check runs the gate on the corpus, from the root of this project's module:
//
//		go run ./internal/corpus/check [-modules core,db] [-heads naive,tuned,tuned-again]
//
//	 1. it builds benchgate and lays the corpus out;
//	 2. naive against tuned: every benchmark must have a regression;
//	 3. tuned against naive: every one an improvement, and none a regression;
//	 4. tuned against itself in another binary: no regression, and a pass.
//
// It prints what is otherwise, and then ends with status 1. Each comparison of
// the module core takes two to four minutes on two cores; -heads says which to
// make.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/corpus"
)

func main() {
	modules := flag.String("modules", "core", "modules of the corpus, separated by commas: core, db")
	heads := flag.String("heads", "naive,tuned,tuned-again", "heads to compare, separated by commas")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	wrong, err := check(ctx, strings.Split(*modules, ","), strings.Split(*heads, ","))
	if err != nil {
		fmt.Fprintln(os.Stderr, "check:", err)
		os.Exit(3)
	}
	for _, w := range wrong {
		fmt.Println("wrong:", w)
	}
	if len(wrong) > 0 {
		os.Exit(1)
	}
}

// comparisons are what the gate is asked, and what it must say.
var comparisons = []corpus.Expectation{
	{Base: corpus.Tuned, Head: corpus.Naive, Status: 1, Each: "regression"},
	{Base: corpus.Naive, Head: corpus.Tuned, Status: 0, Each: "improvement"},
	{Base: corpus.Tuned, Head: corpus.Again, Status: 0},
}

func check(ctx context.Context, modules, heads []string) (wrong []string, err error) {
	for _, h := range heads {
		if !slices.ContainsFunc(comparisons, func(e corpus.Expectation) bool { return e.Head == h }) {
			return nil, fmt.Errorf("nothing is compared with head %q\n\tuse naive, tuned or tuned-again", h)
		}
	}
	dir, err := os.MkdirTemp("", "corpus-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	gate, repo := filepath.Join(dir, "benchgate"), filepath.Join(dir, "repo")
	if err := run(exec.CommandContext(ctx, "go", "build", "-o", gate, "./cmd/benchgate")); err != nil {
		return nil, err
	}
	c := corpus.Corpus{Root: ".", Modules: modules, Env: os.Environ()}
	if err := c.Lay(ctx, repo); err != nil {
		return nil, err
	}
	for _, e := range comparisons {
		if !slices.Contains(heads, e.Head) {
			continue
		}
		began, out := time.Now(), filepath.Join(dir, e.Head)
		cmd := exec.CommandContext(ctx, gate, "run", "--base", e.Base, "--head", e.Head, "--output", out)
		cmd.Dir = repo
		text, _ := cmd.CombinedOutput() // its status is judged below
		data, err := os.ReadFile(filepath.Join(out, "report.json"))
		if err != nil {
			return nil, fmt.Errorf("%s against %s: %w\n%s", e.Head, e.Base, err, text)
		}
		found, err := e.Judge(data, cmd.ProcessState.ExitCode())
		if err != nil {
			return nil, err
		}
		fmt.Printf("%s against %s: %s in %s\n", e.Head, e.Base, found.Summary, time.Since(began).Round(time.Second))
		wrong = append(wrong, found.Wrong...)
	}
	return wrong, nil
}

func run(cmd *exec.Cmd) error {
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", strings.Join(cmd.Args, " "), err, text)
	}
	return nil
}
