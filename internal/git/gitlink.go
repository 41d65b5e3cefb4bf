package git

import (
	"fmt"
	"strings"
)

// A gitlink is where a commit or an index holds a submodule.
type gitlink struct{ path, sha string }

// parseModuleNames reads the output of git config -z: a key, a line feed, a
// value.
func parseModuleNames(out string) (map[string]string, error) {
	records, err := splitNUL(out)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, record := range records {
		key, path, ok := strings.Cut(record, "\n")
		name, starts := strings.CutPrefix(key, "submodule.")
		name, ends := strings.CutSuffix(name, ".path")
		if ok && starts && ends && name != "" {
			names[path] = name
		}
	}
	return names, nil
}

// parseGitlinks picks the submodules from the output of git ls-tree -r -z or
// of git ls-files --stage -z: fields, of which the one numbered hash is the
// commit, a tab and the path.
func parseGitlinks(out string, hash int) ([]gitlink, error) {
	records, err := splitNUL(out)
	if err != nil {
		return nil, err
	}
	var links []gitlink
	for _, record := range records {
		meta, path, ok := strings.Cut(record, "\t")
		fields := strings.Split(meta, " ")
		if !ok || path == "" || len(fields) != 3 || !IsHash(fields[hash]) {
			return nil, fmt.Errorf("unexpected record %q in git's list of files", record)
		}
		if fields[0] != "160000" || len(links) > 0 && links[len(links)-1].path == path {
			continue // no submodule, or another stage of a conflict
		}
		links = append(links, gitlink{path: path, sha: fields[hash]})
	}
	return links, nil
}
