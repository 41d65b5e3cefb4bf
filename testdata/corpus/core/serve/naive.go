//go:build naive

package serve

import (
	"net/http"
	"strconv"
)

// New returns a handler that reads the whole catalogue for every question.
func New(name string) (http.Handler, error) {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		items, err := read(name)
		id, _ := strconv.Atoi(r.FormValue("id")) // 0 is no item
		for _, item := range items {
			if item.ID == id {
				answer(w, item, true, nil)
				return
			}
		}
		answer(w, Item{}, false, err)
	}), nil
}
