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
	// earlier is set where nothing was measured now: the runs whose results these are.
	earlier []rawFile
}

// A rawFile is the file of --raw.
type rawFile struct {
	Arguments []string `json:"arguments"`
	Setting   setting  `json:"setting"`
	Trials    any      `json:"trials"`
}

// publish writes the raw file, if one is wanted, and the tables.
func publish(r report, s setting, f *flags, args []string, stdout io.Writer) error {
	runs := r.earlier
	if runs == nil {
		runs = []rawFile{{Arguments: args, Setting: s}}
	}
	if f.raw != "" {
		text, err := json.MarshalIndent(rawFile{args, s, r.trials}, "", " ")
		if err != nil {
			return fmt.Errorf("write %s: %w", f.raw, err)
		}
		if err := os.WriteFile(f.raw, append(text, '\n'), 0o644); err != nil {
			return fmt.Errorf("write the raw file: %w", err)
		}
	}
	between := ""
	for _, run := range runs {
		head := fmt.Sprintf("%s    go -C lab run ./engine %s\n\n%v\n", between, command(run.Arguments), run.Setting)
		between = "\n"
		if _, err := io.WriteString(stdout, head); err != nil {
			return fmt.Errorf("write the tables: %w", err)
		}
	}
	for _, t := range r.tables {
		if err := t.write(stdout); err != nil {
			return fmt.Errorf("write the tables: %w", err)
		}
	}
	return nil
}

// command returns the arguments as one would type them, without the raw file,
// whose place is nobody's business.
func command(args []string) string {
	var words []string
	for i := 0; i < len(args); i++ {
		if name := strings.TrimLeft(args[i], "-"); name == "raw" {
			i++
			continue
		} else if strings.HasPrefix(name, "raw=") {
			continue
		}
		word := args[i]
		if strings.ContainsAny(word, " |*$()[]?&;<>\"\\") {
			word = "'" + word + "'"
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}
