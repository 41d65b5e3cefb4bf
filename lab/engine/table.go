package main

import (
	"fmt"
	"io"
	"math"
	"strings"
)

// A table is a table of Markdown. The first column stands left, the others
// right.
type table struct {
	title string
	head  []string
	rows  [][]string
	// after is text below the table; empty for none.
	after string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// write writes the table with its title and an empty line before each.
func (t *table) write(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "\n**%s**\n\n", t.title)
	row := func(cells []string) {
		for _, c := range cells {
			b.WriteString("| " + cell(c) + " ")
		}
		b.WriteString("|\n")
	}
	row(t.head)
	b.WriteString("|---|" + strings.Repeat("--:|", len(t.head)-1) + "\n")
	for _, r := range t.rows {
		row(r)
	}
	if t.after != "" {
		fmt.Fprintf(&b, "\n%s\n", t.after)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// cell escapes what would end a cell or a line.
func cell(text string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ", "*", `\*`, "_", `\_`).Replace(text)
}

// none stands where a figure cannot be computed.
const none = "–"

// percent shows a part of one.
func percent(x float64) string { return number("%.2f %%", 100*x) }

// signed shows a change.
func signed(x float64) string { return number("%+.2f %%", 100*x) }

// ratio shows a quotient.
func ratio(x float64) string { return number("%.3f", x) }

// seconds shows a wall time in seconds.
func seconds(x float64) string { return number("%.2f s", x) }

func number(format string, x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return none
	}
	return fmt.Sprintf(format, x)
}

// perOp shows sec/op.
func perOp(sec float64) string {
	for _, u := range []struct {
		size float64
		name string
	}{{1, "s"}, {1e-3, "ms"}, {1e-6, "µs"}} {
		if sec >= u.size {
			return number("%.4g "+u.name, sec/u.size)
		}
	}
	return number("%.4g ns", sec*1e9)
}
