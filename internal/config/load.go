package config

import (
	"fmt"
	"io"
	"os"
)

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
