package gotest

import "path/filepath"

// Modules returns the directories of all modules of a tree, its root first, as
// slash paths from the root.
func Modules(tree string) ([]string, error) {
	tree = filepath.Clean(tree)
	below, err := modulesBelow(tree)
	if err != nil {
		return nil, err
	}
	var found []string
	if isModule(tree) {
		found = append(found, ".")
	}
	for _, dir := range below {
		if rel, ok := within(tree, dir); ok {
			found = append(found, rel)
		}
	}
	return found, nil
}
