package record

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
)

// MaxRows bounds the lists of a report whose length an author chooses: rows,
// entries, names and failures.
const MaxRows = 100_000

// A List is decoded element by element, so that a short document of many empty
// elements cannot ask for much memory. Nil is written as an empty list.
type List[T any, B Bound] []T

// A Bound is the largest length of a List.
type Bound interface{ Most() int }

// Many is the bound of lists of benchmarks; Few that of one row's remarks.
type (
	Many struct{}
	Few  struct{}
)

// Most implements Bound.
func (Many) Most() int { return MaxRows }

// Most implements Bound.
func (Few) Most() int { return 64 }

// MarshalJSON implements json.Marshaler.
func (l List[T, B]) MarshalJSON() ([]byte, error) {
	if l == nil {
		return []byte("[]"), nil
	}
	return json.Marshal([]T(l))
}

// UnmarshalJSON implements json.Unmarshaler.
func (l *List[T, B]) UnmarshalJSON(data []byte) error {
	var b B
	dec := json.NewDecoder(bytes.NewReader(data))
	first, err := dec.Token()
	if err != nil {
		return err
	}
	*l = nil // a key given twice starts again
	if first == nil {
		return nil // null
	}
	if first != json.Delim('[') {
		return fmt.Errorf("a list is expected, not %s", strconv.Quote(fmt.Sprintf("%.60v", first)))
	}
	for dec.More() {
		if len(*l) == b.Most() {
			return fmt.Errorf("a list has more than %d elements", b.Most())
		}
		var v T
		if err := dec.Decode(&v); err != nil {
			return err
		}
		*l = append(*l, v)
	}
	return nil
}
