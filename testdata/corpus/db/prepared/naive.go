//go:build naive

// Package prepared asks for one row many times.
package prepared

import "database/sql"

// Names prepares the query for every row.
func Names(db *sql.DB, ids []int) (total int, err error) {
	for _, id := range ids {
		query, err := db.Prepare(byID)
		if err != nil {
			return 0, err
		}
		var name string
		err = query.QueryRow(id).Scan(&name)
		if closed := query.Close(); err == nil {
			err = closed
		}
		if err != nil {
			return 0, err
		}
		total += len(name)
	}
	return total, nil
}
