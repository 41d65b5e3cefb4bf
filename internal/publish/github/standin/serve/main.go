// Command serve runs the stand-in for GitHub with one open pull request of a fork,
// says its address on the first line, serves until its standard input ends, and
// then prints the comments that it was left. The pictures of the docs are taken of
// what is published there.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/benchgate/benchgate/internal/publish/github/standin"
)

func main() {
	var p standin.Pull
	flag.StringVar(&p.BaseSHA, "base", "", "the base `COMMIT` of the pull request")
	flag.StringVar(&p.HeadSHA, "head", "", "its head `COMMIT`")
	flag.StringVar(&p.HeadName, "branch", "change", "its `BRANCH`")
	flag.StringVar(&p.HeadRepo, "repo", "fork/bench", "the `OWNER/NAME` of the fork")
	flag.StringVar(&p.HeadOwner, "owner", "fork", "its `OWNER`")
	flag.Parse()
	p.Number, p.State = 7, "open"
	if err := run(p); err != nil {
		fmt.Fprintln(os.Stderr, "serve:", err)
		os.Exit(1)
	}
}

func run(p standin.Pull) error {
	s, err := standin.Start()
	if err != nil {
		return err
	}
	defer s.Close()
	s.Lock()
	s.Pulls = []standin.Pull{p}
	s.Unlock()
	fmt.Println(s.URL)
	if _, err := io.Copy(io.Discard, os.Stdin); err != nil {
		return err
	}
	s.Lock()
	defer s.Unlock()
	if len(s.Wrong) > 0 {
		return fmt.Errorf("not as GitHub describes it: %q", s.Wrong)
	}
	for _, c := range s.Comments {
		fmt.Println(c.Body)
	}
	return nil
}
