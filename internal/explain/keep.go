package explain

import (
	"fmt"

	"github.com/google/pprof/profile"
)

// Merged returns the profiles of all rounds of one side as one, which pprof can
// show beside the other side's: both are of equally many iterations. CPU times
// are those that the processes really used. The runs are not to be used after.
func Merged(runs []Run, kind string) (*profile.Profile, error) {
	var list []*profile.Profile
	var n int64
	for _, r := range runs {
		calibrate(r, kind)
		list = append(list, r.Profile)
		n += r.N
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("merge %s profiles: there are none", kind)
	}
	p, err := profile.Merge(list)
	if err != nil {
		return nil, fmt.Errorf("merge %s profiles: %w", kind, err)
	}
	p.Comments = append(p.Comments, fmt.Sprintf("benchgate: %d iterations in %d processes", n, len(runs)))
	return p, nil
}

// calibrate brings the CPU times of a profile to what the process used.
func calibrate(r Run, kind string) {
	value, _ := columns(r.Profile, kind)
	if kind != CPU || value < 0 || r.CPU <= 0 {
		return
	}
	var raw float64
	for _, s := range r.Profile.Sample {
		raw += float64(s.Value[value])
	}
	for _, s := range r.Profile.Sample {
		s.Value[value] = int64(float64(s.Value[value]) / raw * float64(r.CPU))
	}
}
