package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/machine"
)

// A setting is the machine on which, and the time in which, an experiment took
// place.
type setting struct {
	CPU     string    `json:"cpu"`
	CPUs    int       `json:"cpus"`
	Kernel  string    `json:"kernel"`
	Go      string    `json:"go"`
	GOOS    string    `json:"goos"`
	GOARCH  string    `json:"goarch"`
	Start   time.Time `json:"start"`
	Seconds float64   `json:"seconds"`
	// Steal is the part of all CPU time that the hypervisor gave to others, and
	// Busy the part in which the machine worked; both negative where unknown.
	Steal float64 `json:"steal"`
	Busy  float64 `json:"busy"`
}

// A moment is when, and what CPU time had been used until then.
type moment struct {
	at    time.Time
	times []float64 // of /proc/stat, in its units and order; nil where there is none
}

// look notes the present moment.
func look() moment {
	// Elsewhere than on Linux there is no such file; then the times are unknown.
	text, _ := os.ReadFile("/proc/stat")
	return moment{time.Now(), cpuTimes(string(text))}
}

// cpuTimes reads the first line of /proc/stat: user, nice, system, idle,
// iowait, irq, softirq, steal; what follows is part of user already.
func cpuTimes(text string) []float64 {
	line, _, _ := strings.Cut(text, "\n")
	fields := strings.Fields(line)
	if len(fields) < 9 || fields[0] != "cpu" {
		return nil
	}
	var times []float64
	for _, f := range fields[1:9] {
		v, err := strconv.ParseFloat(f, 64)
		if err != nil {
			return nil
		}
		times = append(times, v)
	}
	return times
}

// shares returns which parts of the time between two moments were stolen and
// busy; -1 where that is unknown.
func shares(before, after []float64) (steal, busy float64) {
	if len(before) != 8 || len(after) != 8 {
		return -1, -1
	}
	total, idle := 0.0, 0.0
	for i := range after {
		d := after[i] - before[i]
		total += d
		if i == 3 || i == 4 {
			idle += d
		}
	}
	if total <= 0 {
		return -1, -1
	}
	steal = (after[7] - before[7]) / total
	return steal, 1 - idle/total - steal
}

// machineNow describes the machine and the time since before.
func machineNow(before moment) setting {
	m, now := machine.Describe(), look()
	// Only Linux has it there.
	kernel, _ := os.ReadFile("/proc/sys/kernel/osrelease")
	s := setting{
		CPU: m.CPU, CPUs: m.CPUs, Kernel: strings.TrimSpace(string(kernel)), Go: runtime.Version(),
		GOOS: m.GOOS, GOARCH: m.GOARCH, Start: before.at.UTC().Truncate(time.Second), Seconds: now.at.Sub(before.at).Seconds(),
	}
	s.Steal, s.Busy = shares(before.times, now.times)
	return s
}

// String is the sentence that stands above the tables.
func (s setting) String() string {
	text := fmt.Sprintf("%s, %d CPUs, %s/%s, kernel %s, %s; started %s, took %v",
		or(s.CPU, "unknown CPU"), s.CPUs, s.GOOS, s.GOARCH, or(s.Kernel, "unknown"), s.Go,
		s.Start.Format("2006-01-02 15:04 MST"), rough(time.Duration(s.Seconds*float64(time.Second))))
	if s.Steal >= 0 {
		text += fmt.Sprintf("; CPU time %s busy, %s stolen", percent(s.Busy), percent(s.Steal))
	}
	return text + "."
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
