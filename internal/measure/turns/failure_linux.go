package turns

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure/hooks/wire"
)

// errSilent means that nothing was heard of a process for too long.
var errSilent = errors.New("nothing was heard of it")

// errEnded means that a process ended well.
const errEnded = unfitness("its process ended early: no hooks in the binary, no such benchmark, or a TestMain that runs it elsewhere or not at all")

// A mishap is a benchmark that failed or skipped, while its process went on.
type mishap struct {
	name string
	*gotest.Failure
}

// note keeps a benchmark's failure in its own words.
func (p *process) note(m wire.Message) mishap {
	kind := gotest.Fail
	if m.Kind == wire.KindSkip {
		kind = gotest.Skip
	}
	x := mishap{m.Name, &gotest.Failure{Kind: kind, Message: strings.TrimSpace(m.Text), Tail: p.printed()}}
	p.mishaps = append(p.mishaps, x)
	p.at, p.leaf = p.function, ""
	return x
}

// mishap returns why there is no such benchmark to wait at.
func (p *process) mishap(name string) error {
	for _, m := range p.mishaps {
		if m.name == name {
			return m.Failure
		}
	}
	return errEnded
}

// failed tells whether a benchmark failed at or below the name.
func (p *process) failed(name string) bool {
	return slices.ContainsFunc(p.mishaps, func(m mishap) bool { return m.Kind == gotest.Fail && within(m.name, name) })
}

// within tells whether a benchmark is the one of that name, or below it.
func within(name, top string) bool {
	rest, ok := strings.CutPrefix(name, top)
	return ok && (rest == "" || rest[0] == '/')
}

// unexpected tells of a message that is not the one to come now.
func (p *process) unexpected(m wire.Message) error {
	return unfit("its process sent %q when something else was to come", m.Kind)
}

// parted tells why the process is not there any more.
func (p *process) parted() error {
	if !p.wait(partingDelay) {
		return unfit("its process let go of the pipes: it closed them, or another program took its place")
	}
	// Go test itself ends with 1 where a benchmark failed, which was told.
	if state := p.cmd.ProcessState; state.Success() || state.ExitCode() == 1 && p.failed(p.function) {
		return errEnded
	}
	return p.crash()
}

// hung ends a silent process, with a dump of its goroutines.
func (p *process) hung() error {
	p.dump()
	p.wait(dumpDelay)
	p.kill()
	<-p.ended
	return &gotest.Failure{Kind: gotest.Hang, Tail: p.printed(),
		Message: fmt.Sprintf("nothing was heard of it for %v", p.silence)}
}

// crash tells how a process that has ended did so.
func (p *process) crash() error {
	state, message := p.cmd.ProcessState, p.errs.panic()
	f := &gotest.Failure{Kind: gotest.Exit, Tail: p.printed()}
	f.Message = gotest.Ended(state, f.Tail)
	switch {
	case state.ExitCode() == wire.GaveUp:
		return unfit("its process lost touch: %s", strings.TrimSpace(lastLine(p.errs.String())))
	case strings.HasPrefix(message, "panic: unexpected call to os.Exit(0)"):
		f.Message = "it called os.Exit(0)"
	case message != "" && (state.ExitCode() == 2 || state.ExitCode() < 0):
		f.Kind, f.Message = gotest.Panic, message
	}
	return f
}

// printed returns the ends of both outputs.
func (p *process) printed() string {
	out, errs := p.out.String(), p.errs.String()
	if out != "" && errs != "" && !strings.HasSuffix(out, "\n") {
		out += "\n"
	}
	return out + errs
}

func lastLine(s string) string {
	s = strings.TrimRight(s, "\n")
	return s[strings.LastIndexByte(s, '\n')+1:]
}
