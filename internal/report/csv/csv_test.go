package csv

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/reporttest"
	"github.com/benchgate/benchgate/internal/report/reporttest/hostile"
	"github.com/benchgate/benchgate/internal/words"
)

func render(t testing.TB, rep *report.Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, report.ViewOf(rep, report.Setting{})); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestCSVHasARecordForEachRow(t *testing.T) {
	for name, rep := range reporttest.Corpus(t) {
		out := render(t, rep)
		records, err := csv.NewReader(strings.NewReader(out)).ReadAll() // all as long as the first
		if err != nil || len(records) != 1+len(rep.Rows) {
			t.Errorf("%s: %d records, %v", name, len(records), err)
		}
		if strings.Count(out, "\r\n") != len(records) || strings.Count(out, "\n") != len(records) {
			t.Errorf("%s: lines do not end in CRLF", name)
		}
	}
}

func FuzzCSV(f *testing.F) {
	for _, s := range hostile.Names {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		records, err := csv.NewReader(strings.NewReader(render(t, reporttest.Hostile([]string{s})))).ReadAll()
		if err != nil || len(records) != 2 {
			t.Fatalf("%q: %d records, %v", s, len(records), err)
		}
		field := records[1][1]
		if want := words.Visible(s); field != want && field != "'"+want {
			t.Errorf("%q: got %q", s, field)
		}
		if trimmed := strings.TrimLeft(field, " \t\r\n"); trimmed != "" && strings.Contains("=+-@", trimmed[:1]) {
			t.Errorf("%q: %q is a formula", s, field)
		}
	})
}
