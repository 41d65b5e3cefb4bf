// Check runs the gate on the corpus:
//
//		go -C lab run ./corpus/check [-quick] [-modules core,db] [-heads naive,tuned,tuned-again]
//
//	 1. it builds benchgate and lays the corpus out;
//	 2. naive against tuned: every benchmark must have a regression;
//	 3. tuned against naive: every one an improvement, and none a regression;
//	 4. tuned against itself in another binary: no regression, and a pass.
//
// It prints what is otherwise, and then ends with status 1. With -quick it asks
// what the test of lab/corpus asks, of some of the pairs.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/lab/corpus"
)

func main() {
	modules := flag.String("modules", "core", "modules of the corpus, separated by commas: core, db")
	heads := flag.String("heads", "", "heads to compare, separated by commas: naive, tuned, tuned-again; all where empty")
	quick := flag.Bool("quick", false, "only what go test asks")
	verbose := flag.Bool("v", false, "print the gate's reports")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	c := corpus.Corpus{Root: "..", Modules: strings.Split(*modules, ","), Env: os.Environ()}
	wrong, err := check(ctx, c, strings.Split(*heads, ","), *quick, *verbose)
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

func check(ctx context.Context, c corpus.Corpus, heads []string, quick, verbose bool) (wrong []string, err error) {
	questions, err := asked(c, heads, quick)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "corpus-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	gate, err := c.Open(ctx, dir)
	if err != nil {
		return nil, err
	}
	for _, q := range questions {
		found, err := gate.Ask(ctx, q)
		if err != nil {
			return nil, err
		}
		if verbose {
			fmt.Println(found.Text)
		}
		fmt.Printf("%s against %s: %s\n", q.Head, q.Base, found.Summary)
		wrong = append(wrong, found.Wrong...)
	}
	return wrong, nil
}

// asked returns the questions about the heads.
func asked(c corpus.Corpus, heads []string, quick bool) ([]corpus.Question, error) {
	all, err := c.Whole()
	if err != nil {
		return nil, err
	}
	if quick {
		all = c.Quick()
	}
	if len(heads) == 1 && heads[0] == "" {
		return all, nil
	}
	for _, h := range heads {
		if !slices.ContainsFunc(all, func(q corpus.Question) bool { return q.Head == h }) {
			return nil, fmt.Errorf("nothing is compared with head %q\n\tuse naive, tuned or tuned-again", h)
		}
	}
	return slices.DeleteFunc(all, func(q corpus.Question) bool { return !slices.Contains(heads, q.Head) }), nil
}
