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
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/report/svg"
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
func Write(w io.Writer, v *report.View) error {
	if err := pageTemplate.Execute(w, pageOf(v)); err != nil {
		return fmt.Errorf("render html: %w", err)
	}
	return nil
}

// A page is what the template shows.
type page struct {
	Style                 template.CSS
	Script                template.JS
	StyleHash, ScriptHash string

	Title, Decided, Rules string
	Base, Head            string
	Machine, Effort       string
	Reproduce, Policy     string
	Changes, Warnings     []string
	Added, Removed        []string
	Failures              []fault
	Means                 []report.Mean
	Verdict               string
	Partial               bool
	Started               string
	Tally                 []tally
	Rows                  []entry
	AllRows               int // more than len(Rows) where some are left out
	Packages, Units       []string
	Engines               []string
	Standings             []string
	Edge                  string // of the common axis, in percent
	Culprits, Details     []*detail
	MoreCulprits          int
	Keys                  template.HTML // of the pictures
	Undrawn               int           // rows whose rounds are not drawn, for the size of the page
	Flames                []flame
}

// A fault is a failure, with the start and the end of what was said.
type fault struct{ Title, Message string }

// A tally counts the rows of one outcome.
type tally struct {
	Standing string
	Class    report.Class
	Count    int
}

// An entry is a row of the table.
type entry struct {
	*report.Line
	Strip  template.HTML
	Detail *detail // nil where the table says it all
	Order  int     // of its class
	// What the columns are sorted by.
	BySides, ByChange, ByAllowed float64
}

func pageOf(v *report.View) *page {
	style, js := svg.Style+pageStyle, script+flameScript
	p := &page{
		Style: template.CSS(style), Script: template.JS(js), StyleHash: hash(style), ScriptHash: hash(js),
		Verdict: string(v.Verdict), Partial: v.Partial, Keys: svg.Keys(),
		Title: v.Title.String(), Decided: v.Decided.String(), Rules: v.Rules.String(), Base: v.Base.String(), Head: v.Head.String(),
		Machine: v.Machine.String(), Effort: v.Effort.String(), Reproduce: v.Reproduce.Command.String(), Policy: v.Policy.String(),
		Changes: bounded(v.Changes), Warnings: bounded(v.Warnings), Added: bounded(v.Added), Removed: bounded(v.Removed),
		Failures: faultsOf(v.Failures), Means: v.Means[:min(len(v.Means), mostNames)],
	}
	if !v.Started.IsZero() {
		p.Started = v.Started.UTC().Format(time.RFC3339)
	}
	p.count(v.Worst)
	p.table(v.Worst)
	p.inFull()
	p.explain(v)
	return p
}

// hash is what a content policy calls a script or style by.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// bounded are the first of a list that an author chooses the length of.
func bounded[T fmt.Stringer](list []T) []string {
	var out []string
	for i, t := range list {
		if i == mostNames {
			return append(out, fmt.Sprintf("and %d more", len(list)-i))
		}
		out = append(out, t.String())
	}
	return out
}

// faultLines is how many lines of a failure are shown.
const faultLines = 40

func faultsOf(list []report.Fault) []fault {
	var out []fault
	for i, f := range list {
		if i == mostNames {
			return append(out, fault{Title: fmt.Sprintf("and %d more", len(list)-i)})
		}
		out = append(out, fault{f.Title.String(), strings.Join(f.Message.Excerpt(faultLines), "\n")})
	}
	return out
}

// count tallies the rows, and collects what the table is filtered by.
func (p *page) count(lines []*report.Line) {
	p.AllRows = len(lines)
	at := map[string]int{}
	packages, units, engines := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, l := range lines {
		standing := l.Standing.String()
		i, ok := at[standing]
		if !ok {
			i = len(p.Tally)
			at[standing] = i
			p.Tally = append(p.Tally, tally{standing, l.Class, 0})
			p.Standings = append(p.Standings, standing)
		}
		p.Tally[i].Count++
		packages[l.Short.String()], units[l.Unit.String()] = true, true
		if !l.Engine.Empty() {
			engines[l.Engine.String()] = true
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
func (p *page) table(lines []*report.Line) {
	scale := svg.ScaleOf(lines)
	p.Edge = words.Percent(scale.Edge)
	for _, l := range lines[:min(len(lines), mostRows)] {
		e := entry{Line: l, Strip: svg.Strip(l, scale), Order: int(l.Class), ByAllowed: -1, BySides: -1, ByChange: sortable(l.Worse)}
		if l.Numbers.Threshold != nil {
			e.ByAllowed = sortable(*l.Numbers.Threshold)
		}
		if l.Numbers.Head != nil {
			e.BySides = sortable(l.Numbers.Head.Center)
		}
		p.Rows = append(p.Rows, e)
	}
}
