package serve

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/benchgate/benchgate/benchmetric/load"
)

// handler makes a catalogue of 1000 items and the handler of its file.
func handler(t testing.TB) http.Handler {
	items := make([]Item, 1000)
	for i := range items {
		items[i] = Item{ID: i + 1, Price: 100 + i, Name: fmt.Sprintf("item %d", i+1)}
	}
	text, err := json.Marshal(items)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "catalogue.json")
	if err := os.WriteFile(name, text, 0o600); err != nil {
		t.Fatal(err)
	}
	h, err := New(name)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// BenchmarkServe is a load test: eight clients over loopback, each of which asks
// again as soon as it has its answer.
func BenchmarkServe(b *testing.B) {
	c := load.Closed(b, load.Handler(b, handler(b))+"/item?id=700", load.Options{Clients: 8})
	if c.Errors() > 0 {
		b.Fatalf("%+v", c)
	}
}

// TestServe: what is measured is an answer.
func TestServe(t *testing.T) {
	h := handler(t)
	for id, want := range map[string]string{"700": `{"ID":700,"Price":799,"Name":"item 700"}` + "\n", "1001": "no such item\n"} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/item?id="+id, nil))
		if got := w.Body.String(); got != want {
			t.Errorf("%s: %s", id, got)
		}
	}
}
