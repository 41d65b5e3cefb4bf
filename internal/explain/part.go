package explain

import "strings"

// The parts that totals are split into. They add up to the total.
const (
	userCode          = "user code"
	standardCode      = "standard library"
	garbageCollection = "garbage collection"
	allocation        = "allocation"
	scheduling        = "scheduling"
	locks             = "locks"
	otherOfSystem     = "other runtime"
)

// parts lists them in the order in which they are shown.
var parts = []string{userCode, standardCode, allocation, garbageCollection, locks, scheduling, otherOfSystem}

// partOf says what a sample's time went into, by the innermost frames that are
// the runtime's.
func partOf(stack []frame) string {
	n := 0
	for n < len(stack) && stack[n].class == system {
		n++
	}
	switch {
	case n > 0:
		return systemPart(stack[:n])
	case len(stack) == 0 || stack[0].class == harness:
		return otherOfSystem
	case stack[0].class == standard:
		return standardCode
	}
	return userCode
}

// systemPart names the first part one of whose words is in a name: an allocation
// that helps the collector is collecting.
func systemPart(stack []frame) string {
	for _, p := range signs {
		for _, f := range stack {
			if _, function, _ := strings.Cut(f.name, "."); containsAny(function, p.words) || containsAny(f.name, p.names) {
				return p.part
			}
		}
	}
	return otherOfSystem
}

// signs are words in the names of the runtime's functions, and whole names.
var signs = []struct {
	part  string
	words []string
	names []string
}{
	{garbageCollection, []string{"gcBgMark", "gcDrain", "gcAssist", "gcStart", "gcMark", "gcSweep", "sweep", "scanobject", "scanblock",
		"scanstack", "scanSpan", "greyobject", "wbBuf", "bgscavenge", "deductAssistCredit", "deductSweepCredit", "gcWork", "gcenable",
		"markroot", "tryDeferToSpanScan", "finishsweep", "shade"}, []string{"gcWriteBarrier", "runtime.GC"}},
	{allocation, []string{"mallocgc", "newobject", "makeslice", "growslice", "makemap", "newarray", "mcache", "mcentral",
		"mheap", "rawstring", "rawbyteslice", "rawruneslice", "MakeNoZero", "persistentalloc", "nextFreeFast", "newUserArenaChunk", "profilealloc"}, nil},
	{scheduling, []string{"schedule", "findRunnable", "gopark", "park_m", "goready", "ready.", "wakep", "startm", "stopm",
		"gosched", "goschedImpl", "mstart", "sysmon", "chansend", "chanrecv", "selectgo", "newproc", "netpoll", "notesleep",
		"notewakeup", "runqgrab", "stealWork", "goexit0", "gfput", "gfget", "sellock", "mcall"}, nil},
	{locks, []string{"lock2", "lockSlow", "semacquire", "semrelease", "SemacquireMutex", "Semrelease", "Mutex", "futex", "procyield"},
		[]string{"sync.", "internal/sync."}},
}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
