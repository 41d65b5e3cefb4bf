package round

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// maxLine bounds one line of rounds.jsonl, in bytes. A valid round stays below
// it even where every byte of its names is escaped.
const maxLine = 1 << 20

// Encode writes rounds as JSON lines, one object a line, in the order given.
// A round that is not valid is an error: Decode would not read it.
func Encode(w io.Writer, rounds []Round) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, r := range rounds {
		err := r.Validate()
		if err == nil {
			err = enc.Encode(r)
		}
		if err != nil {
			return fmt.Errorf("write round %d of %s: %w", r.Index, r.Benchmark, err)
		}
	}
	return nil
}

// Decode reads what Encode wrote. Unknown fields and rounds that are not valid
// are errors that name the line.
func Decode(r io.Reader) ([]Round, error) {
	var rounds []Round
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 0, 64<<10), maxLine)
	line := 1
	for ; sc.Scan(); line++ {
		if len(bytes.TrimSpace(sc.Bytes())) == 0 {
			continue
		}
		rd, err := decodeLine(sc.Bytes())
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		rounds = append(rounds, rd)
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("line %d: read rounds: %w", line, err)
	}
	return rounds, nil
}

func decodeLine(line []byte) (Round, error) {
	var rd Round
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&rd); err != nil {
		return Round{}, err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return Round{}, errors.New("more than one value on the line")
	}
	return rd, rd.Validate()
}
