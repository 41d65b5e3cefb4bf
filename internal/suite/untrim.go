package suite

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"

	"github.com/benchgate/benchgate/internal/gotest"
	"github.com/benchgate/benchgate/internal/round"
)

// untrim tells whether a benchmark fails only because of -trimpath (it looks
// for its files by runtime.Caller), and if so has both sides built without. They are
// built at most once a package, however many of its benchmarks fail.
func (l *loader) untrim(ctx context.Context, p *pair, side round.Side, fn gotest.Func, procs int) bool {
	if p.untrimmed == nil {
		p.untrimmed = l.buildUntrimmed(ctx, p)
	}
	bin := p.untrimmed[side]
	if bin == nil {
		return false
	}
	if _, err := bin.Discover(ctx, fn.Name, procs, l.Bench, l.Silence); !onlySkips(err) {
		return false
	}
	p.bin = p.untrimmed
	l.suite.Warnings = append(l.suite.Warnings, fmt.Sprintf("%s: built without -trimpath, since %s fails with it", p.path, fn.Name))
	return true
}

// buildUntrimmed builds both sides without -trimpath. It is empty where one does not build.
func (l *loader) buildUntrimmed(ctx context.Context, p *pair) map[round.Side]*gotest.Binary {
	built := map[round.Side]*gotest.Binary{}
	for _, side := range round.Sides {
		if p.pkg[side] == nil {
			continue
		}
		bin, err := l.buildOne(ctx, p, side, false)
		if err != nil {
			return map[round.Side]*gotest.Binary{}
		}
		built[side] = bin
	}
	return built
}

// missing is what a benchmark says that does not find a file.
var missing = regexp.MustCompile(`(?i)no such file|cannot find|not found|not exist|runtime\.Caller|\bopen \S`)

// mayMissFiles tells whether a failure may come from files that runtime.Caller does not
// find with -trimpath: by its words, or since the source asks runtime.Caller. A benchmark
// that hangs does not look for a file.
func (l *loader) mayMissFiles(p *pair, side round.Side, err error) bool {
	for _, err := range each(err) {
		var f *gotest.Failure
		if errors.As(err, &f) && (f.Kind == gotest.Skip || f.Kind == gotest.Hang) {
			continue
		}
		if missing.MatchString(message(err)) || l.anySource(p, side, asksCaller) {
			return true
		}
	}
	return false
}

func asksCaller(source []byte) bool { return bytes.Contains(source, []byte("runtime.Caller")) }
