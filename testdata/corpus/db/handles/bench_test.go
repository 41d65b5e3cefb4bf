package handles

import (
	"database/sql"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
)

// open makes a database in a file of its own, with 1000 rows.
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
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 1000) INSERT INTO item SELECT i, i % 500, 'item ' || i FROM n",
	} {
		if _, err := db.Exec(q); err != nil {
			b.Fatal(err)
		}
	}
	return db, name
}

// BenchmarkHandles has more that ask than the pool may keep. Each keeps what it
// has while others run, as one does that answers a request in a transaction.
func BenchmarkHandles(b *testing.B) {
	_, name := open(b)
	p := NewPool(name, 2)
	for b.Loop() {
		var all sync.WaitGroup
		for i := range 8 {
			all.Go(func() {
				if got, err := p.Name(i+1, runtime.Gosched); err != nil || got == "" {
					b.Error(got, err)
				}
			})
		}
		all.Wait()
	}
	if err := p.Close(); err != nil {
		b.Fatal(err)
	}
}
