package compare

import (
	"fmt"
	"slices"
	"strings"
)

// maxUnreadable is the number of lines that an Unreadable names.
const maxUnreadable = 20

// Unreadable is the error for a file with lines that look like results or unit
// metadata and cannot be understood. The zero value names none.
type Unreadable struct {
	// Lines has the first of them, each as "file:line: what is wrong".
	Lines []string
	// More counts those that Lines leaves out.
	More int
}

// Error lists the lines, one under the other.
func (u *Unreadable) Error() string {
	text := strings.Join(u.Lines, "\n")
	if u.More > 0 {
		text += fmt.Sprintf("\nand %d more", u.More)
	}
	return text
}

func (u *Unreadable) add(file string, line int, what string) {
	if len(u.Lines) == maxUnreadable {
		u.More++
		return
	}
	u.Lines = append(u.Lines, fmt.Sprintf("%s:%d: %s", file, line, what))
}

// With returns u with the lines of more; u may be nil.
func (u *Unreadable) With(more *Unreadable) *Unreadable {
	all := Unreadable{}
	if u != nil {
		all = Unreadable{slices.Clone(u.Lines), u.More}
	}
	room := min(maxUnreadable-len(all.Lines), len(more.Lines))
	all.Lines = append(all.Lines, more.Lines[:room]...)
	all.More += more.More + len(more.Lines) - room
	return &all
}

// err returns u, or nil if nothing was added: a nil *Unreadable in an error
// would not be a nil error.
func (u *Unreadable) err() error {
	if len(u.Lines) == 0 {
		return nil
	}
	return u
}
