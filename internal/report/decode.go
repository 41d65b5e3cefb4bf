package report

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/benchgate/benchgate/internal/record"
)

// The bounds of a report that Decode accepts. A report may come from a pull
// request of a stranger, so that reading one must cost little. The lists are
// bounded by record.List.
const (
	MaxSize   = 64 << 20 // of JSON
	MaxString = 4 << 10  // bytes of one string
	MaxPolicy = 1 << 20  // bytes of the policy's text
)

// ErrSchema is wrapped by errors on a report of another schema.
var ErrSchema = errors.New("schema is")

// Decode reads what Encode wrote. Fields that it does not know are skipped,
// since the schema may grow. A report of another schema, with an unknown
// outcome, action, side or stage, with an impossible number or past one of the
// bounds is an error that names the field.
//
// Control and other invisible characters come back escaped (\x1b, \u202e); line
// ends and tabs stay in the messages of failures only. Free text past MaxString
// loses its middle; names past it are an error.
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
	if wire.Entries == nil {
		rep.Entries, rep.Notes = earlierEntries(rep), rep.Warnings
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
		return fmt.Errorf("%w %s, want %q", ErrSchema, Quoted(*head.Schema), Schema)
	}
	return nil
}

// A plainReport has Report's fields without its methods; wireReport puts bounded
// lists in front of the explanations, and tells a report without entries, of an
// earlier version, from one that found none.
type plainReport Report

type wireReport struct {
	plainReport
	Entries      *record.List[record.Entry, record.Many]    `json:"entries"`
	Explanations record.List[wireExplanation, explanations] `json:"explanations"`
}

func (w *wireReport) report() *Report {
	rep := Report(w.plainReport)
	rep.Explanations = nil
	for _, x := range w.Explanations {
		rep.Explanations = append(rep.Explanations, x.explanation())
	}
	if w.Entries != nil {
		rep.Entries = *w.Entries
		rep.list()
	}
	return &rep
}
