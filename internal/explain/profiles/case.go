package profiles

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"runtime/debug"
	"strings"
	"time"

	"github.com/benchgate/benchgate/internal/explain"
	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/measure"
	"github.com/benchgate/benchgate/internal/output"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
)

// forWaits is kept for block and mutex profiles.
const forWaits = 600 * time.Millisecond

// An explanationCase is one benchmark that is being explained.
type explanationCase struct {
	*Explainer
	target measure.Target
	rows   []judge.Row // its regressions
	pace   Pace
	until  time.Time

	allocs Runs
	code   map[round.Side]explain.Code
	done   []report.Explanation
}

// safely is run, but a panic is an error: what reads the profiles that a benchmark
// left, and its sources, must not take the verdict with it, which is known by now
// and written down after.
func (c *explanationCase) safely(ctx context.Context) (err error) {
	defer func() {
		if r := recover(); r != nil {
			c.Log.Printf("internal error: %v\n%s", r, debug.Stack())
			err = fmt.Errorf("internal error: %v (log.txt has more)", r)
		}
	}()
	return c.run(ctx)
}

// run takes the profiles that the changed units ask for.
func (c *explanationCase) run(ctx context.Context) (err error) {
	if c.code, err = c.read(); err != nil {
		return err
	}
	slower := c.changed("sec/op", "B/s", "cpu-sec/op")
	bytes, objects := c.changed("B/op"), c.changed("allocs/op")
	if slower == nil && bytes == nil && objects == nil {
		return nil // no profile shows where a unit of the benchmark's own comes from
	}
	if c.pace.Allocs > 0 || bytes != nil || objects != nil {
		if c.allocs, err = c.Profiler.Allocs(ctx, c.target, c.pace, c.until); err != nil {
			return err
		}
	}
	if slower != nil {
		if err := c.time(ctx, slower); err != nil {
			return err
		}
	}
	if bytes != nil {
		err = c.tell(ctx, bytes, explain.AllocSpace, c.allocs)
	}
	if objects != nil && err == nil {
		err = c.tell(ctx, objects, explain.AllocObjects, c.allocs)
	}
	return err
}

// changed returns the first of the benchmark's regressions in one of the units.
func (c *explanationCase) changed(units ...string) *judge.Row {
	for _, u := range units {
		for i, r := range c.rows {
			if r.Unit == u {
				return &c.rows[i]
			}
		}
	}
	return nil
}

// read reads what is to be known of both sides' sources.
func (c *explanationCase) read() (map[round.Side]explain.Code, error) {
	roots := map[round.Side]string{round.Base: c.Trees.Base, round.Head: c.Trees.Head}
	code := map[round.Side]explain.Code{}
	for _, s := range round.Sides {
		var err error
		if code[s], err = ReadCode(roots[s], c.target.Binary(s).Package, c.packages(s)); err != nil {
			return nil, err
		}
	}
	was, is := c.target.Binary(round.Base).Package.ModulePath, c.target.Binary(round.Head).Package.ModulePath
	if base := code[round.Base]; was != is && was != "" && is != "" {
		base.Renamed = map[string]string{was: is}
		code[round.Base] = base
	}
	return code, nil
}

// time explains a change of time by CPU profiles, and where those do not show it,
// by what the benchmark waits for.
func (c *explanationCase) time(ctx context.Context, row *judge.Row) error {
	runs, err := c.Profiler.CPU(ctx, c.target, c.pace, c.until.Add(-forWaits))
	if err != nil {
		return err
	}
	cpu := explain.Explain(c.question(row, explain.CPU, runs))
	measured := 0.0
	if row.Unit == "sec/op" && row.Base != nil && row.Head != nil {
		measured = row.Head.Center - row.Base.Center
	}
	if len(runs[round.Head]) > 0 && explain.Waits(cpu, measured) || c.waits(cpu) {
		told, err := c.wait(ctx, row)
		if told || err != nil {
			return err
		}
	}
	return c.keep(ctx, cpu, runs)
}

// waits tells whether the profiled processes used next to no CPU time although
// they had as many iterations as fill a profile.
func (c *explanationCase) waits(cpu report.Explanation) bool {
	return c.pace.Seconds > 0 && cpu.Head.Total < c.pace.Seconds/2 && cpu.Head.Total > 0
}

// wait explains a change of time by block or mutex profiles, if they can.
func (c *explanationCase) wait(ctx context.Context, row *judge.Row) (told bool, err error) {
	for _, kind := range []string{explain.Block, explain.Mutex} {
		runs, err := c.Profiler.Waits(ctx, c.target, kind, c.pace, c.until)
		if err != nil {
			return told, err
		}
		if len(runs[round.Head]) == 0 {
			return told, nil // no time
		}
		e := explain.Explain(c.question(row, kind, runs))
		if e.Unclear == "" {
			return true, c.keep(ctx, e, runs)
		}
		c.Log.Printf("no explanation by %s profiles: %s", kind, e.Unclear)
	}
	return false, nil
}

func (c *explanationCase) question(row *judge.Row, kind string, runs Runs) explain.Question {
	side := func(s round.Side) explain.Side {
		return explain.Side{Code: c.code[s], Runs: runs[s], Allocs: c.allocs[s]}
	}
	return explain.Question{Package: row.Package, Benchmark: row.Benchmark, Unit: row.Unit, Kind: kind,
		Base: side(round.Base), Head: side(round.Head)}
}

func (c *explanationCase) tell(ctx context.Context, row *judge.Row, kind string, runs Runs) error {
	return c.keep(ctx, explain.Explain(c.question(row, kind, runs)), runs)
}

// keep completes an explanation: the lines that changed, and the profiles beside
// the report.
func (c *explanationCase) keep(ctx context.Context, e report.Explanation, runs Runs) error {
	files, changed := map[string]explain.File{}, map[string][]int{}
	for _, f := range e.Functions {
		if _, known := files[f.File]; known || f.HeadFlat <= f.BaseFlat {
			continue
		}
		var err error
		if files[f.File], err = ReadFile(c.Trees.Head, f.File); err != nil {
			return err
		}
		if changed[f.File], err = c.Repo.ChangedLines(ctx, c.Trees, f.File); err != nil {
			return err
		}
	}
	explain.Mark(&e, files, changed)
	if err := readable(e); err != nil {
		return err
	}
	for side, file := range map[round.Side]*string{round.Base: &e.BaseFile, round.Head: &e.HeadFile} {
		if len(runs[side]) == 0 {
			continue
		}
		p, err := explain.Merged(runs[side], e.Kind)
		if err != nil {
			return err
		}
		*file = profileName(e, side)
		if err := c.Out.Write(*file, func(w io.Writer) error { return p.Write(w) }); err != nil {
			return err
		}
	}
	c.done = append(c.done, e)
	return nil
}

// profileName is the file of a profile below the output directory. A benchmark's
// name may hold anything, so only its harmless letters are in it; a part of a
// hash tells names apart that are then the same.
func profileName(e report.Explanation, side round.Side) string {
	plain := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '=' {
			return r
		}
		return '_'
	}, e.Benchmark)
	sum := sha256.Sum256([]byte(e.Package + "\x00" + e.Benchmark))
	return fmt.Sprintf("%s/%.60s-%x.%s.%s.pprof", output.ProfilesDir, plain, sum[:4], e.Kind, side)
}
