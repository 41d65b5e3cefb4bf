package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// published is the comment that a fork's run leaves: publishing decides it again
// and sends it to a stand-in for GitHub on this machine.
func (s studio) published(ctx context.Context, dir string, st state) (string, error) {
	serve := filepath.Join(s.work, "serve")
	if _, err := s.command(ctx, s.root, "go", "build", "-o", serve, "./internal/publish/github/standin/serve"); err != nil {
		return "", err
	}
	commits, err := s.command(ctx, dir, "git", "rev-parse", "main", "change")
	if err != nil {
		return "", err
	}
	base, head, _ := strings.Cut(strings.TrimSpace(commits), "\n")
	server := exec.CommandContext(ctx, serve, "-base", base, "-head", head)
	server.Dir, server.Stderr = s.root, os.Stderr
	end, err := server.StdinPipe()
	if err != nil {
		return "", err
	}
	said, err := server.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := server.Start(); err != nil {
		return "", err
	}
	lines := bufio.NewReader(said)
	address, err := lines.ReadString('\n')
	if err == nil {
		err = s.publish(ctx, dir, st, strings.TrimSpace(address), head)
	}
	_ = end.Close() // it ends then
	comment, readErr := io.ReadAll(lines)
	for _, e := range []error{err, readErr, server.Wait()} {
		if e != nil {
			return "", e
		}
	}
	return string(comment), nil
}

// publish is the step of the workflow that holds a token.
func (s studio) publish(ctx context.Context, dir string, st state, address, head string) error {
	event, err := json.Marshal(map[string]any{"workflow_run": map[string]any{"event": "pull_request", "head_sha": head, "head_branch": "change",
		"html_url": "https://github.com/octo/bench/actions/runs/99", "head_repository": map[string]any{"full_name": "fork/bench", "owner": map[string]any{"login": "fork"}}}})
	if err != nil {
		return err
	}
	file := filepath.Join(dir, "event.json")
	if err := os.WriteFile(file, event, 0o600); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, s.gate, "publish", filepath.Join(".benchgate", "report.json"))
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GITHUB_ACTIONS=true", "GITHUB_EVENT_NAME=workflow_run", "GITHUB_EVENT_PATH="+file, "GITHUB_REPOSITORY=octo/bench",
		"GITHUB_API_URL="+address, "GITHUB_GRAPHQL_URL="+address+"/graphql", "GITHUB_TOKEN=secret-token", "GH_TOKEN=", "GITHUB_OUTPUT=", "GITHUB_STEP_SUMMARY=")
	if out, err := cmd.CombinedOutput(); cmd.ProcessState == nil || cmd.ProcessState.ExitCode() != st.status {
		return fmt.Errorf("publish: %v\n%s", err, out)
	}
	return nil
}
