package publish

import (
	"strings"
	"testing"
)

// Whom a run was told to leave out is choosing, which decides what is judged.
func TestLeavingOutIsChoosing(t *testing.T) {
	pub := &publication{}
	judging, choosing := pub.tellApart([]string{"--changed", "--strict=false"})
	if strings.Join(judging, " ") != "--strict=false" || strings.Join(choosing, " ") != "--changed" {
		t.Errorf("judging %q, choosing %q", judging, choosing)
	}
}
