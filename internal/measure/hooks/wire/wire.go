// Package wire is the language between the turns engine and a test binary with
// hooks: orders go in over one pipe and messages come out over another, one
// line each. Both ends are this file: its source is also compiled into package
// testing of the hooked binary, so it may import only what package testing
// itself depends on.
package wire

import (
	"bytes"
	"errors"
	"strconv"
)

// Version is what hello carries; both ends must be of the same version.
const Version = 4

// MaxOrder and MaxMessage bound one line including its newline, in bytes.
const (
	MaxOrder   = 64
	MaxMessage = 64 << 10
)

// MaxText bounds a message's text, in bytes.
const MaxText = 4 << 10

// MaxName bounds a benchmark's name, in bytes. A longer one is cut, so that it is
// nobody's.
const MaxName = 4 << 10

// GaveUp is the exit status of a test binary that can no longer be reached: its
// orders or results are not what or where they should be.
const GaveUp = 97

// MaxIterations bounds the iterations of one burst, as package testing does.
const MaxIterations = 1_000_000_000

// MaxPin bounds an order's CPU: as many CPUs as a mask of the hooks has bits.
const MaxPin = 1024

// The verbs of orders.
const (
	VerbTurn  = "turn"  // Warm untimed iterations, then N timed ones
	VerbTime  = "time"  // the same without counting allocations, which stops the world
	VerbLearn = "learn" // VerbTurn whose timing may shape later parallel runs
	VerbEnd   = "end"   // let the benchmark finish
	VerbPass  = "pass"  // the same, after one iteration if it had none

	// VerbCollect is for a GC cycle: the report's Main took as long, and its bytes
	// are those to be allocated until the next one. Its N is that of the order.
	VerbCollect = "collect"
)

// The kinds of messages. All but KindHello and KindTurn name their benchmark, as
// package testing does: with the word Benchmark, without the GOMAXPROCS suffix.
const (
	KindHello = "hello" // package testing is initialised; N is Version
	KindEnter = "enter" // a benchmark function is about to run for the first time
	KindLoop  = "loop"  // at the first call of b.Loop, nothing has run yet
	KindRan   = "ran"   // a b.N benchmark ran once; Report is that run
	KindTurn  = "turn"  // an order was carried out
	KindFinal = "final" // a b.Loop benchmark returned; Report is its whole loop
	KindFail  = "fail"  // it failed, or one below it
	KindSkip  = "skip"  // it skipped
)

// An Order tells the test binary what to do next.
type Order struct {
	Verb    string
	Warm, N int64 // of all but VerbEnd and VerbPass; Warm may be 0
	// Pin, of the same verbs, is the number of a CPU plus one: the thread that
	// takes the turn runs there. 0 leaves it to the system.
	Pin int64
}

// A Burst is what a number of iterations took, in totals.
type Burst struct {
	N           int64
	Nanoseconds int64
	Mallocs     uint64
	Bytes       uint64
}

// A Report is what a run of iterations gave.
type Report struct {
	Warm, Main Burst
	SetBytes   int64 // bytes processed an iteration, 0 when not set
	Wall       int64 // nanoseconds of everything, setup and cleanup included
	Waited     int64 // nanoseconds of waiting for the order
	Idle       int64 // nanoseconds of CPU time burnt meanwhile
	Workers    int64 // goroutines of RunParallel, 0 when it was not called
	// Extra has the metrics of ReportMetric, by unit as the benchmark wrote it.
	Extra map[string]float64
}

// A Message tells the engine what happened.
type Message struct {
	Kind    string
	Name    string // of the benchmark; empty of KindHello and KindTurn
	Version int64  // of KindHello
	Report  Report // of KindRan, KindTurn and KindFinal
	Text    string // of KindFail and KindSkip: what the benchmark said
}

var errOrder = errors.New("not an order")
var errMessage = errors.New("not a message")

// Append appends the order's line to dst.
func (o Order) Append(dst []byte) []byte {
	dst = append(dst, o.Verb...)
	if o.Verb != VerbEnd && o.Verb != VerbPass {
		dst = appendCounts(dst, o.Warm, o.N, o.Pin)
	}
	return append(dst, '\n')
}

// ParseOrder reads an order's line, with or without its newline.
func ParseOrder(line []byte) (Order, error) {
	line = bytes.TrimSuffix(line, []byte("\n"))
	verb, rest, _ := bytes.Cut(line, []byte(" "))
	switch string(verb) {
	case VerbEnd, VerbPass:
		if len(rest) > 0 || len(line) > len(verb) {
			return Order{}, errOrder
		}
		return Order{Verb: string(verb)}, nil
	case VerbTurn, VerbTime, VerbLearn, VerbCollect:
	default:
		return Order{}, errOrder
	}
	o := Order{Verb: string(verb)}
	rest, ok := takeCounts(rest, &o.Warm, &o.N, &o.Pin)
	if !ok || len(rest) > 0 || o.N < 1 || o.N > MaxIterations || o.Warm > MaxIterations || o.Pin > MaxPin {
		return Order{}, errOrder
	}
	return o, nil
}

