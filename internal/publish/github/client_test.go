package github

import (
	"testing"
)

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
