package svg

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/policy"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
)

func number(x float64) *float64 { return &x }

// sample is a report of one row with rounds and an explanation, all of whose
// names are the given one.
func sample(name string) (*report.Report, []round.Round) {
	row := judge.Row{Package: name, Benchmark: name, Unit: "sec/op", Outcome: judge.Regression, Action: policy.Fail, Better: "lower",
		Stage: "confirm", Rounds: 12, Threshold: number(.05), Change: number(.2), ChangeLo: number(.15), ChangeHi: number(.25),
		Base: &judge.Summary{Center: 1e-6, Lo: number(.9e-6), Hi: number(1.1e-6), N: 12}, Head: &judge.Summary{Center: 1.2e-6, N: 12}}
	tree := &report.Frame{Base: 1e-6, Head: 1.2e-6, Children: []*report.Frame{
		{Name: name, Base: .6e-6, Head: 1e-6}, {Name: "vanished", Base: .4e-6, Head: 0}, {Name: "kept", Base: 0, Head: .2e-6}}}
	rep := &report.Report{Explanations: []report.Explanation{{Package: name, Benchmark: name, Unit: "sec/op", ProfileUnit: "sec/op", Tree: tree}}, Judgement: judge.Judgement{Alpha: .01, Hypotheses: 1, Rows: []judge.Row{row}}}
	var rounds []round.Round
	for i := range 16 {
		r := round.Round{Benchmark: round.Benchmark{Package: name, Name: name}, Index: i, Stage: round.Screen,
			Base: round.Values{"sec/op": {Center: 1e-6 * (1 + .01*math.Sin(float64(i)))}}, Head: round.Values{"sec/op": {Center: 1.2e-6}}}
		if i >= 4 {
			r.Stage = round.Confirm
		}
		rounds = append(rounds, r)
	}
	return rep, rounds
}

// texts returns all text of an SVG, which has to be well-formed XML of known
// elements.
func texts(t testing.TB, svg []byte) []string {
	t.Helper()
	var list []string
	for dec := xml.NewDecoder(bytes.NewReader(svg)); ; {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return list
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, svg)
		}
		switch e := token.(type) {
		case xml.StartElement:
			if !strings.Contains(" svg title style path text rect g ", " "+e.Name.Local+" ") {
				t.Fatalf("an element %s in\n%s", e.Name.Local, svg)
			}
		case xml.CharData:
			list = append(list, string(e))
		}
	}
}

func drawn(rep *report.Report, rounds []round.Round, picture, row string) ([]byte, error) {
	var b bytes.Buffer
	err := Write(&b, report.ViewOf(rep, report.Setting{Rounds: rounds}), Options{Picture: picture, Row: row})
	return b.Bytes(), err
}

func TestDrawAll(t *testing.T) {
	rep, rounds := sample("Parse-8")
	for name, want := range map[string]string{
		Changes:       "20.0 % slower (15.0…25.0)",
		RoundsOf:      "16 rounds of Parse-8 in sec/op. Base: 1.000µs (900.0ns to 1.100µs). Head: 1.200µs. Allowed: 5 %.",
		EstimateOf:    "regression after 12 rounds",
		ExplanationOf: "vanished: base 400.0ns, head 0s",
	} {
		svg, err := drawn(rep, rounds, name, "")
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if name == ExplanationOf {
			want = "kept: base 0s, head 200.0ns" // what vanished has no width in head
		}
		if got := strings.Join(texts(t, svg), "\n"); !strings.Contains(got, want) {
			t.Errorf("%s does not say %q but\n%s", name, want, got)
		}
	}
}

func TestDrawARow(t *testing.T) {
	rep, rounds := sample("Parse-8")
	for row, want := range map[string]string{
		"Parse-8": "", "Parse-8 sec/op": "", "Parse-8 B/op": `no row "Parse-8 B/op"`, "parse-8": `no row "parse-8"`,
	} {
		_, err := drawn(rep, rounds, RoundsOf, row)
		if fmt.Sprint(err) == "<nil>" != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", row, err, want)
		}
	}
	rep.Explanations = nil
	for name, want := range map[string]string{RoundsOf: "no row has rounds", EstimateOf: "no row has estimates", ExplanationOf: "no row has call tree", "pie": `unknown picture "pie"`} {
		if _, err := drawn(rep, nil, name, ""); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", name, err, want)
		}
	}
	if _, err := drawn(rep, nil, RoundsOf, "Parse-8"); err == nil || !strings.Contains(err.Error(), `the row "Parse-8" has no rounds`) {
		t.Errorf("got %v", err)
	}
}

// The forest plot of a large report is bounded, and says what it leaves out.
func TestForestIsBounded(t *testing.T) {
	rep, _ := sample("Parse-8")
	for range 99 {
		rep.Rows = append(rep.Rows, rep.Rows[0])
	}
	svg, err := drawn(rep, nil, Changes, "")
	if got := strings.Join(texts(t, svg), "\n"); err != nil || strings.Count(got, "Parse-8") != forestMost || !strings.Contains(got, "(showing 60 of 100)") {
		t.Errorf("%v\n%s", err, got)
	}
}

// FuzzDraw holds that names are text whatever they are, and that no number
// breaks a picture.
func FuzzDraw(f *testing.F) {
	f.Add("</text><script>", 1e-6, 2e-6, .05)
	f.Add("\x00\u202e]]>&", math.Inf(1), -1.0, math.NaN())
	f.Add("'\"", 1e308, 1e-308, 1e300)
	f.Fuzz(func(t *testing.T, name string, base, head, threshold float64) {
		rep, rounds := sample(name)
		r := &rep.Rows[0]
		r.Base.Center, r.Head.Center, r.Threshold, r.ChangeHi = base, head, &threshold, &head
		rep.Explanations[0].Tree.Children[0].Head = head
		rounds[3].Base = round.Values{"sec/op": {Center: base}}
		rounds[9].Head = round.Values{"sec/op": {Center: head}}
		for _, picture := range Names() {
			svg, err := drawn(rep, rounds, picture, "")
			if err != nil {
				continue
			}
			texts(t, svg)
			if bytes.Contains(svg, []byte("NaN")) && !strings.Contains(name, "NaN") && !math.IsNaN(base+head+threshold) {
				t.Fatalf("no number in\n%s", svg)
			}
		}
	})
}
