package report

import (
	"encoding/xml"
	"io"
	"math"

	"github.com/benchgate/benchgate/internal/judge"
)

// The elements of a JUnit file, as far as the tools that read it agree.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Skipped  int          `xml:"skipped,attr"`
		Time     float64      `xml:"time,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name       string          `xml:"name,attr"`
		Tests      int             `xml:"tests,attr"`
		Failures   int             `xml:"failures,attr"`
		Errors     int             `xml:"errors,attr"`
		Skipped    int             `xml:"skipped,attr"`
		Properties []junitProperty `xml:"properties>property"`
		Cases      []junitCase     `xml:"testcase"`
	}
	junitProperty struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value,attr"`
	}
	junitCase struct {
		Name    string       `xml:"name,attr"`
		Class   string       `xml:"classname,attr"`
		File    string       `xml:"file,attr,omitempty"`
		Line    int          `xml:"line,attr,omitempty"`
		Failure *junitResult `xml:"failure"`
		Error   *junitResult `xml:"error"`
		Skipped *junitResult `xml:"skipped"`
		Output  string       `xml:"system-out,omitempty"`
	}
	junitResult struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr,omitempty"`
		Text    string `xml:",chardata"`
	}
)

// runSuite is the suite of what belongs to no package.
const runSuite = "benchgate"

// WriteJUnit writes a suite for each package with a case for each benchmark ×
// unit. What fails the run is a failure, what could not be measured an error,
// what was not decided or not compared is skipped.
func WriteJUnit(w io.Writer, v *View) error {
	suites := junitBuilder{suites: junitSuites{Name: runSuite, Time: finite(v.Seconds)}, index: map[string]int{}}
	suites.fill(v)
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(suites.suites); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// A junitBuilder finds suites by name.
type junitBuilder struct {
	suites junitSuites
	index  map[string]int
}

func (b *junitBuilder) fill(v *View) {
	rows := map[[2]Text]bool{}
	for _, l := range v.Rows {
		b.add(l.Package, rowCase(l))
		rows[[2]Text{l.Package, l.Benchmark}] = true
	}
	for _, f := range v.Failures {
		b.add(f.Package, failureCase(f))
	}
	for _, side := range []struct {
		word  string
		names []Name
	}{{"added", v.Added}, {"removed", v.Removed}} {
		for _, n := range side.names {
			if !rows[[2]Text{n.Package, n.Benchmark}] {
				b.add(n.Package, junitCase{Name: n.Benchmark.String(), Skipped: &junitResult{Message: side.word, Type: side.word}})
			}
		}
	}
	for _, n := range v.NotSelected {
		b.add(n.Package, junitCase{Name: n.Benchmark.String(), Skipped: &junitResult{Message: NotSelectedWhy, Type: "not-selected"}})
	}
	if v.Status != 0 && b.suites.Errors+b.suites.Failures == 0 {
		b.add(Text{}, junitCase{Name: "verdict", Error: &junitResult{Message: v.Title.String(), Type: string(v.Verdict)}})
	}
	sides := []junitProperty{{"base", v.Base.String()}, {"head", v.Head.String()}}
	for i := range b.suites.Suites {
		b.suites.Suites[i].Properties = sides
	}
}

func (b *junitBuilder) add(of Text, c junitCase) {
	pkg := of.String()
	if pkg == "" {
		pkg = runSuite
	}
	i, ok := b.index[pkg]
	if !ok {
		i = len(b.suites.Suites)
		b.index[pkg] = i
		b.suites.Suites = append(b.suites.Suites, junitSuite{Name: pkg})
	}
	c.Class = pkg
	suite := &b.suites.Suites[i]
	suite.Cases = append(suite.Cases, c)
	suite.Tests++
	b.suites.Tests++
	switch {
	case c.Failure != nil:
		suite.Failures++
		b.suites.Failures++
	case c.Error != nil:
		suite.Errors++
		b.suites.Errors++
	case c.Skipped != nil:
		suite.Skipped++
		b.suites.Skipped++
	}
}

func rowCase(l *Line) junitCase {
	c := junitCase{Name: caseName(l), File: l.File.String(), Line: l.At}
	result := &junitResult{Message: l.Sentence.String(), Type: string(l.Outcome), Text: l.Reason.String()}
	switch {
	case l.Fails && l.Outcome == judge.Error:
		c.Error = result
	case l.Fails:
		c.Failure = result
	case l.Class == Undecided, l.Class == Apart, l.Class == Ungated:
		c.Skipped = result
	default:
		c.Output = l.Sentence.String()
	}
	return c
}

func failureCase(f Fault) junitCase {
	c := junitCase{Name: f.Title.String()}
	result := &junitResult{Message: f.Title.String(), Type: f.Stage.String(), Text: f.Message.String()}
	if f.Ignored {
		c.Skipped = result
	} else {
		c.Error = result
	}
	return c
}

// caseName names a row; one that was not measured has no unit.
func caseName(l *Line) string {
	if l.Unit.Empty() {
		return l.Benchmark.String()
	}
	return l.Benchmark.String() + " " + l.Unit.String()
}

// finite is x, or 0 where XML's readers know no number for it.
func finite(x float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return 0
	}
	return x
}
