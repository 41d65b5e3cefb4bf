package compare

import (
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/benchgate/benchgate/internal/benchfile"
	"github.com/benchgate/benchgate/internal/round"
)

// Configuration lines tell results apart as in benchstat: those whose values
// differ within a side. A key that has one value on each side tells nothing
// apart there. If it is not the same value, the sides are compared all the same,
// with a warning.

// Varying returns the keys whose values differ within a side, in alphabetical
// order. No value at all is a value, too.
func Varying(sides ...*Samples) []string {
	all := map[string]bool{}
	for _, s := range sides {
		for key, v := range s.keys() {
			if v.varies {
				all[key] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// A keyed is what the configurations of a side say of a key.
type keyed struct {
	value  string // of the first that has the key
	varies bool
	count  int // configurations that have it
}

// keys tells of each key of a side's configurations.
func (s *Samples) keys() map[string]keyed {
	keys := map[string]keyed{}
	for c := range s.groups {
		for _, have := range c.Settings {
			k, ok := keys[have.Key]
			if !ok {
				k.value = have.Value
			}
			k.varies = k.varies || k.value != have.Value
			k.count++
			keys[have.Key] = k
		}
	}
	for key, k := range keys {
		k.varies = k.varies || k.count < len(s.groups)
		keys[key] = k
	}
	return keys
}

// provenance are keys that say where results come from. They differ between any
// two sides.
var provenance = map[string]bool{"commit": true, "commit-time": true, "branch": true, "date": true}

// differing warns of keys that do not tell results apart although the sides
// differ in them.
func differing(base, head *Samples) []string {
	var list []string
	bases, heads := base.keys(), head.keys()
	for _, key := range slices.Sorted(maps.Keys(bases)) {
		b, h := bases[key], heads[key]
		if h.count > 0 && !b.varies && !h.varies && b.value != h.value && !provenance[key] {
			list = append(list, fmt.Sprintf("%s differs: base %q, head %q", key, b.value, h.value))
		}
	}
	return list
}

// tellApart names the configuration of each benchmark of which there are several
// on either side, as far as the keys tell them apart.
func tellApart(keys []string, sides ...*Samples) {
	values := map[round.Benchmark][]keyed{} // of each key
	for _, s := range sides {
		s.index = nil
		for _, b := range s.order {
			b.Name = b.name
			if len(keys) == 0 {
				continue
			}
			of := values[b.plain()]
			if of == nil {
				of = make([]keyed, len(keys))
				values[b.plain()] = of
			}
			for i, key := range keys {
				v := b.config.Value(key)
				if of[i].count == 0 {
					of[i].value = v
				}
				of[i].count++
				of[i].varies = of[i].varies || of[i].value != v
			}
		}
	}
	for _, s := range sides {
		for _, b := range s.order {
			b.Name += suffixOf(b.config, keys, values[b.plain()])
		}
	}
}

// suffixOf is a configuration as part of a name: " [goarch=arm64 tags=asm]". No
// benchmark's own name holds a space.
func suffixOf(c *benchfile.Config, keys []string, values []keyed) string {
	var words []string
	for i, v := range values {
		if v.varies {
			words = append(words, keys[i]+"="+valueWord(c.Value(keys[i])))
		}
	}
	if words == nil {
		return ""
	}
	return " [" + strings.Join(words, " ") + "]"
}

// valueWord is a value in a name. Of a long one it keeps what tells it from others.
func valueWord(value string) string {
	const longest = 80
	if len(value) > longest {
		h := fnv.New64a()
		h.Write([]byte(value))
		value = fmt.Sprintf("%s…%016x", strings.ToValidUTF8(value[:longest], ""), h.Sum64())
	}
	if value == "" || strings.ContainsFunc(value, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`"=[]`, r) || !unicode.IsPrint(r) }) {
		return strconv.Quote(value)
	}
	return value
}

// Apart returns a failure for each benchmark that both sides have, but in no
// configuration that is the same: nothing of it was compared. It comes after
// Files.
func Apart(base, head *Samples) []Failure {
	keys := Varying(base, head)
	if len(keys) == 0 {
		return nil
	}
	heads := map[round.Benchmark]*sampled{}
	for _, b := range head.order {
		heads[b.plain()] = b
	}
	common := map[round.Benchmark]bool{}
	for _, b := range base.order {
		common[b.plain()] = common[b.plain()] || head.lookup(b.Benchmark) != nil
	}
	var list []Failure
	for _, b := range base.order {
		h := heads[b.plain()]
		if h == nil || common[b.plain()] {
			continue
		}
		common[b.plain()] = true // said once
		differ := slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return b.config.Value(key) == h.config.Value(key) })
		list = append(list, Failure{Benchmark: b.plain(), Text: fmt.Sprintf("not compared: base has it with%s and head with%s; --ignore %s compares them",
			b.Name[len(b.name):], h.Name[len(h.name):], strings.Join(differ, ","))})
	}
	return list
}

// plain is the benchmark without its configuration.
func (b *sampled) plain() round.Benchmark {
	return round.Benchmark{Package: b.Package, Name: b.name}
}
