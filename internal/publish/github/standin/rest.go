package standin

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// rest carries out a request that is valid. path is the description's.
func (s *Server) rest(w http.ResponseWriter, r *http.Request, path string, params map[string]string, body []byte) {
	var sent map[string]any
	if len(body) > 0 {
		if err := json.Unmarshal(body, &sent); err != nil {
			s.wrong("%s %s: %v", r.Method, r.URL.Path, err)
		}
	}
	part := strings.TrimPrefix(path, "/repos/{owner}/{repo}")
	switch r.Method + " " + part {
	case "GET /issues/{issue_number}/comments":
		s.listComments(w, r, number(params["issue_number"]))
	case "POST /issues/{issue_number}/comments":
		c := s.Add(number(params["issue_number"]), s.Login+"[bot]", "Bot", sent["body"].(string))
		answer(w, http.StatusCreated, s.commentJSON(c))
	case "PATCH /issues/comments/{comment_id}":
		s.editComment(w, number(params["comment_id"]), sent["body"].(string))
	case "GET /git/trees/{tree_sha}":
		s.getTree(w, params["tree_sha"])
	case "GET /compare/{basehead}":
		s.compare(w, params["basehead"])
	case "GET /commits/{ref}/check-runs":
		s.listChecks(w, r, params["ref"])
	case "POST /check-runs":
		sent["app"] = s.App
		s.Checks = append(s.Checks, sent)
		answer(w, http.StatusCreated, s.checkJSON(sent))
	case "POST /statuses/{sha}":
		sent["sha"] = params["sha"]
		s.Statuses = append(s.Statuses, sent)
		answer(w, http.StatusCreated, s.desc.example("status"))
	case "GET /pulls":
		s.listPulls(w, r)
	case "GET /pulls/{pull_number}":
		s.getPull(w, number(params["pull_number"]))
	case "GET " + wholeRest:
		name, err := url.PathUnescape(params["path"])
		if err != nil {
			s.wrong("%s %s: %v", r.Method, r.URL.Path, err)
		}
		s.getFile(w, name, r.URL.Query().Get("ref"))
	default:
		s.wrong("%s %s is not served", r.Method, path)
		(&Fault{Status: http.StatusNotFound}).write(w)
	}
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic(err) // the description allows integers only
	}
	return n
}

// Add puts a comment on a pull request, as its author would.
func (s *Server) Add(pull int, login, kind, body string) *Comment {
	c := Comment{ID: int64(1000 + len(s.Comments)), Login: login, Type: kind, Body: body, Pull: pull}
	s.Comments = append(s.Comments, c)
	return &s.Comments[len(s.Comments)-1]
}

func (s *Server) listComments(w http.ResponseWriter, r *http.Request, pull int) {
	list := []any{}
	for i := range s.Comments {
		if s.Comments[i].Pull == pull {
			list = append(list, s.commentJSON(&s.Comments[i]))
		}
	}
	answer(w, http.StatusOK, s.page(w, r, list))
}

// page cuts out the page asked for, and links to the next one.
func (s *Server) page(w http.ResponseWriter, r *http.Request, list []any) []any {
	size, page := 30, 1
	q := r.URL.Query()
	if v := q.Get("per_page"); v != "" {
		size = min(100, number(v))
	}
	if v := q.Get("page"); v != "" {
		page = number(v)
	}
	from := min(len(list), (page-1)*size)
	to := min(len(list), from+size)
	if to < len(list) {
		q.Set("page", strconv.Itoa(page+1))
		w.Header().Set("Link", fmt.Sprintf("<%s%s?%s>; rel=\"next\"", s.URL, r.URL.Path, q.Encode()))
	}
	return list[from:to]
}

func (s *Server) commentJSON(c *Comment) map[string]any {
	v := s.desc.example("issue-comment")
	v["id"], v["node_id"], v["body"] = c.ID, fmt.Sprintf("IC_%d", c.ID), c.Body
	v["html_url"] = fmt.Sprintf("https://github.example/%s/pull/%d#issuecomment-%d", s.Repo, c.Pull, c.ID)
	user := v["user"].(map[string]any)
	user["login"], user["type"] = c.Login, c.Type
	return v
}

func (s *Server) editComment(w http.ResponseWriter, id int, body string) {
	for i := range s.Comments {
		if c := &s.Comments[i]; c.ID == int64(id) {
			c.Body = body
			answer(w, http.StatusOK, s.commentJSON(c))
			return
		}
	}
	(&Fault{Status: http.StatusNotFound}).write(w)
}

func (s *Server) checkJSON(sent map[string]any) map[string]any {
	v := s.desc.example("check-run-example-of-completed-conclusion")
	v["name"], v["head_sha"], v["conclusion"] = sent["name"], sent["head_sha"], sent["conclusion"]
	return v
}

func (s *Server) listPulls(w http.ResponseWriter, r *http.Request) {
	list := []any{}
	for _, p := range s.Pulls {
		// As GitHub does, a head without an owner is ignored.
		head := r.URL.Query().Get("head")
		if head == "" || p.HeadOwner+":"+p.HeadName == head {
			if p.State == r.URL.Query().Get("state") {
				list = append(list, s.pullJSON(p, s.desc.exampleItem("pull-request-simple-items")))
			}
		}
	}
	answer(w, http.StatusOK, s.page(w, r, list))
}

func (s *Server) pullJSON(p Pull, v map[string]any) map[string]any {
	// The example of a team is older than the schema.
	v["requested_teams"] = []any{}
	labels := v["labels"].([]any)[:1]
	if p.Label == "" {
		labels = labels[:0]
	} else {
		labels[0].(map[string]any)["name"] = p.Label
	}
	v["labels"] = labels
	v["number"], v["state"] = p.Number, p.State
	head, base := v["head"].(map[string]any), v["base"].(map[string]any)
	head["sha"], head["ref"], base["sha"] = p.HeadSHA, p.HeadName, p.BaseSHA
	base["ref"] = cmp.Or(p.BaseName, "main")
	head["repo"].(map[string]any)["full_name"] = p.HeadRepo
	return v
}

func (s *Server) getPull(w http.ResponseWriter, n int) {
	for _, p := range s.Pulls {
		if p.Number == n {
			answer(w, http.StatusOK, s.pullJSON(p, s.desc.example("pull-request")))
			return
		}
	}
	(&Fault{Status: http.StatusNotFound}).write(w)
}

func (s *Server) getFile(w http.ResponseWriter, path, ref string) {
	text, ok := s.Files[ref+":"+path]
	if !ok {
		(&Fault{Status: http.StatusNotFound}).write(w)
		return
	}
	v := s.desc.example("content-file-response-if-content-is-a-file")
	v["path"], v["name"], v["size"] = path, path, len(text)
	v["encoding"], v["content"] = "base64", base64.StdEncoding.EncodeToString([]byte(text))
	answer(w, http.StatusOK, v)
}
