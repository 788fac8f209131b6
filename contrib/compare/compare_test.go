package compare

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"
	_ "modernc.org/sqlite"

	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/world"
)

var gaz = flag.String("gazetteer", "", "compare look-ups of the names in this file; the built-in gazetteer's if empty")

var theIndex = sync.OnceValues(func() (*gazetteer.Index, error) {
	if *gaz == "" {
		return world.Index()
	}
	return gazetteer.Open(*gaz)
})

func index(b *testing.B) *gazetteer.Index {
	b.Helper()
	ix, err := theIndex()
	if err != nil {
		b.Fatal(err)
	}
	return ix
}

// names yields all names, folded, as all three hold them.
func names(ix *gazetteer.Index) iter.Seq[string] {
	return func(yield func(string) bool) {
		for t := range ix.Toponyms() {
			if !yield(t.Key()) {
				return
			}
		}
	}
}

// queries are names of the gazetteer of eight ASCII letters and more, and each with a letter replaced.
func queries(ix *gazetteer.Index) (exact, misspelt []string) {
	r := rand.New(rand.NewPCG(5, 5))
	step, i := max(1, ix.NumNames()/3000), 0
	for name := range names(ix) {
		if i++; i%step != 0 || len(name) < 8 || strings.ContainsFunc(name, func(r rune) bool { return r >= utf8.RuneSelf }) {
			continue
		}
		exact = append(exact, name)
		b := []byte(name)
		b[1+r.IntN(len(b)-2)] = 'a' + byte(r.IntN(26))
		misspelt = append(misspelt, string(b))
	}
	r.Shuffle(len(exact), func(i, j int) {
		exact[i], exact[j] = exact[j], exact[i]
		misspelt[i], misspelt[j] = misspelt[j], misspelt[i]
	})
	return exact, misspelt
}

// run times look, which says how many names it found, over the queries.
func run(b *testing.B, queries []string, look func(string) (int, error)) {
	b.Helper()
	found := 0
	for i := 0; b.Loop(); i++ {
		n, err := look(queries[i%len(queries)])
		if err != nil {
			b.Fatal(err)
		}
		found += n
	}
	b.ReportMetric(float64(found)/float64(b.N), "names/op")
}

func BenchmarkExact(b *testing.B) {
	ix := index(b)
	exact, _ := queries(ix)
	b.Run("gazetteer", func(b *testing.B) {
		run(b, exact, func(name string) (int, error) {
			if _, ok := ix.Lookup(name); ok {
				return 1, nil
			}
			return 0, nil
		})
	})
	b.Run("postgres", func(b *testing.B) {
		conn := postgres(b)
		run(b, exact, func(name string) (n int, err error) {
			err = conn.QueryRow(b.Context(), "select count(*) from places where lower(name) = $1", name).Scan(&n)
			return n, err
		})
	})
	b.Run("sqlite", func(b *testing.B) {
		db := sqlite(b)
		stmt, err := db.Prepare("select count(*) from names where names match ? and name = ?")
		if err != nil {
			b.Fatal(err)
		}
		defer stmt.Close()
		run(b, exact, func(name string) (n int, err error) {
			err = stmt.QueryRow(`"`+name+`"`, name).Scan(&n)
			return n, err
		})
	})
}

func BenchmarkFuzzy(b *testing.B) {
	ix := index(b)
	_, misspelt := queries(ix)
	for edits := 1; edits <= 2; edits++ {
		b.Run(fmt.Sprint("gazetteer-", edits), func(b *testing.B) {
			run(b, misspelt, func(name string) (n int, err error) {
				for range ix.Fuzzy(b.Context(), name, edits) {
					n++
				}
				return n, nil
			})
		})
	}
	b.Run("postgres-trgm", func(b *testing.B) {
		conn := postgres(b)
		run(b, misspelt, func(name string) (n int, err error) {
			err = conn.QueryRow(b.Context(), "select count(*) from places where name % $1", name).Scan(&n)
			return n, err
		})
	})
}

var thePostgres = sync.OnceValues(func() (*server, error) {
	ix, err := theIndex()
	if err != nil {
		return nil, err
	}
	return startPostgres(names(ix))
})

// postgres returns a connection to a table of the names with a btree on lower(name) and a trigram index.
func postgres(b *testing.B) *pgx.Conn {
	b.Helper()
	s, err := thePostgres()
	if err != nil {
		b.Skip("no PostgreSQL: ", err)
	}
	return s.conn
}

var theSQLite = sync.OnceValues(func() (*sql.DB, error) {
	ix, err := theIndex()
	if err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", filepath.Join(dir, "names.db"))
	if err != nil {
		return nil, err
	}
	if _, err := db.Exec("pragma journal_mode=off; pragma synchronous=off; create virtual table names using fts5(name)"); err != nil {
		return nil, err
	}
	tx, err := db.Begin()
	if err != nil {
		return nil, err
	}
	insert, err := tx.Prepare("insert into names values (?)")
	if err != nil {
		return nil, err
	}
	for name := range names(ix) {
		if _, err := insert.Exec(name); err != nil {
			return nil, err
		}
	}
	return db, tx.Commit()
})

func sqlite(b *testing.B) *sql.DB {
	b.Helper()
	db, err := theSQLite()
	if err != nil {
		b.Fatal(err)
	}
	return db
}

var dir string // of the databases

func TestMain(m *testing.M) {
	var err error
	if dir, err = os.MkdirTemp("", "geotag-compare-*"); err != nil {
		panic(err)
	}
	code := m.Run()
	if started != nil {
		started.stop(context.Background())
	}
	os.RemoveAll(dir)
	os.Exit(code)
}
