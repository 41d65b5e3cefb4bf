package gate

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/output"
	"github.com/benchgate/benchgate/internal/round"
	"github.com/benchgate/benchgate/internal/words"
)

// heartbeat is how often a line appears where there is no terminal: often
// enough for CI systems that end silent jobs, seldom enough to read.
const heartbeat = 10 * time.Second

// progress tells on stderr what runs: one live line on a terminal, plain lines
// now and then elsewhere. It is safe for concurrent use.
type progress struct {
	mu    sync.Mutex
	w     io.Writer
	live  bool
	width int // columns of the terminal, 0 where unknown
	last  time.Time
	log   *output.Log
	shown bool // a live line stands on the terminal
	ascii bool // the terminal shows nothing else
	known estimates
}

func newProgress(w io.Writer, live bool, width int) *progress {
	return &progress{w: w, live: live, width: width}
}

// doing shows a step that is not part of measuring.
func (p *progress) doing(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	p.log.Printf("%s", text)
	p.show(text)
}

// event shows where measuring is.
func (p *progress) event(e measure.Event) {
	switch {
	case e.Step == measure.Unlinked:
		p.log.Printf("confirmed in the linker's own layout: %v", e.Err)
	case e.Err != nil:
		p.log.Printf("gave up %s: %v", e.Target.Benchmark, e.Err)
	case e.Step == measure.Measured:
		p.log.Printf("%s round %d of %s", e.Stage, e.Round, e.Target.Benchmark)
	case e.Step == measure.Confirming:
		p.log.Printf("%d suspects to confirm", e.Round)
	}
	p.known.add(e)
	if e.Target.Name != "" {
		p.show(p.line(e))
	}
}

// line is what is shown of an event. With few benchmarks it begins with what is
// known of each.
func (p *progress) line(e measure.Event) string {
	stage := ""
	if e.Stage == round.Confirm {
		stage = "confirming, "
	}
	if said := p.known.say(); said != "" && e.Total <= mostEstimates {
		return fmt.Sprintf("%s; %sround %d, at most %s", said, stage, e.Round+1, left(e))
	}
	stage, _, _ = strings.Cut(stage, ",")
	return fmt.Sprintf("%d of %d decided, %s left: %s round %d",
		e.Decided, e.Total, left(e), strings.TrimSpace(stage+" "+e.Target.Benchmark.String()), e.Round+1)
}

// left estimates the time that measuring still takes, from the share of
// benchmarks decided and never more than the budget.
func left(e measure.Event) time.Duration {
	rest := e.Budget - e.Elapsed
	if e.Remaining > 0 {
		rest = min(rest, e.Remaining)
	}
	return max(0, rest).Round(time.Second)
}

func (p *progress) show(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	text = words.Visible(text) // it may name a stranger's benchmark
	if p.ascii {
		text = words.ASCII(text)
	}
	if p.live {
		if now.Sub(p.last) < 50*time.Millisecond {
			return
		}
		p.last, p.shown = now, true
		fmt.Fprintf(p.w, "\r\x1b[K%s", clip(text, p.width))
		return
	}
	if now.Sub(p.last) >= heartbeat {
		p.last = now
		fmt.Fprintf(p.w, "benchgate: %s\n", text)
	}
}

// say prints a line that stays, whatever else is shown.
func (p *progress) say(text string) {
	p.log.Printf("%s", text)
	p.stop()
	p.mu.Lock()
	defer p.mu.Unlock()
	fmt.Fprintf(p.w, "benchgate: %s\n", words.Visible(text))
}

// clip keeps a live line on one line of the terminal.
func clip(text string, width int) string {
	r := []rune(text)
	if width > 1 && len(r) >= width {
		return string(r[:width-1])
	}
	return text
}

// stop removes the live line.
func (p *progress) stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown = false
	}
}
