package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

// A block is a stretch of a file that a coverage profile counts, by lines.
type block struct{ from, to int }

// executedBlocks reads a coverage profile: the blocks that ran, by the file as
// the profile names it, import path first.
func executedBlocks(profile string) (map[string][]block, error) {
	f, err := os.Open(profile)
	if err != nil {
		return nil, err
	}
	defer f.Close() // only read
	found := map[string][]block{}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line := lines.Text()
		if strings.HasPrefix(line, "mode: ") {
			continue
		}
		colon := strings.LastIndexByte(line, ':')
		var b block
		var column, statements, count int
		if colon < 0 {
			return nil, fmt.Errorf("%s: no profile line: %q", profile, line)
		}
		if _, err := fmt.Sscanf(line[colon+1:], "%d.%d,%d.%d %d %d", &b.from, &column, &b.to, &column, &statements, &count); err != nil {
			return nil, fmt.Errorf("%s: no profile line: %q", profile, line)
		}
		if count > 0 && statements > 0 {
			found[line[:colon]] = append(found[line[:colon]], b)
		}
	}
	return found, lines.Err()
}
