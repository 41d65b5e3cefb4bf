package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/words"

	"github.com/benchgate/benchgate/internal/judge"
)

// waiverDays is how long a waiver lasts that the report proposes.
const waiverDays = 90

// The bounds of one proposed waiver, in bytes with its end, and of a unit in it.
const (
	longestWaiver = 600
	waiverColumns = 30
)

// Waiver proposes, as a line of the policy, the exception that would let a
// regression pass.
func (l *Line) Waiver() Text { return textOf(waiverOf(l.row, l.view.Started)) }

// waiverOf proposes the exception that would let a regression pass: up to the end
// of its interval, for the literal name.
func waiverOf(r *judge.Row, started time.Time) string {
	name, unit := yamlScalar(r.Benchmark), yamlScalar(r.Unit)
	tolerated, ok := worstCase(r)
	if !ok {
		return fmt.Sprintf("  # %s %s: no percentage covers a rise from zero; use the label",
			words.Shorten(name, 100), words.Shorten(unit, waiverColumns))
	}
	until := "YYYY-MM-DD"
	if !started.IsZero() {
		until = started.UTC().AddDate(0, 0, waiverDays).Format("2006-01-02")
	}
	where := ""
	if r.Package != "" {
		where = ", package: " + yamlScalar(r.Package)
	}
	item := fmt.Sprintf("  - {benchmark: %s%s, unit: %s, max: %d%%, until: %s, reason: \"\"}",
		name, where, unit, tolerated, until)
	if len(item) >= longestWaiver {
		return "  # a name is too long to be shown here: " + words.Shorten(name, 60)
	}
	return item
}

// worstCase returns the end of the interval in the worse direction in whole
// percent, rounded up; false where there is no percentage.
func worstCase(r *judge.Row) (int, bool) {
	worst := worse(r)
	if r.ChangeLo != nil && r.ChangeHi != nil {
		if r.Better == judge.BetterHigher {
			worst = max(worst, -*r.ChangeLo)
		} else {
			worst = max(worst, *r.ChangeHi)
		}
	}
	const tooMuch = 1e6 // percent; nobody means that
	p := math.Ceil(worst*100 - 1e-9)
	if !(p > 0 && p < tooMuch) {
		return 0, false
	}
	return int(p), true
}

// yamlScalar writes a string for a flow mapping: plain where it is harmless,
// else in double quotes, in ASCII and without backticks.
func yamlScalar(s string) string {
	for i, r := range s {
		letter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
		if !letter && (i == 0 || !words.Alnum(r) && !strings.ContainsRune("_/=.-", r)) {
			return yamlQuoted(s)
		}
	}
	switch strings.ToLower(s) {
	case "", "true", "false", "yes", "no", "on", "off", "y", "n", "null":
		return yamlQuoted(s)
	}
	return s
}

func yamlQuoted(s string) string {
	return strings.ReplaceAll(strconv.QuoteToASCII(s), "`", `\x60`)
}
