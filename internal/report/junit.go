package report

import (
	"encoding/xml"
	"io"
	"strings"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/record"
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

// renderJUnit writes a suite for each package with a case for each benchmark ×
// unit. What fails the run is a failure, what could not be measured an error,
// what was not decided or not compared is skipped.
func renderJUnit(w io.Writer, rep *Report) error {
	suites := junitBuilder{suites: junitSuites{Name: runSuite, Time: orZero(rep.Seconds)}, index: map[string]int{}}
	suites.fill(rep)
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

func (b *junitBuilder) fill(rep *Report) {
	rows := set{}
	for _, r := range rep.Rows {
		b.add(r.Package, rowCase(r))
		rows.add(r)
	}
	for _, f := range rep.Failures {
		b.add(f.Package, failureCase(f))
	}
	for _, side := range []struct {
		word  string
		names []record.Name
	}{{"added", rep.Added}, {"removed", rep.Removed}} {
		for _, n := range side.names {
			if !rows[n] {
				b.add(n.Package, junitCase{Name: n.Benchmark, Skipped: &junitResult{Message: side.word, Type: side.word}})
			}
		}
	}
	for _, n := range rep.NotSelected {
		b.add(n.Package, junitCase{Name: n.Benchmark, Skipped: &junitResult{Message: notSelectedWhy, Type: "not-selected"}})
	}
	if rep.Status != 0 && b.suites.Errors+b.suites.Failures == 0 {
		b.add("", junitCase{Name: "verdict", Error: &junitResult{Message: Title(rep), Type: string(rep.Verdict)}})
	}
	sides := []junitProperty{{"base", visible(refName(rep.Base))}, {"head", visible(refName(rep.Head))}}
	for i := range b.suites.Suites {
		b.suites.Suites[i].Properties = sides
	}
}

func (b *junitBuilder) add(pkg string, c junitCase) {
	if pkg == "" {
		pkg = runSuite
	}
	pkg = visible(pkg)
	i, ok := b.index[pkg]
	if !ok {
		i = len(b.suites.Suites)
		b.index[pkg] = i
		b.suites.Suites = append(b.suites.Suites, junitSuite{Name: pkg})
	}
	c.Name, c.Class, c.File = visible(c.Name), pkg, visible(c.File)
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

func rowCase(r judge.Row) junitCase {
	c := junitCase{Name: caseName(r), File: r.File, Line: r.Line}
	text := visible(sentence(&r))
	result := &junitResult{Message: text, Type: string(r.Outcome), Text: visible(r.Reason)}
	switch {
	case classOf(&r) == failing && r.Outcome == judge.Error:
		c.Error = result
	case classOf(&r) == failing:
		c.Failure = result
	case classOf(&r) == undecided, classOf(&r) == apart, classOf(&r) == ungated:
		c.Skipped = result
	default:
		c.Output = text
	}
	return c
}

func failureCase(f judge.Failure) junitCase {
	c := junitCase{Name: failureTitle(f)}
	result := &junitResult{Message: visible(failureTitle(f)), Type: f.Stage, Text: visibleLines(f.Message)}
	if f.Ignored {
		c.Skipped = result
	} else {
		c.Error = result
	}
	return c
}

// sentence says all of a row but its name: "regression: 1.2µs → 1.4µs, 16.3 %
// slower (14.1…18.4), allowed 5 %".
func sentence(r *judge.Row) string {
	parts := []string{}
	for _, s := range []string{sidesOf(r), Words(*r)} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if s := allowedOf(r); s != "" {
		parts = append(parts, "allowed "+s)
	}
	return standing(r) + ": " + strings.Join(parts, ", ")
}

// caseName names a row; one that was not measured has no unit.
func caseName(r judge.Row) string {
	if r.Unit == "" {
		return r.Benchmark
	}
	return r.Benchmark + " " + r.Unit
}
