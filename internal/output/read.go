package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
)

func ReadReport(path string) (*report.Report, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, exit.Unmeasuredf("give the report.json of a run, by default in .benchgate", "%w", err)
	}
	defer f.Close()
	rep, err := report.Decode(f)
	if err != nil {
		return nil, exit.Unmeasuredf("give the report.json of a run, as it was written", "%s: %w", path, err)
	}
	return rep, nil
}

// ReadRounds reads the rounds that a report in dir was made from.
func ReadRounds(dir string) ([]round.Round, error) {
	f, err := os.Open(filepath.Join(dir, "rounds.jsonl"))
	if err != nil {
		return nil, err
	}
	defer f.Close() // only read
	rounds, err := round.Decode(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name(), err)
	}
	return rounds, nil
}

// ReadSamples reads base.txt and head.txt beside a report, for the format that
// needs the samples themselves.
func ReadSamples(dir string) (base, head []byte, err error) {
	for _, f := range []struct {
		name string
		to   *[]byte
	}{{"base.txt", &base}, {"head.txt", &head}} {
		if *f.to, err = os.ReadFile(filepath.Join(dir, f.name)); errors.Is(err, fs.ErrNotExist) {
			return nil, nil, exit.Unmeasuredf("keep the whole output directory together", "format benchstat-classic needs %s beside the report", f.name)
		} else if err != nil {
			return nil, nil, err
		}
	}
	return base, head, nil
}

// RoundsBeside reads the rounds that a report was made from, nil where they are
// not there.
func RoundsBeside(dir string) ([]round.Round, error) {
	rounds, err := ReadRounds(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, exit.Unmeasuredf("move the file away to do without its rounds", "%w", err)
	}
	return rounds, nil
}
