package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

const lineWidth = 100 // columns

// readList returns the words of a list, each of which must be there once.
func readList(name string) (map[string]bool, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	words := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		line, _, _ = strings.Cut(line, "#")
		for w := range strings.FieldsSeq(line) {
			if words[w] {
				return nil, fmt.Errorf("%s: %q twice", name, w)
			}
			words[w] = true
		}
	}
	return words, nil
}

// writeList writes the words in order, several a line, below the header.
func writeList(out, name, header string, words []string) error {
	var b strings.Builder
	b.WriteString(header)
	b.WriteString("# Written by build; do not edit.\n")
	width := 0
	for i, w := range slices.Sorted(slices.Values(words)) {
		switch {
		case i == 0:
		case width+1+len(w) > lineWidth:
			b.WriteByte('\n')
			width = 0
		default:
			b.WriteByte(' ')
			width++
		}
		b.WriteString(w)
		width += len(w)
	}
	b.WriteByte('\n')
	return os.WriteFile(filepath.Join(out, name+".txt"), []byte(b.String()), 0o644)
}
