// Package csv writes the rows of a report for spreadsheets. It is pure.
package csv

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/report"
)

var csvHeader = []string{
	"package", "benchmark", "unit", "engine", "outcome", "action",
	"base", "base_lo", "base_hi", "base_n", "head", "head_lo", "head_hi", "head_n",
	"change", "change_lo", "change_hi", "detectable", "p", "alpha", "threshold", "limit_max", "limit_min",
	"exact", "waived", "rounds", "file", "line", "reason",
}

// Write writes a header and one record for each row, as RFC 4180 has it,
// with CRLF at the ends. Numbers are in the row's unit and in full; changes and
// thresholds are fractions; what is not known is empty.
//
// Spreadsheets take a text that begins with =, +, -, @, a tab or a carriage
// return for a formula, and names come from strangers: such a text gets an
// apostrophe in front, which spreadsheets hide and other readers must remove.
func Write(w io.Writer, v *report.View) error {
	cw := csv.NewWriter(w)
	cw.UseCRLF = true
	if err := cw.Write(csvHeader); err != nil {
		return err
	}
	for _, l := range v.Rows {
		if err := cw.Write(fieldsOf(l)); err != nil {
			return fmt.Errorf("row of %q: %w", l.Benchmark.Short(60), err)
		}
	}
	cw.Flush()
	return cw.Error()
}

func fieldsOf(l *report.Line) []string {
	n := l.Numbers
	limit := n.Limit
	if limit == nil {
		limit = &judge.Limit{}
	}
	fields := []string{
		textField(l.Package), textField(l.Benchmark), textField(l.Unit), textField(l.Engine),
		string(l.Outcome), string(l.Action),
	}
	fields = append(fields, summaryFields(n.Base)...)
	fields = append(fields, summaryFields(n.Head)...)
	for _, x := range []*float64{
		n.Change, n.ChangeLo, n.ChangeHi, n.Detectable, n.P, n.Alpha, n.Threshold, limit.Max, limit.Min,
	} {
		fields = append(fields, numberField(x))
	}
	return append(fields,
		strconv.FormatBool(n.Exact), strconv.FormatBool(n.Waived), strconv.Itoa(n.Rounds),
		textField(l.File), strconv.Itoa(l.At), textField(l.Reason))
}

func summaryFields(s *judge.Summary) []string {
	if s == nil {
		return []string{"", "", "", ""}
	}
	return []string{numberField(&s.Center), numberField(s.Lo), numberField(s.Hi), strconv.Itoa(s.N)}
}

func numberField(x *float64) string {
	if x == nil || math.IsNaN(*x) || math.IsInf(*x, 0) {
		return ""
	}
	return strconv.FormatFloat(*x, 'g', -1, 64)
}

// textField makes a text inert for spreadsheets, which look past leading
// spaces.
func textField(text report.Text) string {
	s := text.String()
	if t := strings.TrimLeft(s, " "); t != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(t)[0]) {
		return "'" + s
	}
	return s
}
