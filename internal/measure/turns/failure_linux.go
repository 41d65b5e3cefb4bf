package turns

import (
	"errors"
	"fmt"
	"strings"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure/hooks/wire"
)

// errSilent means that nothing was heard of a process for too long.
var errSilent = errors.New("nothing was heard of it")

// failure makes a failure in the benchmark's own words.
func (p *process) failure(k gotest.Kind, text string) error {
	return &gotest.Failure{Kind: k, Message: strings.TrimSpace(text), Tail: p.printed()}
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
	if p.cmd.ProcessState.Success() {
		return unfit("its process ended early: no hooks in the binary, no such benchmark, or a TestMain that runs it elsewhere or not at all")
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
