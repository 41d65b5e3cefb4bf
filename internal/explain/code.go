package explain

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strings"

	"github.com/google/pprof/profile"

	"github.com/benchgate/benchgate/internal/report"
)

// A Module is one of the repository's modules.
type Module struct {
	Path string // as in go.mod
	Dir  string // relative to the repository with slashes, "." for its root
}

// Code is what is to be known of one side's sources.
type Code struct {
	Modules []Module
	// Root is where the tree lay, for binaries built without -trimpath.
	Root string
	// Renamed are the modules that are called otherwise in head, by their paths here:
	// functions have head's names.
	Renamed map[string]string
	// Files are the sources that are known, by path in the repository.
	Files map[string]File

	seen map[*profile.Function]frame
}

// name is a function's name in head.
func (c *Code) name(of string) string {
	for was, is := range c.Renamed {
		of = strings.NewReplacer(was+".", is+".", was+"/", is+"/").Replace(of)
	}
	return of
}

// relative returns the path in the repository of a file that a profile names.
func (c *Code) relative(name string) (rel string, here bool) {
	if rest, ok := strings.CutPrefix(name, c.Root+"/"); ok && c.Root != "" {
		return rest, true
	}
	best := -1
	for _, m := range c.Modules {
		if rest, ok := strings.CutPrefix(name, m.Path+"/"); ok && len(m.Path) > best {
			best, rel = len(m.Path), path.Join(m.Dir, rest)
		}
	}
	if best < 0 {
		return name, false
	}
	return rel, true
}

// A File is what one source file tells.
type File struct {
	functions []extent // every function and function literal
	loops     []loop
}

// An extent is a range of lines, both ends included.
type extent struct{ from, to int }

func (e extent) has(line int) bool { return e.from <= line && line <= e.to }

// A loop is one over a benchmark's iterations.
type loop struct {
	extent
	// within is the whole declaration of the function that holds it.
	within extent
	// once is set for b.Loop, which runs all iterations in one call.
	once bool
}

// ParseFile reads a Go file. One that is not Go, or not whole, tells what can be
// read.
func ParseFile(name string, text []byte) File {
	fset := token.NewFileSet()
	// The error is of no interest: it only means that less is known.
	file, _ := parser.ParseFile(fset, name, text, parser.SkipObjectResolution)
	var f File
	if file == nil {
		return f
	}
	lines := func(n ast.Node) extent {
		// Positions as the compiler notes them, //line included.
		from := fset.Position(n.Pos()).Line
		return extent{from, max(from, fset.Position(n.End()).Line)} // a broken file has no end
	}
	for _, d := range file.Decls {
		within := lines(d)
		ast.Inspect(d, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl, *ast.FuncLit:
				f.functions = append(f.functions, lines(n))
			case *ast.ForStmt:
				if over, once := iterates(n.Cond); over {
					f.loops = append(f.loops, loop{lines(n), within, once})
				}
			case *ast.RangeStmt:
				if over, once := iterates(n.X); over {
					f.loops = append(f.loops, loop{lines(n), within, once})
				}
			}
			return true
		})
	}
	return f
}

// iterates tells whether a loop with this condition, or over this, is one over a
// benchmark's iterations: b.N, b.Loop() or pb.Next().
func iterates(x ast.Expr) (over, once bool) {
	if x == nil {
		return false, false
	}
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if s, ok := n.Fun.(*ast.SelectorExpr); ok && len(n.Args) == 0 && (s.Sel.Name == "Loop" || s.Sel.Name == "Next") {
				over, once = true, once || s.Sel.Name == "Loop"
			}
		case *ast.SelectorExpr:
			over = over || n.Sel.Name == "N"
		}
		return true
	})
	return over, once
}

// function returns the extent of the function that begins in a line.
func (f File) function(start int) (extent, bool) {
	// Several may begin in one line; the outermost holds the others.
	i := slices.IndexFunc(f.functions, func(e extent) bool { return e.from == start })
	if i < 0 {
		return extent{}, false
	}
	return f.functions[i], true
}

// loopAt tells whether a line lies in a loop, and whether in a function that has
// one.
func (f File) loopAt(line int) (in *loop, beside bool) {
	for i, l := range f.loops {
		if l.has(line) {
			return &f.loops[i], true
		}
		beside = beside || l.within.has(line)
	}
	return nil, beside
}

// Mark notes, for every function that gained, which of its lines in head the
// diff touches. Files are head's, and changed has the lines of those, by path in
// the repository.
func Mark(e *report.Explanation, files map[string]File, changed map[string][]int) {
	for i := range e.Functions {
		f := &e.Functions[i]
		if extent, ok := files[f.File].function(f.Line); ok && gain(*f) > 0 {
			f.Changed = extent.among(changed[f.File])
		}
	}
}

// among returns those of some lines that the extent has, in order.
func (e extent) among(lines []int) []int {
	var in []int
	for _, l := range lines {
		if e.has(l) {
			in = append(in, l)
		}
	}
	slices.Sort(in)
	return slices.Compact(in)
}
