package config

import (
	"errors"
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
