package report

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
)

// Encode writes rep as indented JSON with a final newline. Times and shares that
// are not finite become 0. rep itself stays as it is.
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
	for _, x := range []*float64{&out.Seconds, &out.MeasuringSeconds, &out.Judgement.Alpha, &out.Policy.Alpha} {
		*x = orZero(*x)
	}
	out.Explanations = normalExplanations(rep.Explanations)
	out.Costs = slices.Clone(rep.Costs)
	for i := range out.Costs {
		out.Costs[i].Seconds = orZero(out.Costs[i].Seconds)
	}
	return &out
}

func orZero(x float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return 0
	}
	return x
}
