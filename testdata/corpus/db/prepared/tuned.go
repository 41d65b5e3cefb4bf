//go:build !naive

// Package prepared asks for one row many times.
package prepared

import "database/sql"

// Names prepares the query once.
func Names(db *sql.DB, ids []int) (total int, err error) {
	query, err := db.Prepare(byID)
	if err != nil {
		return 0, err
	}
	defer query.Close()
	for _, id := range ids {
		var name string
		if err := query.QueryRow(id).Scan(&name); err != nil {
			return 0, err
		}
		total += len(name)
	}
	return total, nil
}
