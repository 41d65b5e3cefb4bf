package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
)

// A report is what an experiment found.
type report struct {
	tables []table
	// trials are for the raw file: a slice of what was measured.
	trials any
}

// A rawFile is the file of --raw.
type rawFile struct {
	Arguments []string `json:"arguments"`
	Setting   setting  `json:"setting"`
	Trials    any      `json:"trials"`
}

// publish writes the raw file, if one is wanted, and the tables.
func publish(r report, s setting, f *flags, args []string, stdout io.Writer) error {
	if f.raw != "" {
		text, err := json.MarshalIndent(rawFile{args, s, r.trials}, "", " ")
		if err != nil {
			return fmt.Errorf("write %s: %w", f.raw, err)
		}
		if err := os.WriteFile(f.raw, append(text, '\n'), 0o644); err != nil {
			return fmt.Errorf("write the raw file: %w", err)
		}
	}
	head := fmt.Sprintf("    go run ./internal/experiments/engine %s\n\n%v\n", strings.Join(args, " "), s)
	if _, err := io.WriteString(stdout, head); err != nil {
		return fmt.Errorf("write the tables: %w", err)
	}
	for _, t := range r.tables {
		if err := t.write(stdout); err != nil {
			return fmt.Errorf("write the tables: %w", err)
		}
	}
	return nil
}
