package machine

import (
	"io/fs"
	"strconv"
	"strings"
)

// CPUTimes are the times of all processors together since the system started,
// in the system's ticks. The zero value is unknown.
type CPUTimes struct {
	Total uint64 // idle time included
	Busy  uint64 // spent on processes and on the system itself
	Steal uint64 // wanted by this machine, and given to another by the hypervisor
}

// ReadTimes reads proc/stat below root.
func ReadTimes(root fs.FS) CPUTimes {
	first, _, _ := strings.Cut(text(root, "proc/stat"), "\n")
	fields := strings.Fields(first)
	if len(fields) < 9 || fields[0] != "cpu" {
		return CPUTimes{}
	}
	var ticks [8]uint64 // user nice system idle iowait irq softirq steal
	for i := range ticks {
		v, err := strconv.ParseUint(fields[i+1], 10, 64)
		if err != nil {
			return CPUTimes{}
		}
		ticks[i] = v
	}
	var t CPUTimes
	for i, v := range ticks {
		t.Total += v
		if i != 3 && i != 4 && i != 7 {
			t.Busy += v
		}
	}
	t.Steal = ticks[7]
	return t
}

// Stolen is the share of the time between two readings that the hypervisor
// took away, from 0 to 1; nil where either is unknown or no time went by.
func (t CPUTimes) Stolen(since CPUTimes) *float64 {
	if since.Total == 0 || t.Total <= since.Total || t.Steal < since.Steal {
		return nil
	}
	share := float64(t.Steal-since.Steal) / float64(t.Total-since.Total)
	return &share
}
