// Package family has benchmark functions whose sub-benchmarks need each other, their
// parent, or both.
package family

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// side is base or head, where a benchmark is to behave in two ways.
var side = os.Getenv("FAMILY_SIDE")

var sink int

func spin(n int) {
	for i := range n * 50 {
		sink += i
	}
}

func count(b *testing.B) {
	for range b.N {
		spin(1)
	}
}

func loop(b *testing.B) {
	for b.Loop() {
		spin(1)
	}
}

// note appends a line to the log.
func note(b *testing.B, line string) {
	f, err := os.OpenFile(os.Getenv("FAMILY_LOG"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	if _, err := fmt.Fprintln(f, line); err != nil {
		b.Fatal(err)
	}
}

// TestMain says that it was there, before and after.
func TestMain(m *testing.M) {
	code := m.Run()
	if os.Getenv("FAMILY_END") == side && side != "" {
		code = 3
	}
	os.Exit(code)
}

// BenchmarkSetup has a costly parent, with leaves of all kinds.
func BenchmarkSetup(b *testing.B) {
	note(b, "setup")
	b.Run("count", count)
	b.Run("loop", loop)
	b.Run("nested", func(b *testing.B) {
		b.Run("count", count)
		b.Run("deep", func(b *testing.B) { b.Run("loop", loop) })
	})
	b.Run("parallel", func(b *testing.B) {
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				spin(1)
			}
		})
	})
	b.Run("metric", func(b *testing.B) {
		count(b)
		b.ReportMetric(7, "things")
	})
	b.Run("same", count)
	b.Run("same", count)
}

// BenchmarkChecks has a parent that wants all its leaves to have run.
func BenchmarkChecks(b *testing.B) {
	var ran []string
	for _, name := range []string{"a", "b", "c"} {
		b.Run(name, func(b *testing.B) {
			if !slices.Contains(ran, name) {
				ran = append(ran, name)
			}
			count(b)
		})
	}
	if got := strings.Join(ran, ""); got != "abc" {
		b.Fatalf("only %q ran", got)
	}
}

// BenchmarkState has leaves that need the ones before them.
func BenchmarkState(b *testing.B) {
	made := map[int]bool{}
	b.Run("fill", func(b *testing.B) {
		for i := range b.N {
			made[i%100] = true
			spin(1)
		}
	})
	b.Run("use", func(b *testing.B) {
		if len(made) == 0 {
			b.Fatal("nothing is there")
		}
		for b.Loop() {
			spin(len(made) / 50)
		}
	})
}

// BenchmarkBad has leaves that do not go well, among others that do.
func BenchmarkBad(b *testing.B) {
	b.Run("first", count)
	b.Run("fails", func(b *testing.B) { b.Fatal("no good") })
	b.Run("fails-in-a-turn", func(b *testing.B) {
		if b.N > 3 {
			b.Fatal("too many")
		}
		spin(b.N)
	})
	b.Run("fails-after", func(b *testing.B) {
		loop(b)
		b.Error("wrong")
	})
	b.Run("skips", func(b *testing.B) { b.Skip("not here") })
	b.Run("skips-on-head", func(b *testing.B) {
		if side == "head" {
			b.Skip("not here")
		}
		count(b)
	})
	b.Run("last", loop)
}

// BenchmarkPanics has a leaf that ends the process.
func BenchmarkPanics(b *testing.B) {
	b.Run("before", count)
	b.Run("panics", func(b *testing.B) {
		if b.N > 1 {
			panic("on purpose")
		}
	})
	b.Run("after", loop)
}

// BenchmarkGone has a leaf that ends the process whenever it runs.
func BenchmarkGone(b *testing.B) {
	b.Run("before", count)
	b.Run("exits", func(b *testing.B) { os.Exit(5) })
	b.Run("after", count)
}

// BenchmarkParent fails by itself when its leaves are done.
func BenchmarkParent(b *testing.B) {
	b.Run("a", count)
	b.Run("b", loop)
	if side == "head" {
		b.Fatal("it does not add up")
	}
}

// BenchmarkEarly skips before it has any.
func BenchmarkEarly(b *testing.B) {
	if side == "head" {
		b.Skip("not today")
	}
	b.Run("a", count)
}

// BenchmarkAfterwards panics when its leaves are done.
func BenchmarkAfterwards(b *testing.B) {
	b.Run("a", count)
	if side == "head" {
		panic("at last")
	}
}

// BenchmarkOrder has its leaves in another order on head.
func BenchmarkOrder(b *testing.B) {
	names := []string{"a", "b", "c", "d"}
	if side == "head" {
		names = []string{"b", "c", "d", "a"}
	}
	for _, name := range names {
		b.Run(name, count)
	}
}

// BenchmarkOnly has leaves that one side alone has, and some whose name is another
// in each process.
func BenchmarkOnly(b *testing.B) {
	b.Run("a", count)
	b.Run("only-"+side, loop)
	b.Run(fmt.Sprint("pid=", os.Getpid()), count)
	b.Run(fmt.Sprint("at=", time.Now().UnixNano()), loop)
	b.Run("z", count)
}

// BenchmarkSingle has none.
func BenchmarkSingle(b *testing.B) { loop(b) }

// BenchmarkHangs has a leaf that waits for ever.
func BenchmarkHangs(b *testing.B) {
	b.Run("before", count)
	b.Run("hangs", func(b *testing.B) {
		if b.N > 1 {
			time.Sleep(time.Hour)
		}
	})
	b.Run("after", loop)
}