// Append appends the message's line to dst. It allocates nothing when dst is
// large enough, so that reporting leaves the benchmark's heap alone.
func (m *Message) Append(dst []byte) []byte {
	dst = append(dst, m.Kind...)
	if hasName(m.Kind) {
		dst = append(append(dst, ' '), m.Name[:min(len(m.Name), MaxName)]...)
	}
	switch {
	case m.Kind == KindHello:
		dst = appendCounts(dst, m.Version)
	case hasText(m.Kind):
		dst = strconv.AppendQuote(append(dst, ' '), m.Text[max(0, len(m.Text)-MaxText):])
	case hasReport(m.Kind):
		dst = m.Report.append(dst)
	}
	return append(dst, '\n')
}

func (r *Report) append(dst []byte) []byte {
	dst = appendCounts(dst,
		r.Warm.N, r.Warm.Nanoseconds, int64(r.Warm.Mallocs), int64(r.Warm.Bytes),
		r.Main.N, r.Main.Nanoseconds, int64(r.Main.Mallocs), int64(r.Main.Bytes),
		r.SetBytes, r.Wall, r.Waited, r.Idle, r.Workers)
	for unit, v := range r.Extra {
		dst = append(append(dst, ' '), unit...)
		dst = strconv.AppendFloat(append(dst, ' '), v, 'g', -1, 64)
	}
	return dst
}

// ParseMessage reads a message's line, with or without its newline. Values of
// Extra may be any float64; no count is negative.
func ParseMessage(line []byte) (Message, error) {
	line = bytes.TrimSuffix(line, []byte("\n"))
	kind, rest, more := bytes.Cut(line, []byte(" "))
	m := Message{Kind: string(kind)}
	if hasName(m.Kind) {
		var name []byte
		name, rest, more = bytes.Cut(rest, []byte(" "))
		if m.Name = string(name); m.Name == "" || len(name) > MaxName {
			return Message{}, errMessage
		}
	}
	switch {
	case m.Kind == KindHello:
		rest, ok := takeCounts(rest, &m.Version)
		if !ok || len(rest) > 0 {
			return Message{}, errMessage
		}
		return m, nil
	case hasReport(m.Kind):
		err := m.Report.parse(rest)
		return m, err
	case hasText(m.Kind):
		var err error
		m.Text, err = strconv.Unquote(string(rest))
		return m, err
	case !more && (m.Kind == KindEnter || m.Kind == KindLoop):
		return m, nil
	}
	return Message{}, errMessage
}

func hasName(kind string) bool {
	switch kind {
	case KindEnter, KindLoop, KindRan, KindFinal, KindFail, KindSkip:
		return true
	}
	return false
}

func hasText(kind string) bool { return kind == KindFail || kind == KindSkip }

func hasReport(kind string) bool {
	return kind == KindRan || kind == KindTurn || kind == KindFinal
}

func (r *Report) parse(text []byte) error {
	var counts [13]int64
	fields := make([]*int64, len(counts))
	for i := range counts {
		fields[i] = &counts[i]
	}
	text, ok := takeCounts(text, fields...)
	if !ok {
		return errMessage
	}
	r.Warm = burstOf(counts[0:4])
	r.Main = burstOf(counts[4:8])
	r.SetBytes, r.Wall, r.Waited, r.Idle, r.Workers = counts[8], counts[9], counts[10], counts[11], counts[12]
	return r.parseExtra(text)
}

func burstOf(c []int64) Burst {
	return Burst{N: c[0], Nanoseconds: c[1], Mallocs: uint64(c[2]), Bytes: uint64(c[3])}
}

func (r *Report) parseExtra(text []byte) error {
	for len(text) > 0 {
		unit, rest, ok := bytes.Cut(text, []byte(" "))
		value, rest, _ := bytes.Cut(rest, []byte(" "))
		v, err := strconv.ParseFloat(string(value), 64)
		if !ok || len(unit) == 0 || err != nil {
			return errMessage
		}
		if r.Extra == nil {
			r.Extra = make(map[string]float64)
		}
		r.Extra[string(unit)] = v
		text = rest
	}
	return nil
}

// appendCounts appends the counts, each after a space; a negative one, which
// only a benchmark that winds back its timer could cause, becomes 0.
func appendCounts(dst []byte, counts ...int64) []byte {
	for _, c := range counts {
		dst = strconv.AppendInt(append(dst, ' '), max(c, 0), 10)
	}
	return dst
}

// takeCounts reads one count into each of counts and returns what follows.
func takeCounts(text []byte, counts ...*int64) ([]byte, bool) {
	for _, c := range counts {
		field, rest, _ := bytes.Cut(text, []byte(" "))
		v, err := strconv.ParseInt(string(field), 10, 64)
		if err != nil || v < 0 {
			return nil, false
		}
		*c, text = v, rest
	}
	return text, true
}
