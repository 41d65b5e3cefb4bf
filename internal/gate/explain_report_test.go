package gate

import (
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/process"
)

// A report that comes with an event whose workflow holds secrets is a stranger's,
// and so is the code that explaining it would run.
func TestExplainRefusesPrivilegedEvents(t *testing.T) {
	for _, event := range []string{"pull_request_target", "issue_comment", "workflow_run"} {
		p := &process.Process{Dir: t.TempDir(), Env: []string{"GITHUB_EVENT_NAME=" + event}}
		_, err := OpenEarlier(p, ExplainOptions{Report: "report.json"})
		if exit.Of(err) != exit.Usage || !strings.Contains(err.Error(), "privileged event "+event) {
			t.Errorf("%s: status %d, %v", event, exit.Of(err), err)
		}
	}
}
