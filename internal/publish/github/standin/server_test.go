package standin

import (
	"net/http"
	"strings"
	"testing"
)

// The stand-in notes whatever GitHub's own descriptions do not allow: otherwise
// it would show nothing.
func TestServerRefusesWhatIsNotDescribed(t *testing.T) {
	for _, tt := range []struct{ method, path, body string }{
		{"POST", "/repos/octo/bench/issues/7/comments", `{"body":5}`},
		{"POST", "/repos/octo/bench/issues/7/comments", `{}`},
		{"POST", "/repos/octo/bench/check-runs", `{"name":"x","head_sha":"y","status":"completed","conclusion":"splendid"}`},
		{"POST", "/repos/octo/bench/statuses/abc", `{"state":"splendid"}`},
		{"GET", "/repos/octo/bench/nothing", ""},
		{"GET", "/repos/octo/bench/issues/seven/comments", ""},
		{"POST", "/graphql", `{"query":"query { viewer { nobody } }"}`},
		{"POST", "/graphql", `{"query":"mutation($id: ID!) { minimizeComment(input: {subjectId: $id}) { clientMutationId } }"}`},
	} {
		s, err := Start()
		Require(t, err)
		req, err := http.NewRequestWithContext(t.Context(), tt.method, s.URL+tt.path, strings.NewReader(tt.body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+s.Token)
		req.Header.Set("Content-Type", "application/json")
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if len(s.Wrong) == 0 {
			t.Errorf("%s %s %s is allowed", tt.method, tt.path, tt.body)
		}
		s.Close()
	}
}
