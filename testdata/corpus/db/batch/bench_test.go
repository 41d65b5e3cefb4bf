package batch

import (
	"database/sql"
	"path/filepath"
	"testing"

	_ "modernc.org/sqlite"
)

// open makes a database in a file of its own, with 10 rows.
func open(b *testing.B) (db *sql.DB, name string) {
	name = "file:" + filepath.Join(b.TempDir(), "shop.db") + "?_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)&_pragma=busy_timeout(10000)"
	db, err := sql.Open("sqlite", name)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := db.Close(); err != nil {
			b.Error(err)
		}
	})
	for _, q := range []string{
		"CREATE TABLE item (id INTEGER PRIMARY KEY, shelf INTEGER NOT NULL, name TEXT NOT NULL)",
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 10) INSERT INTO item SELECT i, i % 500, 'item ' || i FROM n",
	} {
		if _, err := db.Exec(q); err != nil {
			b.Fatal(err)
		}
	}
	return db, name
}

func BenchmarkBatch(b *testing.B) {
	db, _ := open(b)
	names := make([]string, 50)
	for i := range names {
		names[i] = "new"
	}
	for b.Loop() {
		if err := Add(db, names); err != nil {
			b.Fatal(err)
		}
	}
	var n int
	if err := db.QueryRow("SELECT count(*) FROM item").Scan(&n); err != nil || n < 10+50*b.N {
		b.Fatal(n, err)
	}
}
