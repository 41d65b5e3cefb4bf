package report_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/reporttest/hostile"
	"github.com/benchgate/benchgate/internal/round"
	"github.com/benchgate/benchgate/internal/words"
)

// closed are the types of strings that are one of a few words of ours: decoding
// refuses any other.
var closed = []reflect.Type{
	reflect.TypeFor[judge.Verdict](), reflect.TypeFor[judge.Outcome](), reflect.TypeFor[policy.Action](), reflect.TypeFor[round.Stage](),
}

// safe are the types that only package report can make from a string.
var safe = []reflect.Type{reflect.TypeFor[report.Text](), reflect.TypeFor[report.Passage]()}

// TestRenderersGetNoPlainText walks all that a format can reach from a View: what
// fields hold and what methods return.
func TestRenderersGetNoPlainText(t *testing.T) {
	w := walker{t: t, seen: map[reflect.Type]bool{}}
	w.walk(reflect.TypeFor[*report.View](), "View")
	for _, want := range []reflect.Type{reflect.TypeFor[report.Text](), reflect.TypeFor[report.Line](), reflect.TypeFor[report.Cause](), reflect.TypeFor[report.Call]()} {
		if !w.seen[want] {
			t.Errorf("%v was not reached", want)
		}
	}
}

type walker struct {
	t    *testing.T
	seen map[reflect.Type]bool
}

func (w walker) walk(typ reflect.Type, at string) {
	if w.seen[typ] {
		return
	}
	w.seen[typ] = true
	if slices.Contains(closed, typ) || slices.Contains(safe, typ) || typ == reflect.TypeFor[time.Time]() {
		return
	}
	for i := range typ.NumMethod() {
		w.method(typ.Method(i), at)
	}
	switch typ.Kind() {
	case reflect.String, reflect.Interface, reflect.Func, reflect.Chan:
		w.t.Errorf("%s is %v: a format could be given anything", at, typ)
	case reflect.Pointer, reflect.Slice, reflect.Array:
		w.walk(typ.Elem(), at)
	case reflect.Map:
		w.walk(typ.Key(), at+" key")
		w.walk(typ.Elem(), at)
	case reflect.Struct:
		for i := range typ.NumField() {
			if f := typ.Field(i); f.IsExported() {
				w.walk(f.Type, at+"."+f.Name)
			}
		}
	}
}

// ours are methods whose strings are words or numbers of ours, or joined of what
// is safe.
var ours = []string{"Class.String", "Name.String", "Line.String", "Line.Ticks", "Cause.String"}

func (w walker) method(m reflect.Method, at string) {
	receiver := m.Type.In(0)
	if receiver.Kind() == reflect.Pointer {
		receiver = receiver.Elem()
	}
	if slices.Contains(ours, receiver.Name()+"."+m.Name) || strings.HasPrefix(receiver.PkgPath(), "time") {
		return
	}
	for i := range m.Type.NumOut() {
		w.walk(m.Type.Out(i), at+"."+m.Name+"()")
	}
}

// TestTextIsMadeHereAlone: nobody else can set what a Text or a Passage shows.
func TestTextIsMadeHereAlone(t *testing.T) {
	for _, typ := range safe {
		for i := range typ.NumField() {
			if typ.Field(i).IsExported() {
				t.Errorf("%v.%s is exported", typ, typ.Field(i).Name)
			}
		}
	}
}

// Names that look alike stay two.
func TestTextKeepsWhatItIsOf(t *testing.T) {
	a, b := judge.Row{Benchmark: "A\x1b"}, judge.Row{Benchmark: `A\x1b`}
	rows := report.ViewOf(&report.Report{Judgement: judge.Judgement{Rows: []judge.Row{a, b}}}, report.Setting{}).Rows
	x, y := rows[0].Benchmark, rows[1].Benchmark
	if x.String() != y.String() || x == y || x.Compare(y) == 0 || x.Literal() || !y.Literal() || report.Benchmarks(rows) != 2 {
		t.Errorf("%q and %q", x, y)
	}
}

// FuzzText holds that nothing of what a stranger said is hidden in a View.
func FuzzText(f *testing.F) {
	for _, s := range hostile.Names {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		rep := &report.Report{Judgement: judge.Judgement{Rows: []judge.Row{{Package: s, Benchmark: s, Unit: s, Reason: s, File: s}}}}
		v := report.ViewOf(rep, report.Setting{RunURL: s})
		l := v.Rows[0]
		for _, text := range []report.Text{v.Log, v.Decided, l.Package, l.Benchmark, l.Unit, l.Reason, l.File, l.Sentence, l.Words, l.WordsIn(7)} {
			if again := words.Visible(text.String()); again != text.String() {
				t.Errorf("%q hides something: %q", text, again)
			}
		}
	})
}
