package doctor

import "fmt"

// busy is the load a processor at which somebody else's work is sure to come
// between.
const busy = 0.5

func load(f Facts) Finding {
	n := Finding{Name: "load", Grade: Fit}
	l := f.State.Load
	if l == nil {
		return unknown(n, f)
	}
	n.Value = fmt.Sprintf("%.2f in the last minute", *l)
	if f.Machine.CPUs > 0 && *l > busy*float64(f.Machine.CPUs) {
		n.Grade = Noisy
		n.Means, n.Do = "something else uses the processors", "end it, or wait: top shows what it is"
	}
	return n
}

func virtual(f Facts) Finding {
	n := Finding{Name: "virtualisation", Value: f.State.Virtual, Grade: Fit}
	switch n.Value {
	case "":
		return unknown(n, f)
	case "none":
		n.Value = "none seen"
	case "unnamed":
		n.Value = "a hypervisor without a name"
	}
	if f.State.Container != "" {
		n.Value += ", in a container (" + f.State.Container + ")"
	}
	// A virtual machine is no fault in itself: steal and noise say what it costs.
	return n
}

// Shares of the time that a hypervisor may take. One per cent is what a turn in
// a hundred loses; a tenth leaves hardly a round untouched.
const (
	someStolen = 0.01
	muchStolen = 0.10
)

func steal(f Facts) Finding {
	n := Finding{Name: "steal", Grade: Fit}
	share, when := f.Stolen, "just now"
	if share == nil {
		if f.State.Times.Total == 0 {
			return unknown(n, f)
		}
		s := float64(f.State.Times.Steal) / float64(f.State.Times.Total)
		share, when = &s, "since the start"
	}
	n.Value = fmt.Sprintf("%.1f %% of the time %s", 100**share, when)
	if *share <= someStolen {
		return n
	}
	n.Grade = Noisy
	if *share > muchStolen {
		n.Grade = Unfit
	}
	n.Means = "the hypervisor gives this machine's processors to others meanwhile"
	n.Do = "measure at another time, or on a machine with processors of its own (a dedicated instance)"
	return n
}

// Bounds of the noise of a round. The gate's smallest use is a threshold of
// 5 %: with rounds off by more than 1 % it takes more of them to tell half of
// that from nothing, and with more than 5 % a usual budget does not suffice.
const (
	someNoise = 0.01
	muchNoise = 0.05
)

func noise(f Facts) Finding {
	n := Finding{Name: "noise", Value: "not measured", Grade: Unknown}
	m := f.Noise
	if m == nil {
		return n
	}
	n.Grade = Fit
	n.Value = fmt.Sprintf("a round is off by %.2f %%; %.0f %% of the turns disturbed; drift %.1f %% (%d rounds in %.1f s)",
		100*m.Round, 100*m.Disturbed, 100*m.Drift, m.Rounds, m.Seconds)
	if m.Round <= someNoise {
		return n
	}
	n.Grade = Noisy
	if m.Round > muchNoise {
		n.Grade = Unfit
	}
	n.Means = "work that is the same every time does not take the same time here, so small slowdowns stay undecided"
	n.Do = "mend what is found above, or give more time (--budget); benchgate calibrate says what your own benchmarks allow"
	return n
}
