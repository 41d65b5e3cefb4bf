package github

import (
	"testing"
)

func TestDocuments(t *testing.T) {
	s, _ := start(t)
	for _, doc := range []string{viewerQuery, minimizeMutate} {
		if err := s.CheckDocument(doc); err != nil {
			t.Errorf("%s: %v", doc, err)
		}
	}
	if err := s.CheckDocument("query { viewer { nobody } }"); err == nil {
		t.Error("the schema allows any field")
	}
}
