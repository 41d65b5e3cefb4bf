package report

import (
	"strconv"
	"unicode/utf8"

	"github.com/benchgate/benchgate/internal/words"
)

// Quoted shows a stranger's word in an error.
func Quoted(s string) string { return strconv.Quote(words.Shorten(words.Visible(s), 60)) }

// cutMiddle returns at most limit bytes of s: both ends, since a failure tells
// what it is at the start and where it is at the end. limit is at least 64.
func cutMiddle(s string, limit int) string {
	const mark = " … "
	if len(s) <= limit {
		return s
	}
	half := (limit - len(mark)) / 2
	head, tail := s[:half], s[len(s)-half:]
	for len(head) > 0 && !utf8.RuneStart(s[len(head)]) {
		head = head[:len(head)-1]
	}
	for len(tail) > 0 && !utf8.RuneStart(tail[0]) {
		tail = tail[1:]
	}
	return head + mark + tail
}
