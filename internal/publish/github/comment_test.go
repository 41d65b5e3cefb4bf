package github

import (
	"fmt"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/publish/github/standin"
)

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
