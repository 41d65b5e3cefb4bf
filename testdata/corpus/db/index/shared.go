package index

import "database/sql"

// Count returns how many items there are on a shelf.
func Count(query *sql.Stmt, shelf int) (n int, err error) {
	err = query.QueryRow(shelf).Scan(&n)
	return n, err
}
