package report

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/benchgate/benchgate/internal/judge"
)

func num(x float64) *float64 { return &x }

// The same rows in another order are the same report to a reader.
func TestOrderOfRowsDoesNotMatter(t *testing.T) {
	for name, rep := range corpus(t) {
		shuffled := *rep
		shuffled.Rows = append([]judge.Row(nil), rep.Rows...)
		rand.Shuffle(len(shuffled.Rows), func(i, j int) {
			shuffled.Rows[i], shuffled.Rows[j] = shuffled.Rows[j], shuffled.Rows[i]
		})
		for _, format := range []string{PlainText, Markdown, GitHub} {
			want, got := render(t, format, rep, Options{Text: TextOptions{Verbose: true}}), render(t, format, &shuffled, Options{Text: TextOptions{Verbose: true}})
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s as %s:\n%s", name, format, diff)
			}
		}
	}
}
