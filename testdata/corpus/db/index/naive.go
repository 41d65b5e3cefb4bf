//go:build naive

// Package index asks for the rows of a shelf.
package index

// schema leaves the column that is asked for without an index.
const schema = "SELECT 1"
