package standin

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3filter"
)

// A Comment is one that is on the pull request.
type Comment struct {
	ID          int64
	Login, Type string // of the author; Type is User or Bot
	Body        string
	Minimized   bool
	Pull        int
}

// A Pull is a pull request.
type Pull struct {
	Number                        int
	HeadOwner, HeadRepo, HeadName string // HeadRepo is owner/name
	HeadSHA, BaseSHA, State       string
	BaseName                      string // "" for main
	Label                         string // the one label, if any
}

// A Fault is an answer that comes in place of the right one.
type Fault struct {
	Method, Path string // Path is a part of the request's
	Status       int
	Header       map[string]string
	Times        int // how often, 0 for always
	// Done says that the request is carried out all the same.
	Done bool
}

// A Server is GitHub, as far as publishing is concerned. Its fields are read
// and set while it is not being asked, or under Lock.
type Server struct {
	sync.Mutex
	URL   string // of the REST interface; that of GraphQL is URL + "/graphql"
	Login string // of the token's owner, as GraphQL names it
	Token string // the one that is accepted
	Repo  string // owner/name

	Comments []Comment
	Pulls    []Pull
	Checks   []map[string]any
	Statuses []map[string]any
	Files    map[string]string // "SHA:path" → content
	// Clone is a clone of the repository, which says how commits stand to each
	// other; "" for none. App is the one that makes check runs, by its slug.
	Clone, App string
	Faults     []Fault
	// Requests lists method and path of all that came; Wrong lists what GitHub's
	// descriptions do not allow, and must stay empty.
	Requests []string
	Wrong    []string

	desc *description
	http *httptest.Server
}

// Start starts a stand-in on the loopback interface. Close ends it.
func Start() (*Server, error) {
	d, err := described()
	if err != nil {
		return nil, err
	}
	s := &Server{desc: d, Login: "github-actions", App: "github-actions", Token: "secret-token", Repo: "octo/bench", Files: map[string]string{}}
	s.http = httptest.NewServer(s)
	s.URL = s.http.URL
	return s, nil
}

// Close ends the server.
func (s *Server) Close() { s.http.Close() }

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.Lock()
	defer s.Unlock()
	body, err := io.ReadAll(io.LimitReader(r.Body, 8<<20))
	if err != nil {
		s.wrong("%s %s: %v", r.Method, r.URL.Path, err)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	s.Requests = append(s.Requests, r.Method+" "+r.URL.Path)
	fault := s.fault(r)
	if fault != nil && !fault.Done {
		fault.write(w)
		return
	}
	if r.Header.Get("Authorization") != "Bearer "+s.Token {
		(&Fault{Status: http.StatusUnauthorized}).write(w)
		return
	}
	rec := httptest.NewRecorder()
	if r.URL.Path == "/graphql" {
		s.graphql(rec, body)
	} else {
		s.validated(rec, r, body)
	}
	if fault != nil {
		fault.write(w)
		return
	}
	for k, v := range rec.Header() {
		w.Header()[k] = v
	}
	w.WriteHeader(rec.Code)
	_, _ = w.Write(rec.Body.Bytes())
}

// fault returns the next fault for a request, nil for none.
func (s *Server) fault(r *http.Request) *Fault {
	for i := range s.Faults {
		f := &s.Faults[i]
		if f.Times < 0 || f.Method != r.Method || !strings.Contains(r.URL.Path, f.Path) {
			continue
		}
		if f.Times--; f.Times == 0 {
			f.Times = -1 // used up
		} else if f.Times < 0 {
			f.Times = 0 // always
		}
		return f
	}
	return nil
}

func (f *Fault) write(w http.ResponseWriter) {
	for k, v := range f.Header {
		w.Header().Set(k, v)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(f.Status)
	fmt.Fprintf(w, `{"message":%q,"documentation_url":"https://docs.github.com/rest"}`, http.StatusText(f.Status))
}

// validated carries a REST request out if the description allows it, and holds
// the answer to the description as well.
func (s *Server) validated(w *httptest.ResponseRecorder, r *http.Request, body []byte) {
	in := r.Clone(r.Context())
	in.URL.Host, in.URL.Scheme = "", ""
	in.Body = io.NopCloser(bytes.NewReader(body))
	route, params, err := s.desc.router.FindRoute(in)
	if err != nil {
		s.wrong("%s %s: %v", r.Method, r.URL.Path, err)
		(&Fault{Status: http.StatusNotFound}).write(w)
		return
	}
	input := &openapi3filter.RequestValidationInput{Request: in, PathParams: params, Route: route,
		Options: &openapi3filter.Options{IncludeResponseStatus: true, AuthenticationFunc: openapi3filter.NoopAuthenticationFunc}}
	if err := openapi3filter.ValidateRequest(r.Context(), input); err != nil {
		s.wrong("request %s %s: %v", r.Method, r.URL.Path, err)
		(&Fault{Status: http.StatusUnprocessableEntity}).write(w)
		return
	}
	if params["owner"]+"/"+params["repo"] != s.Repo {
		(&Fault{Status: http.StatusNotFound}).write(w)
		return
	}
	s.rest(w, r, route.Path, params, body)
	err = openapi3filter.ValidateResponse(r.Context(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: input, Status: w.Code, Header: w.Header(),
		Body: io.NopCloser(bytes.NewReader(w.Body.Bytes())), Options: input.Options})
	if err != nil {
		s.wrong("response to %s %s: %v", r.Method, r.URL.Path, err)
	}
}

// wrong notes what the descriptions do not allow. Their validator goes on to
// quote the whole schema, of which the start is enough.
func (s *Server) wrong(format string, args ...any) {
	text, _, _ := strings.Cut(fmt.Sprintf(format, args...), "\nSchema:")
	s.Wrong = append(s.Wrong, text[:min(len(text), 600)])
}

func answer(w http.ResponseWriter, status int, v any) {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(data)
}
