package doctor

import (
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/machine"
)

// healthy are the facts of a machine without fault.
func healthy() Facts {
	load, none := 0.1, 0.0
	return Facts{
		Machine: machine.Machine{GOOS: "linux", GOARCH: "amd64", CPU: "Some CPU", CPUs: 8},
		State: machine.State{Governor: "performance", Turbo: machine.Off, Power: machine.Mains, Load: &load,
			Virtual: "none", Times: machine.CPUTimes{Total: 100, Busy: 10}},
		Go: "go1.26.1", Turns: true, Git: "2.40", TempDir: "/tmp", Free: 50 << 30,
		Noise: &machine.Noise{Rounds: 20, Seconds: 2, Round: 0.001, Disturbed: 0.02, Drift: 0.01}, Stolen: &none,
	}
}

// TestExamine changes one fact at a time and looks for the one finding that
// has to change.
func TestExamine(t *testing.T) {
	f := func(v float64) *float64 { return &v }
	for _, c := range []struct {
		name   string
		change func(*Facts)
		find   string
		grade  Grade
		do     string
	}{
		{"nothing", func(*Facts) {}, "noise", Fit, ""},
		{"no go", func(f *Facts) { f.Go, f.GoErr = "", "no go in PATH" }, "go", Unfit, "install Go"},
		{"old go", func(f *Facts) { f.Turns, f.TurnsErr = false, "the turns engine does not fit go1.20" }, "turns engine", Noisy, "Go 1.24"},
		{"no git", func(f *Facts) { f.Git, f.GitErr = "", "not found" }, "git", Unfit, "install git"},
		{"one processor", func(f *Facts) { f.Machine.CPUs = 1 }, "processors", Noisy, "two"},
		{"a quota of half a processor", func(x *Facts) { x.State.CPUQuota = f(0.5) }, "processor quota", Unfit, "whole processor"},
		{"a quota of two of eight", func(x *Facts) { x.State.CPUQuota = f(2) }, "processor quota", Noisy, "GOMAXPROCS"},
		{"a quota of all", func(x *Facts) { x.State.CPUQuota = f(8) }, "processor quota", Fit, ""},
		{"little memory", func(f *Facts) { f.State.MemoryLimit = 256 << 20 }, "memory limit", Unfit, "1 GiB"},
		{"enough memory", func(f *Facts) { f.State.MemoryLimit = 2 << 30 }, "memory limit", Fit, ""},
		{"full disk", func(f *Facts) { f.Free = 1000 }, "free disk", Unfit, "TMPDIR"},
		{"unknown disk", func(f *Facts) { f.FreeErr = "no" }, "free disk", Unknown, ""},
		{"powersave", func(f *Facts) { f.State.Governor = "powersave" }, "governor", Noisy, "cpupower"},
		{"mixed governors", func(f *Facts) { f.State.Governor = "performance,powersave" }, "governor", Noisy, "cpupower"},
		{"no governor", func(f *Facts) { f.State.Governor = "" }, "governor", Unknown, ""},
		{"turbo", func(f *Facts) { f.State.Turbo = machine.On }, "turbo", Fit, "cpufreq/boost"},
		{"intel turbo", func(f *Facts) { f.State.Turbo, f.Machine.CPU = machine.On, "Intel(R) Core" }, "turbo", Fit, "no_turbo"},
		{"battery", func(f *Facts) { f.State.Power = machine.Battery }, "power", Noisy, "plug"},
		{"busy", func(x *Facts) { x.State.Load = f(4.1) }, "load", Noisy, "top"},
		{"half busy", func(x *Facts) { x.State.Load = f(4.0) }, "load", Fit, ""},
		{"a virtual machine", func(f *Facts) { f.State.Virtual, f.State.Container = "kvm", "docker" }, "virtualisation", Fit, ""},
		{"some steal", func(x *Facts) { x.Stolen = f(0.05) }, "steal", Noisy, "dedicated"},
		{"much steal", func(x *Facts) { x.Stolen = f(0.2) }, "steal", Unfit, "dedicated"},
		{"steal since the start", func(f *Facts) { f.Stolen, f.State.Times.Steal = nil, 5 }, "steal", Noisy, "dedicated"},
		{"noise", func(f *Facts) { f.Noise.Round = 0.02 }, "noise", Noisy, "calibrate"},
		{"much noise", func(f *Facts) { f.Noise.Round = 0.06 }, "noise", Unfit, "calibrate"},
		{"no noise measured", func(f *Facts) { f.Noise = nil }, "noise", Unknown, ""},
	} {
		facts := healthy()
		c.change(&facts)
		d := Examine(facts)
		want := Fit
		if c.grade != Unknown {
			want = c.grade
		}
		if d.Verdict != want {
			t.Errorf("%s: verdict %s, want %s", c.name, d.Verdict, want)
		}
		for _, n := range d.Findings {
			bad := n.Grade == Noisy || n.Grade == Unfit
			switch {
			case n.Name == c.find && (n.Grade != c.grade || !strings.Contains(n.Do, c.do) || n.Value == ""):
				t.Errorf("%s: %+v", c.name, n)
			case n.Name != c.find && bad:
				t.Errorf("%s: %s is %s too", c.name, n.Name, n.Grade)
			case bad && (n.Means == "" || n.Do == ""):
				t.Errorf("%s: %s does not say why, or what to do", c.name, n.Name)
			}
		}
	}
}

// TestElsewhere holds macOS and Windows to saying what they cannot know.
func TestElsewhere(t *testing.T) {
	for _, goos := range []string{"darwin", "windows"} {
		d := Examine(Facts{Machine: machine.Machine{GOOS: goos, CPUs: 8}, Go: "go1.26.1", TurnsErr: "it is for Linux", Git: "2.40", Free: 50 << 30})
		if d.Verdict != Noisy {
			t.Errorf("%s: verdict %s, want noisy for the engine alone", goos, d.Verdict)
		}
		said := 0
		for _, n := range d.Findings {
			if strings.Contains(n.Value, "cannot be known on "+goos) {
				said++
			}
		}
		if said != 8 {
			t.Errorf("%s: %d findings say what cannot be known, want 8", goos, said)
		}
	}
}

func TestBytes(t *testing.T) {
	for n, want := range map[uint64]string{0: "0 B", 999: "999 B", 1000: "0.977 KiB", 1024: "1 KiB", 3 << 29: "1.5 GiB", 1 << 63: "8.39e+06 TiB"} {
		if got := bytes(n); got != want {
			t.Errorf("bytes(%d) = %s, want %s", n, got, want)
		}
	}
}
