package benchfile

import "bytes"

// What package testing prints in one write, behind a name and a tab: a count in
// at least eight columns, and for each value a tab, the number, one space and
// the unit. Whatever else stands on a line, values of this form at its end are
// those of a result.

// valuesAt returns where the values at the end of a line start.
func valuesAt(line []byte) (at int, ok bool) {
	end := len(line)
	for {
		tab := bytes.LastIndexByte(line[:end], '\t')
		if tab < 0 || !measured(line[tab+1:end]) {
			break
		}
		end = tab
	}
	if end == len(line) {
		return 0, false
	}
	return countAt(line, end)
}

// countAt returns where the count that ends at end starts.
func countAt(line []byte, end int) (at int, ok bool) {
	at = end
	for at > 0 && line[at-1] >= '0' && line[at-1] <= '9' {
		at--
	}
	if at == end {
		return 0, false
	}
	for end-at < 8 && at > 0 && line[at-1] == ' ' {
		at--
	}
	return at, end-at >= 8
}

// measured reports whether a field is a number and a unit.
func measured(field []byte) bool {
	text := bytes.TrimLeft(field, " ")
	i := bytes.IndexByte(text, ' ')
	if i <= 0 || i == len(text)-1 || bytes.ContainsAny(text[i+1:], " \r\v\f") {
		return false
	}
	_, ok := number(text[:i])
	return ok
}

// alone reports whether a line is nothing but a count and values, in whatever
// columns.
func alone(line []byte) bool {
	count, rest := field(bytes.TrimLeft(line, " \t"))
	if n, ok := integer(count); !ok || n < 0 {
		return false
	}
	if len(rest) == 0 {
		at, ok := countAt(line, len(line))
		return ok && at == 0
	}
	for len(rest) > 0 {
		value, behind := field(rest)
		unit, behind := field(behind)
		if _, ok := number(value); !ok || len(unit) == 0 || numeric(unit) {
			return false
		}
		rest = behind
	}
	return true
}

// heading splits a line that begins with the word Benchmark into the name,
// without it, and what follows the tab that package testing prints behind the
// padded name. Where tabs became spaces, a name with its GOMAXPROCS suffix and
// two spaces tell the same.
func heading(line []byte) (name, rest []byte, ok bool) {
	text := line[len(benchmarkWord):]
	i := bytes.IndexAny(text, " \t")
	if i < 0 {
		return nil, nil, false
	}
	name = text[:i]
	behind := bytes.TrimLeft(text[i:], " ")
	if len(name) > 0 && !possible(name) {
		return nil, nil, false
	}
	if len(behind) > 0 && behind[0] == '\t' {
		return name, behind[1:], true
	}
	padded := len(text)-i-len(behind) >= 2 || len(behind) == 0
	return name, behind, padded && suffixed(name)
}

// suffixed reports whether a name ends as with GOMAXPROCS.
func suffixed(name []byte) bool {
	i := bytes.LastIndexByte(name, '-')
	return i > 0 && i < len(name)-1 && len(bytes.Trim(name[i+1:], "0123456789")) == 0
}

// resultLike reports whether a line that begins with the word Benchmark has a
// count, a value and a unit behind a name.
func resultLike(line []byte) bool {
	_, rest := field(line[len(benchmarkWord):])
	count, rest := field(rest)
	value, rest := field(rest)
	if _, ok := integer(count); !ok || len(rest) == 0 {
		return false
	}
	_, ok := number(value)
	return ok || numeric(value)
}
