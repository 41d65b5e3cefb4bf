package machine

import (
	"io/fs"
	"math"
	"os"
	"strconv"
	"strings"
)

// A State is how a machine stands at the moment, as far as its system says: what
// can make two equal measurements differ. The zero value knows nothing. It is
// read from Linux's /proc and /sys; elsewhere all of it stays unknown.
type State struct {
	// Governor is how the system picks the clock of the processors, such as
	// performance or powersave; several are joined by commas. "" is unknown, as in
	// most virtual machines.
	Governor string
	Turbo    Switch // clocks above the nominal one
	Power    Power
	// Load is the mean number of processes that ran or wanted to in the last
	// minute; nil where unknown.
	Load *float64
	// Virtual is the hypervisor, such as kvm, or "none" for bare metal; "" where
	// unknown. Container is what kind of container this is, "" for none seen.
	Virtual, Container string
	// CPUQuota is how many processors' worth of time the control groups allow;
	// nil for no bound, or unknown. MemoryLimit is theirs in bytes, 0 for none.
	CPUQuota    *float64
	MemoryLimit int64
	// Throttled is how often the quota stopped this group's processes since it
	// exists; nil where there is no quota.
	Throttled *int64
	// Times are those of all processors since the system started.
	Times CPUTimes
}

// A Switch is on, off, or unknown: "".
type Switch string

// The positions of a Switch.
const (
	On  Switch = "on"
	Off Switch = "off"
)

// Power is where the machine has its power from; "" is unknown or, as in most
// servers, not said.
type Power string

// The sources of power.
const (
	Mains   Power = "mains"
	Battery Power = "battery"
)

// System is the root of the files that ReadState looks at on this machine.
func System() fs.FS { return os.DirFS("/") }

// ReadState reads the state of a machine from its files below root. What is not
// there, or cannot be read, stays unknown: nothing of it is worth an error.
func ReadState(root fs.FS) State {
	s := State{
		Governor: governor(root), Turbo: turbo(root), Power: power(root), Load: load(root),
		Virtual: virtual(root), Container: container(root), Times: ReadTimes(root),
	}
	s.readGroups(root)
	return s
}

// text returns the trimmed content of a small file, "" where there is none.
func text(root fs.FS, name string) string {
	data, err := fs.ReadFile(root, name)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(data))
}

// load reads the mean of one minute from proc/loadavg.
func load(root fs.FS) *float64 {
	first, _, _ := strings.Cut(text(root, "proc/loadavg"), " ")
	v, err := strconv.ParseFloat(first, 64)
	if err != nil || !(v >= 0) || math.IsInf(v, 1) {
		return nil
	}
	return &v
}
