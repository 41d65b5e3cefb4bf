// Lay lays the corpus of benchmarks out as a git repository:
//
//	go -C lab run ./corpus/lay [-modules core,db] DIR
//
// A DIR that is not absolute lies below lab. Afterwards, in DIR,
//
//	benchgate run --base tuned --head naive
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"

	"github.com/benchgate/benchgate/lab/corpus"
)

func main() {
	modules := flag.String("modules", "core", "modules of the corpus, separated by commas: core, db")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "lay: want one directory, which does not exist or is empty")
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	c := corpus.Corpus{Root: "..", Modules: strings.Split(*modules, ","), Env: os.Environ()}
	if err := c.Lay(ctx, flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, "lay:", err)
		os.Exit(3)
	}
}
