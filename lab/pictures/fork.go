package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/benchgate/benchgate/internal/publish/github/standin"
)

// published is the comment that a fork's run leaves: publishing decides it again
// and sends it to a stand-in for GitHub.
func (s studio) published(ctx context.Context, dir string, st state) (string, error) {
	commits, err := s.command(ctx, dir, "git", "rev-parse", "main", "change")
	if err != nil {
		return "", err
	}
	base, head, _ := strings.Cut(strings.TrimSpace(commits), "\n")
	server, err := standin.Start()
	if err != nil {
		return "", err
	}
	defer server.Close()
	server.Lock()
	server.Pulls = []standin.Pull{{Number: 7, State: "open", BaseSHA: base, HeadSHA: head, HeadName: "change", HeadRepo: "fork/bench", HeadOwner: "fork"}}
	server.Unlock()
	if err := s.publish(ctx, dir, st, server.URL, head); err != nil {
		return "", err
	}
	server.Lock()
	defer server.Unlock()
	if len(server.Wrong) > 0 || len(server.Comments) != 1 {
		return "", fmt.Errorf("%d comments, and not as GitHub describes it: %q", len(server.Comments), server.Wrong)
	}
	return server.Comments[0].Body, nil
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
