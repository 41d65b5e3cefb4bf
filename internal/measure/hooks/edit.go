package hooks

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// A place is where one hook goes: a node in the body of one method of *B. Text
// is spliced in on the node's own lines, so that all line numbers stay.
type place struct {
	method string
	// node selects the statement by its source; empty stands for the start of
	// the method's body.
	node          string
	before, after string
}

// places are the hooks of benchmark.go.
var places = []place{
	// A turn of a b.N benchmark is what package testing does for a run, but it
	// keeps the garbage: one GC for a process is enough.
	{method: "runN", node: "runtime.GC()", before: "if !benchgateQuiet() { ", after: " }"},
	// Counting allocations stops the world, which takes as long as a short turn.
	{method: "StartTimer", node: "runtime.ReadMemStats(&memStats)", before: "if !benchgateBlind() { ", after: " }"},
	{method: "StopTimer", node: "runtime.ReadMemStats(&memStats)", before: "if !benchgateBlind() { ", after: " }"},
	{method: "runN", node: "b.benchFunc(b)", before: "benchgateUser(true); ", after: "; benchgateUser(false)"},
	{method: "run1", after: " b.benchgateEnter();"},
	{method: "run1", node: "<-b.signal", after: "; b.benchgateRan()"},
	{method: "doBench", node: "<-b.signal", after: "; benchgateStay()"},
	{method: "launch", node: "if b.loop.n == 0", after: " && !b.benchgateTurns()"},
	// Behind the consistency checks, which stay; the fast path is untouched.
	{method: "loopSlowPath", node: "if b.loop.n == 0",
		before: "if more, served := b.benchgateLoop(); served { return more }; "},
	{method: "ResetTimer", after: " benchgateReset();"},
	{method: "RunParallel", after: " b.benchgateParallel();"},
}

// A splice is text to insert at a byte offset.
type splice struct {
	at   int
	text string
}

// edit puts the hooks into the text of benchmark.go. What is not empty when one
// of them does not find its place.
func edit(text []byte) (edited []byte, what string) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "benchmark.go", text, parser.SkipObjectResolution)
	if err != nil {
		return nil, err.Error()
	}
	var splices []splice
	for _, p := range places {
		found, what := p.find(fset, file)
		if what != "" {
			return nil, what
		}
		splices = append(splices, found...)
	}
	edited = insert(text, splices)
	if _, err := parser.ParseFile(token.NewFileSet(), "benchmark.go", edited, parser.SkipObjectResolution); err != nil {
		return nil, "the edited file is not Go: " + err.Error()
	}
	return edited, ""
}

// find returns what the place needs inserted.
func (p place) find(fset *token.FileSet, file *ast.File) (splices []splice, what string) {
	body := methodOfB(file, p.method)
	if body == nil {
		return nil, "package testing has no method B." + p.method
	}
	offset := func(pos token.Pos) int { return fset.Position(pos).Offset }
	if p.node == "" {
		return []splice{{offset(body.Lbrace) + 1, p.after}}, ""
	}
	var from, to []token.Pos
	ast.Inspect(body, func(n ast.Node) bool {
		if start, end, ok := p.matches(n); ok {
			from, to = append(from, start), append(to, end)
		}
		return true
	})
	if len(from) != 1 {
		return nil, fmt.Sprintf("B.%s has %d places of the form %q, not 1", p.method, len(from), p.node)
	}
	return []splice{{offset(from[0]), p.before}, {offset(to[0]), p.after}}, ""
}

// matches tells whether n is the place's node, and its extent: of a whole
// statement, or of an if statement up to the end of its condition.
func (p place) matches(n ast.Node) (from, to token.Pos, ok bool) {
	switch s := n.(type) {
	case *ast.ExprStmt:
		return s.Pos(), s.End(), types.ExprString(s.X) == p.node
	case *ast.IfStmt:
		cond, is := strings.CutPrefix(p.node, "if ")
		return s.Pos(), s.Cond.End(), is && s.Init == nil && types.ExprString(s.Cond) == cond
	}
	return 0, 0, false
}

// methodOfB returns the body of a method of *B whose receiver is called b.
func methodOfB(file *ast.File, name string) *ast.BlockStmt {
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Recv == nil || f.Name.Name != name || len(f.Recv.List) != 1 {
			continue
		}
		r := f.Recv.List[0]
		if types.ExprString(r.Type) == "*B" && len(r.Names) == 1 && r.Names[0].Name == "b" {
			return f.Body
		}
	}
	return nil
}

// insert returns text with all splices in place.
func insert(text []byte, splices []splice) []byte {
	slices.SortStableFunc(splices, func(a, b splice) int { return a.at - b.at })
	var out []byte
	last := 0
	for _, s := range splices {
		out = append(append(out, text[last:s.at]...), s.text...)
		last = s.at
	}
	return append(out, text[last:]...)
}
