//go:build unix

package main

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// generate writes base.txt and head.txt and returns their size together. Both
// hold the same benchmarks, each with the same number of lines, in rounds as
// -count prints them package by package. The values come from a fixed seed.
func generate(dir string, lines, benchmarks int) (size int64, err error) {
	count := lines / 2 / benchmarks
	if count < 1 {
		return 0, fmt.Errorf("%d lines are not enough for %d benchmarks on two sides", lines, benchmarks)
	}
	for side, name := range []string{"base.txt", "head.txt"} {
		f, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			return 0, err
		}
		w := bufio.NewWriter(f)
		write(w, rand.New(rand.NewPCG(1, uint64(side))), count, benchmarks, 1+0.02*float64(side))
		if err := w.Flush(); err != nil {
			return 0, err
		}
		info, err := f.Stat()
		if err != nil {
			return 0, err
		}
		size += info.Size()
		if err := f.Close(); err != nil {
			return 0, err
		}
	}
	return size, nil
}

// write writes one side. Errors stay in the buffered writer until it is flushed.
func write(w io.Writer, r *rand.Rand, count, benchmarks int, slower float64) {
	const perPackage = 100
	fmt.Fprintf(w, "goos: linux\ngoarch: amd64\ncpu: An Ordinary CPU @ 2.50GHz\n")
	for first := 0; first < benchmarks; first += perPackage {
		fmt.Fprintf(w, "pkg: example.com/project/internal/package%d\n", first/perPackage)
		for range count {
			for b := first; b < min(first+perPackage, benchmarks); b++ {
				ns := slower * float64(200+b*37%10_000) * (1 + 0.05*r.NormFloat64())
				// Sizes vary a little and tie often; allocations do not vary.
				fmt.Fprintf(w, "BenchmarkEncode/kind=%d/size=%d-8  \t%8d\t%12.1f ns/op\t%9.2f MB/s\t%8d B/op\t%8d allocs/op\n",
					b%perPackage%7, b%perPackage, 1_000_000+r.IntN(1000), ns, 1024*1e3/ns, 4096+16*r.IntN(3), 12+b%5)
			}
		}
		fmt.Fprintf(w, "PASS\nok  \texample.com/project/internal/package%d\t12.345s\n", first/perPackage)
	}
}
