package standin

import (
	"net/http"
	"net/url"
	"os/exec"
	"slices"
	"strconv"
	"strings"
)

// getTree lists one directory of a commit. Its own directories have names in
// place of hashes: SHA:path.
func (s *Server) getTree(w http.ResponseWriter, name string) {
	sha, dir, below := strings.Cut(name, ":")
	prefix, known := sha+":", slices.ContainsFunc(s.Pulls, func(p Pull) bool { return p.BaseSHA == sha || p.HeadSHA == sha })
	if below {
		prefix += dir + "/"
	}
	entries, seen := []any{}, map[string]bool{}
	for file := range s.Files {
		rest, ok := strings.CutPrefix(file, prefix)
		first, _, isDir := strings.Cut(rest, "/")
		if known = known || strings.HasPrefix(file, sha+":"); !ok || seen[first] {
			continue
		}
		seen[first] = true
		mode, kind := "100644", "blob"
		if isDir {
			mode, kind = "040000", "tree"
		}
		entries = append(entries, map[string]any{"path": first, "mode": mode, "type": kind, "sha": prefix + first, "size": 1, "url": s.URL})
	}
	if !known {
		(&Fault{Status: http.StatusNotFound}).write(w)
		return
	}
	answer(w, http.StatusOK, map[string]any{"sha": name, "url": s.URL, "tree": entries, "truncated": false})
}

// compare asks the clone, whose branches are those of the repository.
func (s *Server) compare(w http.ResponseWriter, basehead string) {
	basehead, err := url.PathUnescape(basehead)
	if err != nil {
		s.wrong("compare %s: %v", basehead, err)
	}
	from, to, _ := strings.Cut(basehead, "...")
	count := func(a, b string) int {
		out, err := exec.Command("git", "-C", s.Clone, "rev-list", "--count", a+".."+b).Output()
		if err != nil {
			return -1
		}
		n, _ := strconv.Atoi(strings.TrimSpace(string(out)))
		return n
	}
	ahead, behind := count(from, to), count(to, from)
	base, err := exec.Command("git", "-C", s.Clone, "merge-base", from, to).Output()
	if s.Clone == "" || ahead < 0 || behind < 0 || err != nil {
		(&Fault{Status: http.StatusNotFound}).write(w)
		return
	}
	v := s.desc.example("commit-comparison")
	v["ahead_by"], v["behind_by"], v["commits"], v["files"] = ahead, behind, []any{}, []any{}
	v["status"] = map[[2]bool]string{{false, false}: "identical", {true, false}: "ahead", {false, true}: "behind", {true, true}: "diverged"}[[2]bool{ahead > 0, behind > 0}]
	v["merge_base_commit"].(map[string]any)["sha"] = strings.TrimSpace(string(base))
	answer(w, http.StatusOK, v)
}

func (s *Server) listChecks(w http.ResponseWriter, r *http.Request, sha string) {
	list := []any{}
	for i, c := range s.Checks {
		name := r.URL.Query().Get("check_name")
		if c["head_sha"] != sha || name != "" && c["name"] != name {
			continue
		}
		v := s.checkJSON(c)
		v["id"] = 1000 + i
		v["app"].(map[string]any)["slug"] = c["app"]
		list = append(list, v)
	}
	page := s.page(w, r, list)
	answer(w, http.StatusOK, map[string]any{"total_count": len(list), "check_runs": page})
}
