package policy

import (
	"slices"
	"testing"
	"time"
)

func TestExpired(t *testing.T) {
	day := time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)
	p := Policy{Waivers: []Waiver{
		{Benchmark: "Old", Unit: "sec/op", Until: day},
		{Benchmark: "New", Package: "m/p", Unit: "B/op", Until: day.AddDate(0, 0, 1)},
	}}
	for _, tt := range []struct {
		now  time.Time
		want []string
	}{
		{day.Add(23 * time.Hour), nil},
		{day.AddDate(0, 0, 1), []string{"waiver for Old sec/op expired on 2027-03-01 and no longer applies"}},
	} {
		if got := p.Expired(tt.now); !slices.Equal(got, tt.want) {
			t.Errorf("at %v: %q, want %q", tt.now, got, tt.want)
		}
	}
}
