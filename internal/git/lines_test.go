package git

import (
	"slices"
	"testing"
)

func TestHunks(t *testing.T) {
	for name, c := range map[string]struct {
		diff string
		want []int
	}{
		"nothing": {"", nil},
		"one":     {"diff --git a b\n--- a\n+++ b\n@@ -3 +4 @@ func\n-x\n+y\n", []int{4}},
		"many":    {"@@ -1,0 +2,3 @@\n+a\n+b\n+c\n@@ -9,2 +12,1 @@\n", []int{2, 3, 4, 12}},
		"removed": {"@@ -7,2 +6,0 @@\n-a\n-b\n", []int{6}},
		"content": {"@@ -1 +1 @@\n-@@ -5 +5 @@\n+@@ -6 +6 @@\n", []int{1}},
		"no Go":   {"@@ -x +y @@\n", nil},
	} {
		if got := hunks(c.diff); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
