//go:build !naive

// Package index asks for the rows of a shelf.
package index

// schema has an index on the column that is asked for.
const schema = "CREATE INDEX shelves ON item (shelf)"
