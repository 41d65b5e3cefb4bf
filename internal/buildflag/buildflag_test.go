package buildflag

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSplit(t *testing.T) {
	for _, tt := range []struct {
		args  []string
		build []string
		cpu   []int
	}{
		{nil, nil, nil},
		{[]string{"-race"}, []string{"-race"}, nil},
		{[]string{"--race=false", "-a"}, []string{"-race=false", "-a"}, nil},
		{[]string{"-tags", "a,b"}, []string{"-tags=a,b"}, nil},
		{[]string{"-tags=a b"}, []string{"-tags=a b"}, nil},
		{[]string{"--tags=x", "-mod", "vendor"}, []string{"-tags=x", "-mod=vendor"}, nil},
		{[]string{"-ldflags", "-s -w -X 'a.b=c d'"}, []string{"-ldflags=-s -w -X 'a.b=c d'"}, nil},
		{[]string{"-gcflags=all=-N -l"}, []string{"-gcflags=all=-N -l"}, nil},
		{[]string{"-tags="}, []string{"-tags="}, nil},
		{[]string{"-tags", "-race"}, []string{"-tags=-race"}, nil},
		{[]string{"-cpu", "1,2"}, nil, []int{1, 2}},
		{[]string{"-cpu=4,1,4", "-race"}, []string{"-race"}, []int{4, 1}},
		{[]string{"-test.cpu=8"}, nil, []int{8}},
		{[]string{"--test.cpu", "8", "-cpu=2"}, nil, []int{2}},
	} {
		build, cpu, err := Split(tt.args)
		if err != nil {
			t.Errorf("%q: %v", tt.args, err)
		}
		if diff := cmp.Diff(tt.build, build); diff != "" {
			t.Errorf("%q: build flags (-want +got):\n%s", tt.args, diff)
		}
		if diff := cmp.Diff(tt.cpu, cpu); diff != "" {
			t.Errorf("%q: cpu (-want +got):\n%s", tt.args, diff)
		}
	}
}

func TestSplitErrors(t *testing.T) {
	for _, tt := range []struct{ args, message string }{
		{"./...", `argument "./..."`},
		{"-race ./x", "only build flags"},
		{"-tags", "flag -tags: its value is missing"},
		{"-race=maybe", "neither true nor false"},
		{"-cpu=0", "not a list of positive numbers"},
		{"-cpu=1,", "not a list of positive numbers"},
		{"-cpu", "its value is missing"},
		{"-unknown", "-asmflags, "},
		{"-test.tags=x", "not a build flag"},
		{"-", "not a build flag"},
		{"---race", "not a build flag"},
		{"--", "not a build flag"},
		{"-fuzztime=1s", "flag -fuzztime: benchgate runs"},
		{"-coverprofile=x", "coverage"},
		{"-test.bench=.", "--bench"},
	} {
		_, _, err := Split(strings.Fields(tt.args))
		if err == nil || !strings.Contains(err.Error(), tt.message) {
			t.Errorf("%q: error %v, want %q", tt.args, err, tt.message)
		}
	}
	for flag, why := range refused {
		for _, dashes := range []string{"-", "--"} {
			_, _, err := Split([]string{dashes + flag})
			if err == nil || !strings.Contains(err.Error(), "flag -"+flag+": "+why) {
				t.Errorf("%s%s: error %v", dashes, flag, err)
			}
		}
	}
}

// What Split returns, it accepts again and returns unchanged.
func FuzzSplit(f *testing.F) {
	f.Add("-tags", "a b", "-race")
	f.Add("--ldflags=-X a=b", "-cpu", "1,2")
	f.Add("-test.cpu=1", "-a=true", "--")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		build, cpu, err := Split([]string{a, b, c})
		if err != nil {
			return
		}
		again, none, err := Split(build)
		if err != nil || none != nil || cmp.Diff(build, again) != "" {
			t.Errorf("%q gives %q, which gives %q, %v", []string{a, b, c}, build, again, err)
		}
		for _, n := range cpu {
			if n < 1 {
				t.Errorf("cpu %v", cpu)
			}
		}
	})
}

func TestCheck(t *testing.T) {
	for flag, want := range map[string]string{
		"-race": "", "-tags=a b": "", "--mod=vendor": "", "-tags": "its value is missing", "-cpu=1": "behind --",
		"-tags slow": "not a build flag", "-c": "always builds", "-o=x": "places the test binaries", "-C=/tmp": "relative", "foo": "only build flags", "": "only build flags",
	} {
		err := Check(flag)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", flag, err, want)
		}
	}
}
