package score

import (
	"fmt"
	"iter"
	"os"
	"path/filepath"
)

// ReadFile yields the documents of a gold file, or what is wrong with it and where.
func ReadFile(name string) iter.Seq2[*Document, error] {
	return func(yield func(*Document, error) bool) {
		f, err := os.Open(name)
		if err != nil {
			yield(nil, err)
			return
		}
		defer f.Close()
		base := filepath.Base(name)
		for d, err := range Read(f) {
			if err != nil {
				yield(nil, fmt.Errorf("%s: %w", base, err))
				return
			}
			d.At = base + ":" + d.At
			if !yield(d, nil) {
				return
			}
		}
	}
}
