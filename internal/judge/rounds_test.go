package judge

import (
	"strconv"
	"testing"

	"github.com/benchgate/benchgate/internal/round"
)

// As many units as rounds may have are told apart: rounds may come from a stranger.
func TestManyUnits(t *testing.T) {
	var list []round.Round
	for i := range 200 {
		r := round.Round{Base: round.Values{}, Head: round.Values{}}
		for k := range 1500 {
			r.Base[strconv.Itoa(i*1500+k)] = round.Value{}
		}
		list = append(list, r)
	}
	if n := len(units(list)); n != 200*1500 {
		t.Errorf("%d units", n)
	}
}
