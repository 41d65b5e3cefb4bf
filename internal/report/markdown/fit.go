package markdown

import (
	"fmt"
	"strings"
)

// The bounds of Markdown, in bytes. GitHub refuses a comment of more than
// 65,536 characters as a whole.
const (
	CommentBytes = 60_000
	// MarkerBytes is what the publisher needs of it for its hidden marker.
	MarkerBytes = 500
	// LeastBytes is the smallest bound that leaves room for the verdict.
	LeastBytes = 8192
)

// A block is a part of a document: items with a frame around them. The zero
// value is an empty block, which is left out.
type block struct {
	before, after string
	items         []string
	// whole keeps the block from being cut: it is short.
	whole bool
}

// noteRoom is more than cutNote takes.
const noteRoom = 64

func cutNote(shown, all int) string { return fmt.Sprintf("\n_showing %d of %d_\n", shown, all) }

func (b block) size() int {
	n := len(b.before) + len(b.after)
	for _, s := range b.items {
		n += len(s)
	}
	return n
}

// render returns the block in at most limit bytes: all of it, or as many of the
// first items as fit with a note that says so, or nothing.
func (b block) render(limit int) string {
	if b.size() <= limit {
		return b.before + strings.Join(b.items, "") + b.after
	}
	room := limit - len(b.before) - len(b.after) - noteRoom
	if b.whole || room < 0 {
		return ""
	}
	shown := 0
	for room -= len(b.items[0]); room >= 0; room -= len(b.items[shown]) {
		shown++
	}
	return b.before + strings.Join(b.items[:shown], "") + closed(b.after, shown, len(b.items))
}

// closed puts the note behind the items: after a fence's end, before the end of
// what is folded.
func closed(after string, shown, all int) string {
	if rest, ok := strings.CutPrefix(after, fenceEnd); ok {
		return fenceEnd + cutNote(shown, all) + rest
	}
	return cutNote(shown, all) + after
}

const fenceEnd = "```\n"

// assemble joins blocks into at most limit bytes; earlier blocks come first
// when it is short, but each later one keeps a share to begin with. limit under
// 0 means no limit.
func assemble(blocks []block, limit int) string {
	if limit < 0 {
		limit = int(^uint(0) >> 2)
	}
	shares := make([]int, len(blocks))
	reserved := 0
	for i, b := range blocks {
		shares[i] = b.size()
		if !b.whole {
			shares[i] = min(shares[i], limit/(2*len(blocks)))
		}
		reserved += shares[i]
	}
	var doc strings.Builder
	for i, b := range blocks {
		reserved -= shares[i]
		doc.WriteString(b.render(limit - doc.Len() - reserved))
	}
	return doc.String()
}
