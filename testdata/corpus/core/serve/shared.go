// Package serve answers questions about the items of a catalogue.
package serve

import (
	"encoding/json"
	"net/http"
	"os"
)

// An Item is one of the catalogue.
type Item struct {
	ID, Price int
	Name      string
}

// read reads the catalogue from its file.
func read(name string) (items []Item, err error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	err = json.Unmarshal(text, &items)
	return items, err
}

// answer writes what was found as JSON.
func answer(w http.ResponseWriter, item Item, found bool, err error) {
	switch {
	case err != nil:
		http.Error(w, err.Error(), http.StatusInternalServerError)
	case !found:
		http.Error(w, "no such item", http.StatusNotFound)
	default:
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(item); err != nil {
			panic(http.ErrAbortHandler) // the client is gone
		}
	}
}
