//go:build naive

// Package batch adds rows.
package batch

import "database/sql"

// Add adds every name in a transaction of its own.
func Add(db *sql.DB, names []string) error {
	for _, name := range names {
		if _, err := db.Exec(insert, name); err != nil {
			return err
		}
	}
	return nil
}
