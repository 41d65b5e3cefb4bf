//go:build !naive

// Package batch adds rows.
package batch

import "database/sql"

// Add adds all names in one transaction.
func Add(db *sql.DB, names []string) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after Commit
	add, err := tx.Prepare(insert)
	if err != nil {
		return err
	}
	defer add.Close()
	for _, name := range names {
		if _, err := add.Exec(name); err != nil {
			return err
		}
	}
	return tx.Commit()
}
