package output

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"

	"github.com/benchgate/benchgate/internal/report"
	"github.com/benchgate/benchgate/internal/round"
)

// maxRounds bounds rounds.jsonl of an artifact, in bytes.
const maxRounds = 64 << 20

// ReadArtifact reads the output directory of a run that a stranger's code may
// have written. It holds nothing but the files of a run by their names: no
// links, nothing too large, nothing that does not decode, and no directory but
// that of the profiles, which nobody opens.
func ReadArtifact(dir string) (rep *report.Report, err error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("artifact: %w", err)
	}
	defer root.Close()
	if err := checkNames(root); err != nil {
		return nil, fmt.Errorf("artifact: %w", err)
	}
	err = readFile(root, "report.json", report.MaxSize, func(r io.Reader) (err error) {
		rep, err = report.Decode(r)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("artifact: %w", err)
	}
	err = readFile(root, "rounds.jsonl", maxRounds, func(r io.Reader) (err error) {
		rep.Rounds, err = round.Decode(r)
		return err
	})
	if err == nil {
		err = rep.CheckRounds()
	}
	if err != nil {
		return nil, fmt.Errorf("artifact: %w", err)
	}
	return rep, nil
}

// checkNames looks at the directory's entries without following any.
func checkNames(root *os.Root) error {
	dir, err := root.Open(".")
	if err != nil {
		return err
	}
	defer dir.Close()
	entries, err := dir.ReadDir(len(Files) + 3)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	for _, e := range entries {
		if e.Name() == ProfilesDir && e.IsDir() {
			continue
		}
		if !e.Type().IsRegular() {
			return fmt.Errorf("%q is not a plain file", e.Name())
		}
		if e.Name() != ".gitignore" && !slices.Contains(Files, e.Name()) {
			return fmt.Errorf("%q is not a file of a run", e.Name())
		}
	}
	return nil
}

func readFile(root *os.Root, name string, limit int64, decode func(io.Reader) error) error {
	f, err := root.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s: %w", name, fs.ErrInvalid)
	case info.Size() > limit:
		return fmt.Errorf("%s: more than %d bytes", name, limit)
	}
	if err := decode(io.LimitReader(f, limit)); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
