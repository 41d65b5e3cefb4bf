package github

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/benchgate/benchgate/internal/github/standin"
)

// start returns a stand-in with one pull request and a client for it. At the
// end it asks that nothing was sent or answered that GitHub's own description
// does not allow.
func start(t *testing.T) (*standin.Server, *Client) {
	t.Helper()
	s, err := standin.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.Close()
		for _, w := range s.Wrong {
			t.Errorf("not as GitHub describes it: %s", w)
		}
	})
	s.Pulls = []standin.Pull{{Number: 7, HeadOwner: "octo", HeadRepo: "octo/bench", HeadName: "change", HeadSHA: shaB, BaseSHA: shaA, State: "open"}}
	return s, client(t, s)
}

func client(t *testing.T, s *standin.Server) *Client {
	t.Helper()
	c, err := NewClient(Access{API: s.URL, GraphQL: s.URL + "/graphql", Token: s.Token, Repo: s.Repo,
		Sleep: func(context.Context, time.Duration) error { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func message(verdict string) Message {
	status := map[string]int{"pass": 0, "inconclusive": 3, "error": 3, "regression": 1}[verdict]
	return Message{Key: DefaultKey, CommentPolicy: OnChange, Verdict: verdict, Status: status, Notable: verdict != "pass",
		Title: "the verdict: " + verdict, Body: "### " + verdict + "\n", SHA: shaB}
}

// publish publishes and asks for no warning.
func publish(t *testing.T, c *Client, m Message) Result {
	t.Helper()
	r := c.Publish(t.Context(), &Pull{Number: 7, HeadSHA: shaB, BaseSHA: shaA}, m)
	for _, w := range r.Warnings {
		t.Errorf("%s: warning: %s", m.Verdict, w)
	}
	return r
}

func TestPublishTransitions(t *testing.T) {
	for _, old := range append([]string{""}, Verdicts...) {
		for _, verdict := range Verdicts {
			t.Run(old+" to "+verdict, func(t *testing.T) {
				s, c := start(t)
				m := message(verdict)
				want := 1
				if old != "" {
					s.Add(7, "github-actions[bot]", "Bot", Mark{DefaultKey, old}.line()+"old")
					if slices.Index(Verdicts, verdict) > slices.Index(Verdicts, old) {
						want = 2
					}
				} else if verdict == "pass" {
					want = 0
				}
				r := publish(t, c, m)
				if len(s.Comments) != want {
					t.Fatalf("%d comments, want %d", len(s.Comments), want)
				}
				if want == 0 {
					if r.CommentURL != "" {
						t.Errorf("comment URL %q for no comment", r.CommentURL)
					}
					return
				}
				last := s.Comments[want-1]
				if !strings.HasSuffix(last.Body, m.Body) || last.Minimized {
					t.Errorf("last comment: %+v", last)
				}
				if want == 2 && !s.Comments[0].Minimized {
					t.Error("the outdated comment is not minimised")
				}
				if !strings.HasSuffix(r.CommentURL, fmt.Sprint(last.ID)) {
					t.Errorf("comment URL %q is not that of %d", r.CommentURL, last.ID)
				}
			})
		}
	}
}

// A second push with the same verdict edits the comment of the first.
func TestPublishIsSticky(t *testing.T) {
	s, c := start(t)
	publish(t, c, message("regression"))
	m := message("regression")
	m.Body = "### still\n"
	publish(t, c, m)
	if len(s.Comments) != 1 || !strings.HasSuffix(s.Comments[0].Body, "### still\n") {
		t.Errorf("comments: %+v", s.Comments)
	}
	other := message("regression")
	other.Key = "module/two"
	publish(t, c, other)
	if len(s.Comments) != 2 {
		t.Errorf("the gate of another key has no comment of its own: %+v", s.Comments)
	}
}

func TestPublishFindsCommentOnLaterPage(t *testing.T) {
	s, c := start(t)
	for i := range 130 {
		body := fmt.Sprint("comment ", i)
		login, kind := "someone", "User"
		if i == 115 {
			body, login, kind = Mark{DefaultKey, "regression"}.line()+"old", "github-actions[bot]", "Bot"
		}
		s.Add(7, login, kind, body)
	}
	publish(t, c, message("regression"))
	if len(s.Comments) != 130 || !strings.HasSuffix(s.Comments[115].Body, "### regression\n") {
		t.Errorf("%d comments; the one at 115 is %q", len(s.Comments), s.Comments[115].Body)
	}
}

func TestPublishLeavesPlantedMarkerAlone(t *testing.T) {
	for name, plant := range map[string]func(s *standin.Server){
		"another author": func(s *standin.Server) { s.Add(7, "mallory", "User", Mark{DefaultKey, "regression"}.line()+"x") },
		"a user of the bot's name": func(s *standin.Server) {
			s.Add(7, "github-actions[bot]", "User", Mark{DefaultKey, "regression"}.line()+"x")
		},
		"not the first line": func(s *standin.Server) {
			s.Add(7, "github-actions[bot]", "Bot", "hello\n"+Mark{DefaultKey, "regression"}.line()+"x")
		},
		"another key": func(s *standin.Server) {
			s.Add(7, "github-actions[bot]", "Bot", Mark{"other", "regression"}.line()+"x")
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, c := start(t)
			plant(s)
			before := s.Comments[0]
			publish(t, c, message("regression"))
			if len(s.Comments) != 2 || s.Comments[0] != before {
				t.Errorf("comments: %+v", s.Comments)
			}
		})
	}
}

// Whatever is refused is a warning, and everything else is still done.
func TestPublishDegrades(t *testing.T) {
	for _, status := range []int{401, 403, 404, 422, 500} {
		for _, part := range []string{"/comments", "/graphql", "/check-runs"} {
			t.Run(fmt.Sprint(status, part), func(t *testing.T) {
				s, c := start(t)
				for _, method := range []string{"GET", "POST"} {
					s.Faults = append(s.Faults, standin.Fault{Method: method, Path: part, Status: status})
				}
				r := c.Publish(t.Context(), &Pull{Number: 7, HeadSHA: shaB}, message("regression"))
				fallback := part == "/check-runs" && (status == 403 || status == 404)
				if (len(r.Warnings) == 1) == fallback {
					t.Errorf("warnings: %q", r.Warnings)
				}
				if fallback && len(s.Statuses) != 1 {
					t.Error("no commit status where check runs are not allowed")
				}
				if part == "/check-runs" && len(s.Comments) != 1 {
					t.Error("no comment, since the check failed")
				}
				if part != "/check-runs" && len(s.Checks) != 1 {
					t.Error("no check, since the comment failed")
				}
			})
		}
	}
}

func TestPublishDeniedToken(t *testing.T) {
	s, c := start(t)
	s.Token = "another"
	r := c.Publish(t.Context(), &Pull{Number: 7, HeadSHA: shaB}, message("regression"))
	if len(r.Warnings) != 2 || !strings.Contains(r.Warnings[1], "the token is not valid") {
		t.Errorf("warnings: %q", r.Warnings)
	}
}

func TestPublishRetries(t *testing.T) {
	for name, fault := range map[string]standin.Fault{
		"5xx then success":     {Method: "GET", Path: "/comments", Status: 502, Times: 2},
		"secondary limit":      {Method: "POST", Path: "/comments", Status: 403, Header: map[string]string{"Retry-After": "1"}, Times: 2},
		"primary limit":        {Method: "GET", Path: "/comments", Status: 403, Header: map[string]string{"X-RateLimit-Remaining": "0"}, Times: 1},
		"too many requests":    {Method: "POST", Path: "/graphql", Status: 429, Times: 2},
		"post fails":           {Method: "POST", Path: "/comments", Status: 502, Times: 2},
		"post fails but works": {Method: "POST", Path: "/comments", Status: 502, Times: 1, Done: true},
	} {
		t.Run(name, func(t *testing.T) {
			s, c := start(t)
			s.Faults = []standin.Fault{fault}
			publish(t, c, message("regression"))
			if len(s.Comments) != 1 {
				t.Errorf("%d comments, want 1", len(s.Comments))
			}
		})
	}
}

// A pause that ends after the deadline is not waited for.
func TestPublishKeepsDeadline(t *testing.T) {
	s, c := start(t)
	s.Faults = []standin.Fault{{Method: "GET", Path: "/comments", Status: 503, Header: map[string]string{"Retry-After": "3600"}}}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	r := c.Publish(ctx, &Pull{Number: 7, HeadSHA: shaB}, message("regression"))
	asked := 0
	for _, req := range s.Requests {
		if req == "GET /repos/octo/bench/issues/7/comments" {
			asked++
		}
	}
	if len(r.Warnings) != 1 || asked != 1 {
		t.Errorf("asked %d times, warnings %q", asked, r.Warnings)
	}
}

func TestPublishMovedHead(t *testing.T) {
	s, c := start(t)
	r := c.Publish(t.Context(), &Pull{Number: 7, HeadSHA: shaA}, message("regression"))
	if len(s.Comments) != 0 || len(s.Checks) != 1 || len(r.Warnings) != 1 || !strings.Contains(r.Warnings[0], "moved on") {
		t.Errorf("comments %v, checks %v, warnings %q", s.Comments, s.Checks, r.Warnings)
	}
}

func TestPublishCheck(t *testing.T) {
	for verdict, want := range map[string]string{"pass": "success", "regression": "failure", "error": "failure"} {
		s, c := start(t)
		m := message(verdict)
		m.Body = strings.Repeat("é", 60_000)
		publish(t, c, m)
		if len(s.Checks) != 1 || s.Checks[0]["conclusion"] != want || s.Checks[0]["head_sha"] != shaB {
			t.Errorf("%s: checks %.200v", verdict, s.Checks)
		}
		if n := len(s.Checks[0]["output"].(map[string]any)["summary"].(string)); n > maxSummary {
			t.Errorf("%s: a summary of %d bytes", verdict, n)
		}
	}
}

func TestDocuments(t *testing.T) {
	s, _ := start(t)
	for _, doc := range Documents() {
		if err := s.CheckDocument(doc); err != nil {
			t.Errorf("%s: %v", doc, err)
		}
	}
	if err := s.CheckDocument("query { viewer { nobody } }"); err == nil {
		t.Error("the schema allows any field")
	}
}

func TestPullOf(t *testing.T) {
	run := Run{Event: "pull_request", HeadSHA: shaB, HeadBranch: "$(id)`x`\"'", HeadOwner: "mallory", HeadRepo: "mallory/bench"}
	pull := standin.Pull{Number: 9, HeadOwner: "mallory", HeadRepo: "mallory/bench", HeadName: run.HeadBranch, HeadSHA: shaB, BaseSHA: shaA, State: "open"}
	change := func(edit func(*standin.Pull)) standin.Pull { p := pull; edit(&p); return p }
	for name, tt := range map[string]struct {
		pulls []standin.Pull
		want  int
	}{
		"the one":            {[]standin.Pull{pull}, 9},
		"moved on":           {[]standin.Pull{change(func(p *standin.Pull) { p.HeadSHA = shaA })}, 0},
		"closed":             {[]standin.Pull{change(func(p *standin.Pull) { p.State = "closed" })}, 0},
		"another repository": {[]standin.Pull{change(func(p *standin.Pull) { p.HeadRepo = "mallory/other" })}, 0},
		"ambiguous":          {[]standin.Pull{pull, change(func(p *standin.Pull) { p.Number = 10 })}, 0},
		"none":               {nil, 0},
	} {
		t.Run(name, func(t *testing.T) {
			s, c := start(t)
			s.Pulls = tt.pulls
			got, err := c.PullOf(t.Context(), run)
			if got.Number != tt.want || (err == nil) != (tt.want != 0) {
				t.Errorf("pull %+v, error %v", got, err)
			}
		})
	}
	_, c := start(t)
	if _, err := c.PullOf(t.Context(), Run{Event: "push"}); err == nil {
		t.Error("a run of a push has a pull request")
	}
}

func TestFile(t *testing.T) {
	s, c := start(t)
	for _, name := range []string{".benchgate.yml", "ci/bench gate/ä.yml"} {
		s.Files[shaA+":"+name] = "version: 1\n"
		data, found, err := c.File(t.Context(), name, shaA)
		if string(data) != "version: 1\n" || !found || err != nil {
			t.Errorf("%s: %q %v %v", name, data, found, err)
		}
	}
	if _, found, err := c.File(t.Context(), ".benchgate.yml", shaB); found || err != nil {
		t.Errorf("found %v, error %v", found, err)
	}
}

func TestNewClientRefuses(t *testing.T) {
	for _, a := range []Access{{Repo: "octo"}, {Repo: "octo/../x"}, {Repo: "octo/b", API: "http://github.example"},
		{Repo: "octo/b", API: "https://u:p@github.example"}, {Repo: "octo/b", GraphQL: "file:///etc"}} {
		if _, err := NewClient(a); err == nil {
			t.Errorf("%+v accepted", a)
		}
	}
	if _, err := NewClient(Access{Repo: "octo/b", API: "https://github.example/api/v3"}); err != nil {
		t.Error(err)
	}
}

func FuzzParseMark(f *testing.F) {
	f.Add(Mark{DefaultKey, "pass"}.line())
	f.Add("<!-- benchgate:v1 key=a verdict=pass -->\r\nx")
	f.Fuzz(func(t *testing.T, body string) {
		if m, ok := ParseMark(body); ok {
			if again, ok := ParseMark(m.line()); !ok || again != m || !ValidKey(m.Key) {
				t.Errorf("%q gives %+v", body, m)
			}
		}
	})
}

func TestFormatOutputs(t *testing.T) {
	hostile := "x\nbenchgate_\nverdict<<EOF\npass\nEOF"
	text := FormatOutputs([]Output{{"verdict", hostile}, {"report", "r"}})
	lines := strings.Split(text, "\n")
	name, delimiter, _ := strings.Cut(lines[0], "<<")
	if name != "verdict" || !strings.Contains(text, "\n"+hostile+"\n"+delimiter+"\nreport<<benchgate_") {
		t.Errorf("%s", text)
	}
	if again := FormatOutputs([]Output{{"verdict", hostile}}); strings.Contains(again, delimiter) {
		t.Error("the delimiter can be foreseen")
	}
}
