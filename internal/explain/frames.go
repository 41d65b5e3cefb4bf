package explain

import (
	"strings"

	"github.com/google/pprof/profile"
)

// A class says whose code a function is.
type class int

const (
	ours       class = iota // of the repository
	dependency              // of another module
	standard                // of the standard library
	harness                 // of package testing, or the test binary's main
	system                  // of the runtime and what belongs to it
)

// A frame is one call of a sample's stack.
type frame struct {
	name    string
	file    string // relative to the repository for ours
	line    int    // where it stands in the function
	start   int    // the function's first line, 0 where unknown
	inlined bool   // its body stands in that of the next frame
	class   class
}

// frames returns a sample's stack, innermost call first, inlined calls included.
func (c *Code) frames(s *profile.Sample) []frame {
	var list []frame
	for _, loc := range s.Location {
		for i, l := range loc.Line {
			if l.Function == nil {
				continue
			}
			f := c.known(l.Function)
			f.line, f.inlined = int(l.Line), i < len(loc.Line)-1
			list = append(list, f)
		}
	}
	return list
}

// known describes a function of a profile.
func (c *Code) known(fn *profile.Function) frame {
	if f, ok := c.seen[fn]; ok {
		return f
	}
	f := frame{name: c.name(fn.Name), start: int(fn.StartLine)}
	pkg := packageOf(fn.Name)
	file, here := c.relative(fn.Filename)
	f.file = file
	switch {
	case here:
		f.class = ours
	case pkg == "main" || pkg == "testing" || strings.HasPrefix(pkg, "testing/"):
		f.class = harness
	case isSystem(pkg):
		f.class = system
	case !strings.Contains(firstElement(pkg), "."):
		f.class = standard
	default:
		f.class = dependency
	}
	if c.seen == nil {
		c.seen = map[*profile.Function]frame{}
	}
	c.seen[fn] = f
	return f
}

// packageOf returns the import path in a symbol's name; "" for assembly and C,
// whose names have none.
func packageOf(name string) string {
	end := strings.IndexAny(name, "[(")
	if end < 0 {
		end = len(name)
	}
	slash := strings.LastIndexByte(name[:end], '/') + 1
	dot := strings.IndexByte(name[slash:], '.')
	if dot < 0 {
		return ""
	}
	return strings.ReplaceAll(name[:slash+dot], "%2e", ".")
}

func firstElement(path string) string {
	first, _, _ := strings.Cut(path, "/")
	return first
}

// isSystem tells whether a package is a part of the runtime: what the compiler
// calls without being asked, and locks, which are half the runtime's.
func isSystem(pkg string) bool {
	switch pkg {
	case "", "runtime", "sync", "sync/atomic", "internal/sync", "internal/bytealg", "internal/abi", "internal/cpu",
		"internal/chacha8rand", "internal/goarch", "internal/race", "type:", "gclocals":
		return true
	}
	return strings.HasPrefix(pkg, "runtime/") || strings.HasPrefix(pkg, "internal/runtime/") || strings.HasPrefix(pkg, "type:")
}
