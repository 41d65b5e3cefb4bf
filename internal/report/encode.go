package report

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
)

// Encode writes rep as indented JSON with a final newline. Numbers that are not
// finite become null, or 0 where the field cannot be null; absent lists become
// []. rep itself stays as it is.
func Encode(w io.Writer, rep *Report) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	if err := enc.Encode(normal(rep)); err != nil {
		return fmt.Errorf("encode report: %w", err)
	}
	return nil
}

// normal returns a copy of rep that JSON can hold.
func normal(rep *Report) *Report {
	out := *rep
	out.Seconds = orZero(rep.Seconds)
	out.MeasuringSeconds = orZero(rep.MeasuringSeconds)
	out.Alpha = orZero(rep.Alpha)
	out.Policy.Changes = present(rep.Policy.Changes)
	out.Added, out.Removed = present(rep.Added), present(rep.Removed)
	out.Failures, out.Warnings = present(rep.Failures), present(rep.Warnings)
	out.Explanations = normalExplanations(rep.Explanations)
	out.Costs = slices.Clone(rep.Costs)
	for i := range out.Costs {
		out.Costs[i].Seconds = orZero(out.Costs[i].Seconds)
	}
	out.Rows = make([]Row, len(rep.Rows))
	for i, r := range rep.Rows {
		out.Rows[i] = normalRow(r)
	}
	return &out
}

func normalRow(r Row) Row {
	for _, field := range []**float64{
		&r.Change, &r.ChangeLo, &r.ChangeHi, &r.Detectable, &r.P, &r.MinP, &r.Alpha, &r.Threshold,
	} {
		*field = finiteOf(*field)
	}
	r.Base, r.Head = finiteSummary(r.Base), finiteSummary(r.Head)
	r.Limit = finiteLimit(r.Limit)
	return r
}

func finiteOf(x *float64) *float64 {
	if x == nil {
		return nil
	}
	return finite(*x)
}

func finiteSummary(s *Summary) *Summary {
	if s == nil || finite(s.Center) == nil {
		return nil
	}
	return &Summary{Center: s.Center, Lo: finiteOf(s.Lo), Hi: finiteOf(s.Hi), N: s.N}
}

// finiteLimit drops bounds of infinity, which bound nothing.
func finiteLimit(l *Limit) *Limit {
	if l == nil {
		return nil
	}
	return &Limit{Max: finiteOf(l.Max), Min: finiteOf(l.Min)}
}

func orZero(x float64) float64 {
	if finite(x) == nil {
		return 0
	}
	return x
}

// present returns list, or an empty list that JSON writes as [] for none.
func present[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return slices.Clip(list)
}
