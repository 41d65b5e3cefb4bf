package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/benchgate/benchgate/internal/exit"
)

// FileName is the policy file's name at the root of a repository.
const FileName = ".benchgate.yml"

// Misnamed is what people call it by mistake.
const Misnamed = ".benchgate.yaml"

// Find reads a policy file. Without a name it looks for FileName in
// dir, and the defaults apply where there is none. source says what was used.
func Find(name, dir string) (s Settings, source string, err error) {
	explicit := name != ""
	if !explicit {
		name = filepath.Join(dir, FileName)
	}
	s, err = Load(name)
	switch {
	case err == nil:
		return s, name, nil
	case errors.Is(err, fs.ErrNotExist) && !explicit && there(filepath.Join(dir, Misnamed)):
		return s, "", exit.Usagef("rename it to "+FileName, "%s is not read: the policy file is called %s", filepath.Join(dir, Misnamed), FileName)
	case errors.Is(err, fs.ErrNotExist) && !explicit:
		return Default(), "defaults", nil
	case errors.Is(err, fs.ErrNotExist):
		return s, "", exit.Usagef("benchgate config schema describes the file", "no policy file %s", name)
	}
	return s, "", exit.Usagef("", "%w", err)
}

func there(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// Load reads and parses one policy file. Problems in the file are an *Errors;
// a file that cannot be read is an error that wraps the operating system's
// (fs.ErrNotExist where there is none).
func Load(path string) (Settings, error) {
	f, err := os.Open(path)
	if err != nil {
		return Settings{}, fmt.Errorf("read policy: %w", err)
	}
	defer f.Close()
	// One byte more than allowed, so that Parse sees that there is too much.
	data, err := io.ReadAll(io.LimitReader(f, maxSize+1))
	if err != nil {
		return Settings{}, fmt.Errorf("read policy: %w", err)
	}
	return Parse(path, data)
}
