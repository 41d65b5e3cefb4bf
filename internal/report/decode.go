package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// The bounds of a report that Decode accepts. A report may come from a pull
// request of a stranger, so that reading one must cost little.
const (
	MaxSize   = 64 << 20 // of JSON
	MaxRows   = 100_000  // and as many names and failures
	MaxString = 4 << 10  // bytes of one string

	maxRemarks = 64 // warnings of one row
)

// ErrSchema is wrapped by errors on a report of another schema.
var ErrSchema = errors.New("schema is")

// Decode reads what Encode wrote. Fields that it does not know are skipped,
// since the schema may grow. A report of another schema, with an unknown
// outcome, action, side or stage, with an impossible number or past one of the
// bounds above is an error that names the field.
//
// Control and other invisible characters come back escaped (\x1b, \u202e); line
// ends and tabs stay in Failure.Message only. Free text past MaxString loses
// its middle; names past it are an error.
func Decode(r io.Reader) (*Report, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	if err != nil {
		return nil, fmt.Errorf("read report: %w", err)
	}
	if len(data) > MaxSize {
		return nil, fmt.Errorf("read report: more than %d bytes", MaxSize)
	}
	rep, err := decode(data)
	if err != nil {
		return nil, fmt.Errorf("decode report: %w", err)
	}
	return rep, nil
}

func decode(data []byte) (*Report, error) {
	if err := checkSchema(data); err != nil {
		return nil, err
	}
	var wire wireReport
	if err := json.Unmarshal(data, &wire); err != nil {
		return nil, err
	}
	rep := wire.report()
	if err := rep.sanitize(); err != nil {
		return nil, err
	}
	return rep, nil
}

// checkSchema comes first: whatever else is wrong with a document of another
// schema, that it is one is the thing to say.
func checkSchema(data []byte) error {
	var head struct {
		Schema *string `json:"schema"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return err
	}
	if head.Schema == nil {
		return errors.New("not a report: no schema is named")
	}
	if *head.Schema != Schema {
		return fmt.Errorf("%w %s, want %q", ErrSchema, quoted(*head.Schema), Schema)
	}
	return nil
}

// A plainReport has Report's fields without its methods; wireReport puts
// bounded lists in front of those whose length an author chooses.
type plainReport Report

type wireReport struct {
	plainReport
	Policy      wirePolicy          `json:"policy"`
	Rows        list[wireRow, many] `json:"rows"`
	Added       list[Name, many]    `json:"added"`
	Removed     list[Name, many]    `json:"removed"`
	NotSelected list[Name, many]    `json:"not_selected"`
	Failures    list[Failure, many] `json:"failures"`
	Warnings    list[string, many]  `json:"warnings"`

	Explanations list[wireExplanation, explanations] `json:"explanations"`

	Arguments list[string, many] `json:"arguments"`
	Costs     list[Cost, many]   `json:"costs"`
}

type wirePolicy struct {
	Source  string             `json:"source"`
	Changes list[string, many] `json:"changes"`
}

type plainRow Row

type wireRow struct {
	plainRow
	Warnings list[string, few] `json:"warnings"`
}

func (w *wireReport) report() *Report {
	rep := Report(w.plainReport)
	rep.Policy = PolicyInfo{Source: w.Policy.Source, Changes: present([]string(w.Policy.Changes))}
	rep.Added, rep.Removed = present([]Name(w.Added)), present([]Name(w.Removed))
	rep.NotSelected = w.NotSelected
	rep.Failures, rep.Warnings = present([]Failure(w.Failures)), present([]string(w.Warnings))
	rep.Arguments, rep.Costs = w.Arguments, w.Costs
	rep.Rows = make([]Row, len(w.Rows))
	for i, r := range w.Rows {
		rep.Rows[i] = Row(r.plainRow)
		rep.Rows[i].Warnings = r.Warnings
	}
	rep.Explanations = nil
	for _, x := range w.Explanations {
		rep.Explanations = append(rep.Explanations, x.explanation())
	}
	return &rep
}

// A list is decoded element by element, so that a short document of many empty
// elements cannot ask for much memory.
type list[T any, B bound] []T

type bound interface{ most() int }

type (
	many struct{}
	few  struct{}
)

func (many) most() int { return MaxRows }
func (few) most() int  { return maxRemarks }

func (l *list[T, B]) UnmarshalJSON(data []byte) error {
	var b B
	dec := json.NewDecoder(bytes.NewReader(data))
	first, err := dec.Token()
	if err != nil {
		return err
	}
	if first == nil { // null
		*l = nil
		return nil
	}
	if first != json.Delim('[') {
		return fmt.Errorf("a list is expected, not %s", quoted(fmt.Sprint(first)))
	}
	*l = nil // a key given twice starts again
	for dec.More() {
		if len(*l) == b.most() {
			return fmt.Errorf("a list has more than %d elements", b.most())
		}
		var v T
		if err := dec.Decode(&v); err != nil {
			return err
		}
		*l = append(*l, v)
	}
	return nil
}
