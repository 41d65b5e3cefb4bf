//go:build !naive

// Package handles asks at the same time.
package handles

import (
	"database/sql"

	_ "modernc.org/sqlite" // the driver
)

// A Pool is one handle, which is a pool of connections itself.
type Pool struct {
	db   *sql.DB
	fail error
}

// NewPool returns a pool of n connections.
func NewPool(name string, n int) *Pool {
	db, err := sql.Open("sqlite", name)
	if err == nil {
		db.SetMaxOpenConns(n)
		db.SetMaxIdleConns(n)
	}
	return &Pool{db, err}
}

// Name returns the name of an item.
func (p *Pool) Name(id int) (name string, err error) {
	if p.fail != nil {
		return "", p.fail
	}
	err = p.db.QueryRow(byID, id).Scan(&name)
	return name, err
}

// Close closes the connections.
func (p *Pool) Close() error { return p.db.Close() }
