// Package junit writes a report as a JUnit file. It is pure.
package junit

import (
	"encoding/xml"
	"io"
	"math"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/report"
)

// The elements of a JUnit file, as far as the tools that read it agree.
type (
	testsuites struct {
		XMLName  xml.Name    `xml:"testsuites"`
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Time     float64     `xml:"time,attr"`
		Suites   []testsuite `xml:"testsuite"`
	}
	testsuite struct {
		Name       string     `xml:"name,attr"`
		Tests      int        `xml:"tests,attr"`
		Failures   int        `xml:"failures,attr"`
		Errors     int        `xml:"errors,attr"`
		Skipped    int        `xml:"skipped,attr"`
		Properties []property `xml:"properties>property"`
		Cases      []testcase `xml:"testcase"`
	}
	property struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value,attr"`
	}
	testcase struct {
		Name    string  `xml:"name,attr"`
		Class   string  `xml:"classname,attr"`
		File    string  `xml:"file,attr,omitempty"`
		Line    int     `xml:"line,attr,omitempty"`
		Failure *result `xml:"failure"`
		Error   *result `xml:"error"`
		Skipped *result `xml:"skipped"`
		Output  string  `xml:"system-out,omitempty"`
	}
	result struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr,omitempty"`
		Text    string `xml:",chardata"`
	}
)

// runSuite is the suite of what belongs to no package.
const runSuite = "benchgate"

// Write writes a suite for each package with a case for each benchmark ×
// unit. What fails the run is a failure, what could not be measured an error,
// what was not decided or not compared is skipped.
func Write(w io.Writer, v *report.View) error {
	suites := builder{suites: testsuites{Name: runSuite, Time: finite(v.Seconds)}, index: map[string]int{}}
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

// A builder finds suites by name.
type builder struct {
	suites testsuites
	index  map[string]int
}

func (b *builder) fill(v *report.View) {
	rows := map[[2]report.Text]bool{}
	for _, l := range v.Rows {
		b.add(l.Package, rowCase(l))
		rows[[2]report.Text{l.Package, l.Benchmark}] = true
	}
	for _, f := range v.Failures {
		b.add(f.Package, failureCase(f))
	}
	for _, side := range []struct {
		word  string
		names []report.Name
	}{{"added", v.Added}, {"removed", v.Removed}} {
		for _, n := range side.names {
			if !rows[[2]report.Text{n.Package, n.Benchmark}] {
				b.add(n.Package, testcase{Name: n.Benchmark.String(), Skipped: &result{Message: side.word, Type: side.word}})
			}
		}
	}
	for _, n := range v.NotSelected {
		b.add(n.Package, testcase{Name: n.Benchmark.String(), Skipped: &result{Message: report.NotSelectedWhy, Type: "not-selected"}})
	}
	if v.Status != 0 && b.suites.Errors+b.suites.Failures == 0 {
		b.add(report.Text{}, testcase{Name: "verdict", Error: &result{Message: v.Title.String(), Type: string(v.Verdict)}})
	}
	sides := []property{{"base", v.Base.String()}, {"head", v.Head.String()}}
	for i := range b.suites.Suites {
		b.suites.Suites[i].Properties = sides
	}
}

func (b *builder) add(of report.Text, c testcase) {
	pkg := of.String()
	if pkg == "" {
		pkg = runSuite
	}
	i, ok := b.index[pkg]
	if !ok {
		i = len(b.suites.Suites)
		b.index[pkg] = i
		b.suites.Suites = append(b.suites.Suites, testsuite{Name: pkg})
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

func rowCase(l *report.Line) testcase {
	c := testcase{Name: caseName(l), File: l.File.String(), Line: l.At}
	result := &result{Message: l.Sentence.String(), Type: string(l.Outcome), Text: l.Reason.String()}
	switch {
	case l.Fails && l.Outcome == judge.Error:
		c.Error = result
	case l.Fails:
		c.Failure = result
	case l.Class == report.Undecided, l.Class == report.Apart, l.Class == report.Ungated:
		c.Skipped = result
	default:
		c.Output = l.Sentence.String()
	}
	return c
}

func failureCase(f report.Fault) testcase {
	c := testcase{Name: f.Title.String()}
	result := &result{Message: f.Title.String(), Type: f.Stage.String(), Text: f.Message.String()}
	if f.Ignored {
		c.Skipped = result
	} else {
		c.Error = result
	}
	return c
}

// caseName names a row; one that was not measured has no unit.
func caseName(l *report.Line) string {
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
