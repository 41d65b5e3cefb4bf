package github

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	gh "github.com/google/go-github/v60/github"
)

// The addresses of github.com, where the environment names no other server.
const (
	DefaultAPI     = "https://api.github.com"
	DefaultGraphQL = "https://api.github.com/graphql"
)

// An Access is what it takes to talk to one repository's GitHub. The zero
// value has no repository and no token.
type Access struct {
	// API and GraphQL are GITHUB_API_URL and GITHUB_GRAPHQL_URL; empty means
	// github.com's.
	API, GraphQL string
	// Token is sent to the hosts of these two addresses only.
	Token string
	// Repo is owner/name.
	Repo string
	// Sleep waits between tries; nil means by the clock.
	Sleep func(ctx context.Context, d time.Duration) error
}

// A Client publishes to one repository.
type Client struct {
	rest        *gh.Client
	graphql     string
	pause       func(context.Context, time.Duration) error
	owner, repo string
}

// NewClient checks the addresses and the repository's name. It sends nothing.
func NewClient(a Access) (*Client, error) {
	owner, repo, ok := strings.Cut(a.Repo, "/")
	if !ok || !plainName(owner) || !plainName(repo) {
		return nil, fmt.Errorf("repository %q is not owner/name", a.Repo)
	}
	api, err := address(a.API, DefaultAPI)
	if err != nil {
		return nil, err
	}
	graphql, err := address(a.GraphQL, DefaultGraphQL)
	if err != nil {
		return nil, err
	}
	t := &transport{next: http.DefaultTransport, token: a.Token, sleep: a.Sleep,
		hosts: map[string]bool{api.Host: true, graphql.Host: true}}
	if t.sleep == nil {
		t.sleep = sleep
	}
	rest := gh.NewClient(&http.Client{Transport: t})
	rest.UserAgent = "benchgate"
	api.Path = strings.TrimSuffix(api.Path, "/") + "/"
	rest.BaseURL = api
	return &Client{rest: rest, pause: t.sleep, graphql: graphql.String(), owner: owner, repo: repo}, nil
}

// address parses the URL of a server. A token would travel in the clear over
// plain http, so that is for this machine only.
func address(text, otherwise string) (*url.URL, error) {
	if text == "" {
		text = otherwise
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.User != nil {
		return nil, fmt.Errorf("%q is not the address of a server", text)
	}
	host := u.Hostname()
	local := host == "localhost" || host == "127.0.0.1" || host == "::1"
	if u.Scheme != "https" && !(u.Scheme == "http" && local) {
		return nil, fmt.Errorf("%q: a token is sent over https only", text)
	}
	return u, nil
}

// plainName reports whether s can be a name in a repository's address.
func plainName(s string) bool {
	ok := s != "" && s != "." && s != ".." && len(s) <= 100
	for _, c := range s {
		ok = ok && (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.ContainsRune("-_.", c))
	}
	return ok
}
