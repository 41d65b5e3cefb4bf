//go:build naive

// Package handles asks at the same time.
package handles

import (
	"database/sql"

	_ "modernc.org/sqlite" // the driver
)

// A Pool hands out whole handles, each of which is a pool itself. It keeps a
// few; where there are not enough it opens another one, and closes it again.
type Pool struct {
	name string
	free chan *sql.DB
}

// NewPool returns a pool of n handles.
func NewPool(name string, n int) *Pool {
	return &Pool{name: name, free: make(chan *sql.DB, n)}
}

// Name returns the name of an item, and keeps the handle meanwhile.
func (p *Pool) Name(id int, meanwhile func()) (name string, err error) {
	var db *sql.DB
	select {
	case db = <-p.free:
	default:
		if db, err = sql.Open("sqlite", p.name); err != nil {
			return "", err
		}
	}
	err = db.QueryRow(byID, id).Scan(&name)
	meanwhile()
	select {
	case p.free <- db:
	default:
		if closed := db.Close(); err == nil {
			err = closed
		}
	}
	return name, err
}

// Close closes the handles.
func (p *Pool) Close() error {
	close(p.free)
	for db := range p.free {
		if err := db.Close(); err != nil {
			return err
		}
	}
	return nil
}
