package turns

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/measure/hooks/wire"
)

// run implements runner.
func (p *process) run(verb string, warm, n int64) (wire.Report, error) {
	if err := p.send(wire.Order{Verb: verb, Warm: warm, N: n, Pin: p.pin}); err != nil {
		return wire.Report{}, err
	}
	m, err := p.receive(p.deadline())
	if err != nil {
		return wire.Report{}, err
	}
	if m.Kind != wire.KindTurn || m.Report.Main.N != n || m.Report.Warm.N != warm {
		return wire.Report{}, p.unexpected(m)
	}
	p.idle.add(m.Report)
	return m.Report, nil
}

func (p *process) send(o wire.Order) error {
	p.line = o.Append(p.line[:0])
	if _, err := p.orders.Write(p.line); err == nil {
		return nil
	}
	// It is gone, but may have said why.
	m, err := p.receive(p.deadline())
	if err != nil {
		return err
	}
	return p.unexpected(m)
}

// deadline returns when the process will have been silent for too long; the
// zero time means never.
func (p *process) deadline() time.Time {
	if p.silence <= 0 {
		return time.Time{}
	}
	return time.Now().Add(p.silence)
}

// receive returns the next message. A process that ended, or said that the
// benchmark did, gives an error.
func (p *process) receive(deadline time.Time) (wire.Message, error) {
	if err := p.until(deadline); err != nil {
		return wire.Message{}, fmt.Errorf("read the results of %s: %w", p.side, err)
	}
	line, err := p.in.ReadSlice('\n')
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded) && p.gone():
		return wire.Message{}, p.parted()
	case errors.Is(err, os.ErrDeadlineExceeded):
		return wire.Message{}, errSilent
	case errors.Is(err, bufio.ErrBufferFull):
		return wire.Message{}, unfit("a message of its process is too long: it reports too many metrics")
	case err != nil:
		return wire.Message{}, p.parted()
	}
	m, err := wire.ParseMessage(line)
	switch {
	case err != nil:
		return m, unfit("its process sent %.60q", line)
	case m.Kind == wire.KindFail:
		return m, p.failure(gotest.Fail, m.Text)
	case m.Kind == wire.KindSkip:
		return m, p.failure(gotest.Skip, m.Text)
	case m.Kind == wire.KindSub:
		return m, unfit("it has sub-benchmarks")
	}
	return m, nil
}

// until sets how long to wait for the next message: no longer than the afterlife
// of a process that has ended.
func (p *process) until(deadline time.Time) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.latest.IsZero() && (deadline.IsZero() || p.latest.Before(deadline)) {
		deadline = p.latest
	}
	if p.reaped {
		deadline = time.Now().Add(afterlife)
	}
	p.current = deadline
	return p.results.SetReadDeadline(deadline)
}

// hurry bounds how long the process may be waited for, also where it is waited for
// already, until calm lifts that.
func (p *process) hurry(latest time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.latest = latest
	if !p.reaped && (p.current.IsZero() || latest.Before(p.current)) {
		// It fails only where nobody reads any more.
		_ = p.results.SetReadDeadline(latest)
	}
}

func (p *process) calm() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.latest = time.Time{}
}

// gone tells whether the process has ended.
func (p *process) gone() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.reaped
}

// await returns when the process has come up and waits for orders.
func (p *process) await(deadline time.Time) error {
	m, err := p.receive(deadline)
	if err == nil && m.Kind == wire.KindHello {
		if m.Version != wire.Version {
			return unfit("its binary has hooks of version %d, not %d", m.Version, wire.Version)
		}
		m, err = p.receive(deadline)
	}
	if err != nil {
		return err
	}
	if m.Kind != wire.KindLoop && m.Kind != wire.KindRan {
		return p.unexpected(m)
	}
	p.first = m
	return nil
}

// finish lets the benchmark end in its own way and returns what a b.Loop
// benchmark reported after its loop; nil of a b.N benchmark.
func (p *process) finish() (*wire.Report, error) {
	if err := p.send(wire.Order{Verb: wire.VerbEnd}); err != nil {
		return nil, err
	}
	return p.finished()
}

// finished is finish after the order to end.
func (p *process) finished() (*wire.Report, error) {
	var final *wire.Report
	if p.first.Kind == wire.KindLoop {
		m, err := p.receive(p.deadline())
		if err != nil {
			return nil, err
		}
		if m.Kind != wire.KindFinal {
			return nil, p.unexpected(m)
		}
		final = &m.Report
	}
	if !p.wait(p.silence) {
		return nil, errSilent
	}
	if !p.cmd.ProcessState.Success() {
		return nil, p.crash()
	}
	return final, nil
}

// wait tells whether the process ended within the time; 0 means for ever.
func (p *process) wait(d time.Duration) bool {
	var alarm <-chan time.Time
	if d > 0 {
		alarm = time.After(d)
	}
	select {
	case <-p.ended:
		return true
	case <-alarm:
		return false
	}
}
