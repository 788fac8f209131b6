package main

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"example.com/geotag/gazetteer"
)

// A handName is a name written by hand in a table.
type handName struct {
	ID      string
	Text    string
	Langs   []string // nil: English
	Flags   gazetteer.NameFlags
	Display bool // it is the place's display name
}

// tableFlags are the words of the flags column of abbreviations.tsv. A name without one is a plain English name.
var tableFlags = map[string]gazetteer.NameFlags{
	"abbreviation": gazetteer.Abbreviation,
	"short":        gazetteer.Short,
	"historic":     gazetteer.Historic,
	"colloquial":   gazetteer.Colloquial,
}

// readAbbreviations reads abbreviations.tsv: id, name, flags separated by commas. "display" among them makes the name the
// one that is shown.
func readAbbreviations(r io.Reader) ([]handName, error) {
	var list []handName
	for f, err := range rows(r, 3) {
		if err != nil {
			return nil, err
		}
		n := handName{ID: f.cells[0], Text: f.cells[1]}
		for flag := range items(f.cells[2]) {
			bit, ok := tableFlags[flag]
			if !ok && flag != "display" {
				return nil, fmt.Errorf("line %d: no flag %q", f.line, flag)
			}
			n.Flags |= bit
			n.Display = n.Display || flag == "display"
		}
		list = append(list, n)
	}
	return list, nil
}

// readDemonyms reads demonyms.tsv: id, adjectives, one of the people, several of them; forms are separated by commas.
func readDemonyms(r io.Reader) ([]handName, error) {
	var list []handName
	for f, err := range rows(r, 4) {
		if err != nil {
			return nil, err
		}
		if f.cells[1] == "" {
			return nil, fmt.Errorf("line %d: no adjective", f.line)
		}
		for i, cell := range f.cells[1:] {
			flags := gazetteer.Demonym
			if i > 0 {
				flags |= gazetteer.People
			}
			for text := range items(cell) {
				list = append(list, handName{ID: f.cells[0], Text: text, Flags: flags})
			}
		}
	}
	return list, nil
}

// A division is a rule of divisions.tsv: units with this word in their names are also called by these words.
type division struct {
	Word      string // "Oblast"; "" is a name without any such word
	Also      []string
	Countries map[string]bool // nil: all
	Display   bool            // a bare name is shown with the first word
}

// readDivisions reads divisions.tsv: word or "-", words used for it, countries or "*", "display" or nothing.
func readDivisions(r io.Reader) ([]division, error) {
	var list []division
	for f, err := range rows(r, 4) {
		if err != nil {
			return nil, err
		}
		d := division{Word: strings.TrimPrefix(f.cells[0], "-"), Display: f.cells[3] == "display"}
		for also := range items(f.cells[1]) {
			d.Also = append(d.Also, also)
		}
		if len(d.Also) == 0 || f.cells[3] != "" && !d.Display {
			return nil, fmt.Errorf("line %d: want word, words, countries, display or nothing", f.line)
		}
		d.Countries = countrySet(f.cells[2])
		list = append(list, d)
	}
	return list, nil
}

// A row is a line of a table.
type row struct {
	line  int
	cells []string
}

// rows yields the lines of a tab-separated table that have n cells, and an error for those that do not. Empty lines and
// those that begin with # are remarks; missing cells at the end are empty.
func rows(r io.Reader, n int) iter.Seq2[row, error] {
	return func(yield func(row, error) bool) {
		s := bufio.NewScanner(r)
		for line := 1; s.Scan(); line++ {
			text := strings.TrimRight(s.Text(), " \t")
			if text == "" || strings.HasPrefix(text, "#") {
				continue
			}
			cells := strings.Split(text, "\t")
			if len(cells) < 2 || len(cells) > n || cells[0] == "" {
				yield(row{}, fmt.Errorf("line %d: %d cells, want %d beginning with an id", line, len(cells), n))
				return
			}
			cells = append(cells, make([]string, n-len(cells))...)
			if !yield(row{line, cells}, nil) {
				return
			}
		}
		if err := s.Err(); err != nil {
			yield(row{}, err)
		}
	}
}

// items yields the parts of a cell that are separated by commas.
func items(cell string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for part := range strings.SplitSeq(cell, ",") {
			if part = strings.TrimSpace(part); part != "" && !yield(part) {
				return
			}
		}
	}
}

// readTable opens a table and reads it, naming the file in errors.
func readTable[T any](dir, name string, read func(io.Reader) ([]T, error)) ([]T, error) {
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	list, err := read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name(), err)
	}
	return list, nil
}
