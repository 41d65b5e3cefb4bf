package formats

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/report/reporttest"
	"github.com/benchgate/benchgate/internal/report/text"
)

// The same rows in another order are the same report to a reader.
func TestOrderOfRowsDoesNotMatter(t *testing.T) {
	for name, rep := range reporttest.Corpus(t) {
		shuffled := *rep
		shuffled.Rows = append([]judge.Row(nil), rep.Rows...)
		rand.Shuffle(len(shuffled.Rows), func(i, j int) {
			shuffled.Rows[i], shuffled.Rows[j] = shuffled.Rows[j], shuffled.Rows[i]
		})
		for _, format := range []string{Text, Markdown, GitHub} {
			want, got := render(t, format, rep, Options{Text: text.Options{Verbose: true}}), render(t, format, &shuffled, Options{Text: text.Options{Verbose: true}})
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s as %s:\n%s", name, format, diff)
			}
		}
	}
}
