package report

import (
	"fmt"
	"math"
	"strings"

	"github.com/benchgate/benchgate/internal/words"

	"github.com/benchgate/benchgate/internal/record"
)

// refName returns a side as the user named it with its commit: "main (a1b2c3d)".
func refName(r record.Ref) string {
	var notes []string
	short := r.SHA
	if len(short) > 7 {
		short = short[:7]
	}
	if short != "" && !strings.HasPrefix(r.SHA, r.Ref) {
		notes = append(notes, short)
	}
	if r.Dirty {
		notes = append(notes, "with uncommitted changes")
	}
	name := r.Ref
	if name == "" || r.SHA != "" && strings.HasPrefix(r.SHA, r.Ref) {
		name = short
	}
	if name == "" {
		name = "unknown"
	}
	if len(notes) == 0 {
		return name
	}
	return name + " (" + strings.Join(notes, ", ") + ")"
}

// machineWords describe where was measured, in as many words as are known.
func machineWords(e record.Environment) string {
	var parts []string
	switch {
	case e.BaseGo != "" && e.HeadGo != "" && e.BaseGo != e.HeadGo:
		parts = append(parts, e.BaseGo+" → "+e.HeadGo)
	case e.Go != "":
		parts = append(parts, e.Go)
	}
	if e.GOOS != "" {
		parts = append(parts, e.GOOS+"/"+e.GOARCH)
	}
	if e.CPU != "" {
		parts = append(parts, e.CPU)
	}
	if e.CPUs > 0 {
		parts = append(parts, words.Count(e.CPUs, "CPU"))
	}
	parts = append(parts, machineNotes(e)...)
	return strings.Join(parts, ", ")
}

// effort says how much was measured: rounds, or values for files, and the time.
func (rep *Report) effort() string {
	least, most, noun := math.MaxInt, 0, "round"
	for _, r := range rep.Rows {
		n := r.Rounds
		if r.Engine == "files" && r.Head != nil {
			n, noun = r.Head.N, "value"
		}
		if compared(&r) && n > 0 {
			least, most = min(least, n), max(most, n)
		}
	}
	var parts []string
	switch {
	case most > 0 && least == most:
		parts = append(parts, words.Count(most, noun))
	case most > 0:
		parts = append(parts, fmt.Sprintf("%d to %s", least, words.Count(most, noun)))
	}
	if rep.Seconds > 0 {
		parts = append(parts, words.Duration(rep.Seconds))
	}
	if rep.Shards > 0 {
		parts = append(parts, words.Count(rep.Shards, "shard"))
	}
	return strings.Join(parts, ", ")
}

// rules says in one paragraph how rows were decided, as the files or rounds at
// hand ask for it.
func (rep *Report) rules() string {
	var b strings.Builder
	b.WriteString("A row is a regression when the test finds it worse and the estimated change is past what is allowed.")
	if rep.Alpha > 0 && rep.Hypotheses > 0 {
		fmt.Fprintf(&b, " The tests share a false-alarm rate of %s over %s",
			words.Fraction(rep.Alpha), words.Plural(rep.Hypotheses, "hypothesis", "hypotheses"))
		if rep.Shards > 1 {
			fmt.Fprintf(&b, ", each of %d shards an equal part of it over its own", rep.Shards)
		}
		b.WriteString(".")
	}
	b.WriteString(" Intervals are 95 %. Exact counts are compared without a test.")
	return b.String()
}

// plainCommand reports whether a command is one that people can be asked to
// paste: benchgate itself with arguments in which only what stands in single
// quotes could mean something to a shell.
func plainCommand(command string) bool {
	if !strings.HasPrefix(command, "benchgate ") || command != words.Visible(command) {
		return false
	}
	for i, part := range strings.Split(command, "'") {
		if bare := i%2 == 0; bare && strings.ContainsFunc(part, shellActs) {
			return false
		}
	}
	return strings.Count(command, "'")%2 == 0
}

// shellActs knows the bytes that are no more than themselves, rather than the
// ones that act.
func shellActs(r rune) bool {
	return !words.Alnum(r) && !strings.ContainsRune(" -_./=:,@+%^", r)
}
