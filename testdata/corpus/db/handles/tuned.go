//go:build !naive

// Package handles asks at the same time.
package handles

import (
	"context"
	"database/sql"
	"errors"

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

// Name returns the name of an item, and keeps the connection meanwhile.
func (p *Pool) Name(id int, meanwhile func()) (name string, err error) {
	if p.fail != nil {
		return "", p.fail
	}
	conn, err := p.db.Conn(context.Background())
	if err != nil {
		return "", err
	}
	err = conn.QueryRowContext(context.Background(), byID, id).Scan(&name)
	meanwhile()
	return name, errors.Join(err, conn.Close())
}

// Close closes the connections.
func (p *Pool) Close() error { return p.db.Close() }
