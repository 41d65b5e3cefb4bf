package suite

import "path/filepath"

// below is a path relative to dir, with slashes, if it is dir or below it.
func below(dir, path string) (string, bool) {
	for _, d := range []string{dir, realPath(dir)} {
		for _, p := range []string{path, realPath(path)} {
			if rel, err := filepath.Rel(d, p); err == nil && filepath.IsLocal(rel) {
				return filepath.ToSlash(rel), true
			}
		}
	}
	return "", false
}

func realPath(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	return path
}
