// Command pictures makes the pictures of the comment in docs/pictures, one for each
// state. Each is that of a real report: the gate runs on a small repository.
//
//	go -C lab run ./pictures
//
// It needs git, and Chromium as chromium, or as CHROMIUM says. The machine should
// have nothing else to do meanwhile.
package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

// run makes the pictures of the states that are named, or of all.
func run(ctx context.Context, only []string) error {
	root, err := filepath.Abs("..")
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "benchgate-pictures-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	s := studio{root: root, work: work, gate: filepath.Join(work, "benchgate")}
	if _, err := s.command(ctx, root, "go", "build", "-o", s.gate, "./cmd/benchgate"); err != nil {
		return err
	}
	for _, st := range states {
		if len(only) > 0 && !strings.Contains(" "+strings.Join(only, " ")+" ", " "+st.name+" ") {
			continue
		}
		if err := s.picture(ctx, st); err != nil {
			return fmt.Errorf("%s: %w", st.name, err)
		}
	}
	return nil
}

// A studio is where the pictures are made.
type studio struct{ root, work, gate string }

// picture takes one: the repository, its report, the comment, the picture.
func (s studio) picture(ctx context.Context, st state) error {
	dir := filepath.Join(s.work, st.name)
	if err := s.lay(ctx, dir, st); err != nil {
		return err
	}
	out, err := s.command(ctx, dir, s.gate, append([]string{"run"}, st.args...)...)
	if want := fmt.Sprintf("exit status %d", st.status); st.status != 0 && (err == nil || !strings.Contains(err.Error(), want)) || st.status == 0 && err != nil {
		return fmt.Errorf("the gate ended with %v, not with status %d:\n%s", err, st.status, out)
	}
	markdown, err := s.comment(ctx, dir, st)
	if err != nil {
		return err
	}
	text, err := page(markdown)
	if err != nil {
		return err
	}
	html := filepath.Join(dir, "comment.html")
	if err := os.WriteFile(html, []byte(text), 0o600); err != nil {
		return err
	}
	return s.shoot(ctx, html, filepath.Join(s.root, "docs", "pictures", st.name+".png"))
}

// comment is what is published of the report: for a fork, what is decided again.
func (s studio) comment(ctx context.Context, dir string, st state) (string, error) {
	if st.fork {
		return s.published(ctx, dir, st)
	}
	return s.command(ctx, dir, s.gate, "render", "--format=markdown", filepath.Join(".benchgate", "report.json"))
}

// command runs a command and returns its standard output.
func (s studio) command(ctx context.Context, dir, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		err = fmt.Errorf("%s %s: %w\n%s", filepath.Base(name), strings.Join(args, " "), err, stderr.String())
	}
	return string(out), err
}
