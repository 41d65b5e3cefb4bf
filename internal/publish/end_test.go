package publish

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/report"
)

// TestRunEnds holds every way in which a step can end against every report that
// can be there: only where both say the same is the report published.
func TestRunEnds(t *testing.T) {
	const nonce = "0123456789abcdef0123456789abcdef"
	verdicts := []judge.Verdict{judge.VerdictPass, judge.VerdictRegression, judge.VerdictInconclusive, judge.VerdictError}
	for _, status := range []int{0, 1, 2, 3, 126, 127, 130, 137, 143, 255} {
		for _, said := range []int{0, 1, 2, 3, 130} {
			for _, verdict := range verdicts {
				for _, word := range []string{nonce, "", "another0another0"} {
					for _, partial := range []bool{false, true} {
						end := runEnd{status, nonce}
						rep := &report.Report{}
						rep.Status, rep.Verdict, rep.Nonce, rep.Partial = said, verdict, word, partial
						err := end.ended()
						if err == nil {
							err = end.matches(rep)
						}
						want := status == said && word == nonce && !partial && (status == 0 && verdict == judge.VerdictPass ||
							(status == 1 || status == 3) && verdict != judge.VerdictPass)
						if (err == nil) != want {
							t.Errorf("status %d, report %+v: %v", status, rep, err)
						}
						if wantStatus := map[bool]int{true: exit.Usage, false: exit.Unmeasured}[status == exit.Usage]; err != nil && exit.Of(err) != wantStatus {
							t.Errorf("status %d: published as %d", status, exit.Of(err))
						}
					}
				}
			}
		}
	}
	if err := (*runEnd)(nil).matches(&report.Report{}); err != nil {
		t.Errorf("where nobody says how the run ended: %v", err)
	}
}

func TestReadRunEnd(t *testing.T) {
	const nonce = "0123456789abcdef"
	for text, ok := range map[string]bool{
		"0 " + nonce + "\n": true, "137 " + nonce + "\n": true,
		"": false, "0": false, "0\n": false, "\n": false, "0 \n": false, "0 " + nonce: false, " 0 " + nonce + "\n": false,
		"0 " + nonce + "\n0 " + nonce + "\n": false, "00 " + nonce + "\n": false, "-1 " + nonce + "\n": false, "1000 " + nonce + "\n": false,
		"0 short\n": false, "0 " + nonce + " x\n": false, "0 " + nonce + "\x00\n": false, "0 " + strings.Repeat("a", 65) + "\n": false,
	} {
		path := filepath.Join(t.TempDir(), "status")
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := readRunEnd(path); (err == nil) != ok {
			t.Errorf("%q: %v", text, err)
		}
	}
	dir := t.TempDir()
	for _, path := range []string{dir, filepath.Join(dir, "none")} {
		if _, err := readRunEnd(path); err == nil {
			t.Errorf("%s is a status", path)
		}
	}
}

func FuzzParseRunEnd(f *testing.F) {
	f.Add("0 0123456789abcdef\n")
	f.Add("137 0123456789abcdef")
	f.Fuzz(func(t *testing.T, text string) {
		e, err := parseRunEnd(text)
		if err == nil && fmt.Sprintf("%d %s\n", e.status, e.nonce) != text {
			t.Errorf("%q is read as %+v", text, e)
		}
	})
}
