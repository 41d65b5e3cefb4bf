// Package html makes report.html: one file that needs nothing from outside,
// works from a disk, and says the verdict and every row without scripts; the
// script sorts, filters, unfolds and draws flame graphs. It is pure.
//
// The page forbids itself everything but its own script and style, by their
// hashes. What a stranger chose is text: html/template escapes it for the place
// where it stands.
package html

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"slices"
	"time"

	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/course"
	"github.com/benchgate/benchgate/internal/report/svg"
	"github.com/benchgate/benchgate/internal/round"
	"github.com/benchgate/benchgate/internal/words"
)

//go:embed page.gohtml
var source string

//go:embed page.css
var pageStyle string

//go:embed page.js
var script string

//go:embed flame.js
var flameScript string

var pageTemplate = template.Must(template.New("page").Parse(source))

// The bounds of a page.
const (
	mostRows     = 5000    // of the table
	mostCulprits = 12      // shown in full before the table
	mostNames    = 200     // of a list of names, warnings or failures
	pictureBytes = 940_000 // of the pictures of rounds
)

// Write makes the page of a report, with pictures of the rounds behind it where
// there are any.
func Write(w io.Writer, rep *report.Report, rounds []round.Round) error {
	if err := pageTemplate.Execute(w, pageOf(rep, rounds)); err != nil {
		return fmt.Errorf("render html: %w", err)
	}
	return nil
}

// A page is what the template shows.
type page struct {
	Style                 template.CSS
	Script                template.JS
	StyleHash, ScriptHash string

	report.Overview
	Verdict           string
	Partial           bool
	Started           string
	Tally             []tally
	Rows              []entry
	AllRows           int // more than len(Rows) where some are left out
	Packages, Units   []string
	Engines           []string
	Standings         []string
	Edge              string // of the common axis, in percent
	Culprits, Details []*detail
	MoreCulprits      int
	Keys              template.HTML // of the pictures
	Undrawn           int           // rows whose rounds are not drawn, for the size of the page
	Flames            []flame
}

// A tally counts the rows of one outcome.
type tally struct {
	Standing, Class string
	Count           int
}

// An entry is a row of the table.
type entry struct {
	report.Line
	Strip  template.HTML
	Detail *detail // nil where the table says it all
	Order  int     // of its class
	// What the columns are sorted by.
	BySides, ByChange, ByAllowed float64
}

func pageOf(rep *report.Report, rounds []round.Round) *page {
	style, js := svg.Style+pageStyle, script+flameScript
	p := &page{
		Style: template.CSS(style), Script: template.JS(js), StyleHash: hash(style), ScriptHash: hash(js),
		Overview: report.OverviewOf(rep), Verdict: string(rep.Verdict), Partial: rep.Partial, Keys: svg.Keys(),
	}
	if !rep.Started.IsZero() {
		p.Started = rep.Started.UTC().Format(time.RFC3339)
	}
	p.bound()
	lines := report.Lines(rep)
	p.count(lines)
	p.table(lines)
	p.inFull(rep, course.Of(rounds))
	p.explain(rep)
	return p
}

// hash is what a content policy calls a script or style by.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// bound shortens the lists that an author chooses the length of.
func (p *page) bound() {
	for _, list := range []*[]string{&p.Changes, &p.Warnings, &p.Added, &p.Removed} {
		if left := len(*list) - mostNames; left > 0 {
			*list = append((*list)[:mostNames:mostNames], fmt.Sprintf("and %d more", left))
		}
	}
	if left := len(p.Failures) - mostNames; left > 0 {
		p.Failures = append(p.Failures[:mostNames:mostNames], report.Fault{Title: fmt.Sprintf("and %d more", left)})
	}
	p.Means = p.Means[:min(len(p.Means), mostNames)]
}

// count tallies the rows, and collects what the table is filtered by.
func (p *page) count(lines []report.Line) {
	p.AllRows = len(lines)
	at := map[string]int{}
	packages, units, engines := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, l := range lines {
		i, ok := at[l.Standing]
		if !ok {
			i = len(p.Tally)
			at[l.Standing] = i
			p.Tally = append(p.Tally, tally{l.Standing, l.Class, 0})
			p.Standings = append(p.Standings, l.Standing)
		}
		p.Tally[i].Count++
		packages[l.Package], units[l.Unit] = true, true
		if l.Engine != "" {
			engines[l.Engine] = true
		}
	}
	p.Packages, p.Units, p.Engines = keys(packages), keys(units), keys(engines)
}

func keys(set map[string]bool) []string {
	var list []string
	for k := range set {
		list = append(list, k)
	}
	slices.Sort(list)
	return list
}

// sortable is x as both JSON and a script read it.
func sortable(x float64) float64 {
	const most = 1e300
	return rounded(min(max(x, -most), most))
}

// table fills the rows of the table.
func (p *page) table(lines []report.Line) {
	scale := svg.ScaleOf(lines)
	p.Edge = words.Percent(scale.Edge)
	classes := report.Classes()
	for _, l := range lines[:min(len(lines), mostRows)] {
		e := entry{Line: l, Strip: svg.Strip(l, scale), Order: slices.Index(classes, l.Class), ByAllowed: -1, BySides: -1, ByChange: sortable(l.Worse)}
		if l.Row.Threshold != nil {
			e.ByAllowed = sortable(*l.Row.Threshold)
		}
		if l.Row.Head != nil {
			e.BySides = sortable(l.Row.Head.Center)
		}
		p.Rows = append(p.Rows, e)
	}
}
