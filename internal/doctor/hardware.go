package doctor

import (
	"fmt"
	"strings"

	"github.com/benchgate/benchgate/internal/machine"
)

func processors(f Facts) Finding {
	n := Finding{Name: "processors", Value: fmt.Sprintf("%d", f.Machine.CPUs), Grade: Fit}
	if f.Machine.CPU != "" {
		n.Value += ", " + f.Machine.CPU
	}
	if f.Machine.CPUs < 2 {
		n.Grade = Noisy
		n.Means = "the side that waits, the runtime's own work and the rest of the system run on the processor that is measured"
		n.Do = "measure on a machine with two or more"
	}
	return n
}

func quota(f Facts) Finding {
	n := Finding{Name: "processor quota", Value: "none", Grade: Fit}
	q := f.State.CPUQuota
	switch {
	case f.Machine.GOOS != "linux":
		return unknown(n, f)
	case q == nil:
		return n
	}
	n.Value = fmt.Sprintf("%.3g of %d processors", *q, f.Machine.CPUs)
	if t := f.State.Throttled; t != nil {
		n.Value += fmt.Sprintf(", stopped %d times so far", *t)
	}
	switch {
	case *q < 1:
		n.Grade = Unfit
		n.Means = "the container is stopped for a part of every tenth of a second, in the middle of what is measured"
		n.Do = "give the container at least one whole processor, better two, or no quota (docker run without --cpus, no CPU limit in Kubernetes)"
	case *q < float64(f.Machine.CPUs):
		n.Grade = Noisy
		n.Means = "work on more processors than the quota has is stopped until its next period; Go collects garbage on all it sees"
		n.Do = "pin the container to whole processors instead (docker run --cpuset-cpus), or set GOMAXPROCS to the quota"
	}
	return n
}

// memoryNeed is the bound, in bytes, under which compiling alone may fail.
const memoryNeed = 1 << 30

func memory(f Facts) Finding {
	n := Finding{Name: "memory limit", Value: "none", Grade: Fit}
	switch {
	case f.Machine.GOOS != "linux":
		return unknown(n, f)
	case f.State.MemoryLimit == 0:
		return n
	}
	n.Value = bytes(uint64(f.State.MemoryLimit))
	if f.State.MemoryLimit < memoryNeed {
		n.Grade = Unfit
		n.Means, n.Do = "compiling and linking may be killed", "give the container 1 GiB or more"
	}
	return n
}

func governor(f Facts) Finding {
	g := f.State.Governor
	n := Finding{Name: "governor", Value: g, Grade: Fit}
	switch {
	case g == "":
		return unknown(n, f)
	case g != "performance":
		n.Grade = Noisy
		n.Means = "the clock follows the load, so that a short burst runs at another speed than a long one"
		n.Do = "sudo cpupower frequency-set --governor performance (the next start of the system takes it back)"
	}
	return n
}

func turbo(f Facts) Finding {
	n := Finding{Name: "turbo", Value: string(f.State.Turbo), Grade: Fit}
	switch f.State.Turbo {
	case "":
		return unknown(n, f)
	case machine.On:
		// Nearly every machine has it, and taking turns gives both sides the same
		// luck: worth knowing, and no fault.
		n.Means = "the clock goes up and down with the temperature and with what other cores do, though for both sides alike"
		n.Do = "echo 0 | sudo tee /sys/devices/system/cpu/cpufreq/boost"
		if strings.Contains(f.Machine.CPU, "Intel") {
			n.Do = "echo 1 | sudo tee /sys/devices/system/cpu/intel_pstate/no_turbo"
		}
	}
	return n
}

func power(f Facts) Finding {
	n := Finding{Name: "power", Value: string(f.State.Power), Grade: Fit}
	switch f.State.Power {
	case "":
		return unknown(n, f)
	case machine.Battery:
		n.Grade = Noisy
		n.Means, n.Do = "a machine on battery saves power by slowing down when it likes", "plug it in"
	}
	return n
}

// unknown is a finding about what the system does not say.
func unknown(n Finding, f Facts) Finding {
	n.Grade, n.Value = Unknown, "not said by this system"
	if f.Machine.GOOS != "linux" {
		n.Value = "cannot be known on " + f.Machine.GOOS
	}
	return n
}
