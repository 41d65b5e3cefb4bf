package gotest

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// names remembers which benchmarks a process announced before it ran them.
type names struct {
	// current are the readings of the newest announcement: more than one when
	// something was printed before it on the same line.
	current []string
	// all holds every announcement, up to a bound.
	all map[string]bool
}

// maxNames bounds the announcements that are remembered.
const maxNames = 100_000

// announce takes a line that ends with a name at or below top, and tells
// whether it is one.
func (n *names) announce(line, top string) bool {
	line = strings.TrimSuffix(line, "\r")
	word := line[strings.LastIndexFunc(line, unicode.IsSpace)+1:]
	found := readings(word, top)
	if len(found) == 0 {
		return false
	}
	n.current = found
	if n.all == nil {
		n.all = map[string]bool{}
	}
	if len(n.all) < maxNames {
		n.all[found[0]] = true
	}
	return true
}

// maxReadings bounds how often a name may hold its own start.
const maxReadings = 16

// readings returns the names at or below top that word ends with, longest
// first.
func readings(word, top string) []string {
	var found []string
	for at := 0; ; at++ {
		i := strings.Index(word[at:], top)
		if i < 0 || len(found) == maxReadings {
			return found
		}
		at += i
		if rest := word[at+len(top):]; rest == "" || rest[0] == '/' {
			found = append(found, word[at:])
		}
	}
}

// unsuffixed splits the GOMAXPROCS suffix off a word that has one.
func unsuffixed(word string) (name string, procs int, ok bool) {
	d := digits(word)
	name = strings.TrimSuffix(word[:len(word)-len(d)], "-")
	procs, err := strconv.Atoi(d)
	ok = err == nil && procs > 1 && name+suffix(procs) == word
	return name, procs, ok
}

// resolve reads a word that stands where package testing prints a name with
// its suffix. The word may start with other output.
func (s *scanner) resolve(word string) (heading, bool) {
	var words []heading // the word with its suffix read in every possible way
	if s.procs != 0 {
		if name, ok := strings.CutSuffix(word, suffix(s.procs)); ok {
			words = append(words, heading{name, s.procs})
		}
	} else {
		if name, procs, ok := unsuffixed(word); ok {
			words = append(words, heading{name, procs})
		}
		words = append(words, heading{word, 1})
	}
	if s.full != "" {
		return s.exactly(words)
	}
	return s.likeliest(words)
}

// exactly accepts the one name that was asked for.
func (s *scanner) exactly(words []heading) (heading, bool) {
	for _, w := range words {
		if strings.HasSuffix(w.name, s.full) {
			return heading{s.full, w.procs}, true
		}
		if strings.Contains(w.name, s.full+"/") {
			s.below = true
		}
	}
	return heading{}, false
}

// likeliest accepts any name at or below top: the one announced last, which is
// the one that ran, or the only possible one.
func (s *scanner) likeliest(words []heading) (heading, bool) {
	var possible []heading
	for _, w := range words {
		for _, name := range readings(w.name, s.top) {
			possible = append(possible, heading{name, w.procs})
		}
	}
	for _, name := range s.names.current {
		for _, h := range possible {
			if h.name == name {
				return h, true
			}
		}
	}
	if len(possible) == 0 {
		return heading{}, false
	}
	known := slices.DeleteFunc(slices.Clone(possible), func(h heading) bool { return !s.names.all[h.name] })
	if len(known) == 1 {
		return known[0], true
	}
	if len(possible) > 1 {
		s.spoil("a result line of %s can be read in more than one way", possible[0].name)
	}
	return possible[0], true
}
