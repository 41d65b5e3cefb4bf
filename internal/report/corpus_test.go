package report_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/reporttest"
)

func TestEncodeWritesWhatDecodeReads(t *testing.T) {
	for name, rep := range reporttest.CorpusIn(t, "testdata/corpus") {
		got := decoded(t, encoded(t, rep), rep.Rounds)
		if diff := cmp.Diff(rep, got); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

func TestEncodeWritesEmptyLists(t *testing.T) {
	got := string(encoded(t, &report.Report{Schema: report.Schema, Judgement: judge.Judgement{Verdict: judge.VerdictPass}}))
	for _, key := range []string{"rows", "added", "removed", "failures", "warnings", "changes"} {
		if !strings.Contains(got, fmt.Sprintf("%q: []", key)) {
			t.Errorf("%s is not []:\n%s", key, got)
		}
	}
}

// Text of a stranger must not reach the title, which stands where nothing is
// escaped.
func TestTitleIsOurOwnWords(t *testing.T) {
	for name, rep := range reporttest.CorpusIn(t, "testdata/corpus") {
		if title := report.Title(rep); strings.ContainsAny(title, "|`<>@[]\n") {
			t.Errorf("%s: %q", name, title)
		}
	}
}
