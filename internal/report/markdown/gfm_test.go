package markdown

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
)

// A rendered document is what a browser makes of Markdown, as far as it matters
// here.
type renderedDocument struct {
	html     string
	elements map[string]int
	codes    []string // texts of code elements
	prose    string   // all other text
	columns  [][]int  // cells of each row of each table
	details  int      // deepest nesting
}

// renderGFM renders as GitHub does, raw HTML and found links included.
func renderGFM(t testing.TB, text string) renderedDocument {
	t.Helper()
	md := goldmark.New(goldmark.WithExtensions(extension.GFM),
		goldmark.WithRendererOptions(html.WithUnsafe(), html.WithXHTML()))
	var b bytes.Buffer
	if err := md.Convert([]byte(text), &b); err != nil {
		t.Fatal(err)
	}
	doc := renderedDocument{html: b.String(), elements: map[string]int{}}
	doc.read(t)
	return doc
}

// read walks the HTML, which has to be well-formed.
func (doc *renderedDocument) read(t testing.TB) {
	dec := xml.NewDecoder(strings.NewReader("<body>" + doc.html + "</body>"))
	dec.Entity = xml.HTMLEntity
	var open []string
	code, depth := "", 0
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%v in:\n%s", err, doc.html)
		}
		switch tok := token.(type) {
		case xml.StartElement:
			open = append(open, tok.Name.Local)
			doc.elements[tok.Name.Local]++
			switch tok.Name.Local {
			case "table":
				doc.columns = append(doc.columns, nil)
			case "tr":
				last := len(doc.columns) - 1
				doc.columns[last] = append(doc.columns[last], 0)
			case "td", "th":
				rows := doc.columns[len(doc.columns)-1]
				rows[len(rows)-1]++
			case "details":
				depth++
				doc.details = max(doc.details, depth)
			}
		case xml.EndElement:
			open = open[:len(open)-1]
			switch tok.Name.Local {
			case "code":
				doc.codes = append(doc.codes, code)
				code = ""
			case "details":
				depth--
			}
		case xml.CharData:
			if slices.Contains(open, "code") {
				code += string(tok)
			} else {
				doc.prose += string(tok)
			}
		case xml.Directive, xml.ProcInst:
			t.Fatalf("a directive in:\n%s", doc.html)
		}
	}
}

var ownElements = []string{"body", "h3", "p", "code", "pre", "table", "thead", "tbody", "tr", "th", "td", "strong", "em",
	"ul", "li", "details", "summary", "a"}

// linked is what GitHub turns into links or mentions in text.
var linked = regexp.MustCompile(`@|#\d|GH-\d|://|www\.|\b[0-9]*[a-f][0-9a-f]{6,39}\b`)

// check holds what must be true of every comment.
func (doc renderedDocument) check(t testing.TB, links int) {
	t.Helper()
	for e := range doc.elements {
		if !slices.Contains(ownElements, e) {
			t.Errorf("an element %s", e)
		}
	}
	if doc.elements["a"] != links {
		t.Errorf("%d links, want %d", doc.elements["a"], links)
	}
	if found := linked.FindString(doc.prose); found != "" {
		t.Errorf("%q stands outside of code", found)
	}
	for _, table := range doc.columns {
		for _, n := range table {
			if n != table[0] {
				t.Errorf("a table has rows of %v cells", table)
			}
		}
	}
	if doc.details > 1 {
		t.Error("something folded is in something folded")
	}
	if t.Failed() {
		t.Logf("HTML:\n%s", doc.html[:min(len(doc.html), 5000)])
	}
}
