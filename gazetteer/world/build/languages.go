package main

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.com/geotag/gazetteer"
)

// Names by language stand in languages.tsv.gz, which is made of lists of others and names in many languages some thousand places, and in
// the folder languages, which has a file by hand for each language. They come after all else and change nothing of it: which name is
// shown, what is derived from names, what is joined by them, how well known a place is (gazetteer.Listed).

// A byLanguage holds what lists of names say.
type byLanguage struct {
	joined   []handName
	byHand   []handName
	ordinary map[string][]string // words that are rather words than names, by language
}

// readByLanguage reads languages.tsv.gz and the folder languages.
func readByLanguage(dir string) (l byLanguage, err error) {
	if l.joined, err = readTable(dir, "languages.tsv.gz", gzipped(readNames)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return l, err
	}
	if l.ordinary, err = readTableOf(dir, "ordinary.tsv", readOrdinary); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return l, err
	}
	files, err := filepath.Glob(filepath.Join(dir, "languages", "*.tsv"))
	if err != nil {
		return l, err
	}
	for _, file := range files { // in the order of their names
		lang := strings.TrimSuffix(filepath.Base(file), ".tsv")
		if !languageTag.MatchString(lang) {
			return l, fmt.Errorf("%s: no language", file)
		}
		list, err := readTable(filepath.Dir(file), filepath.Base(file), readNames)
		if err != nil {
			return l, err
		}
		for _, n := range list {
			if n.Langs != nil {
				return l, fmt.Errorf("%s: %s %q has a language of its own", file, n.ID, n.Text)
			}
			n.Langs = []string{lang}
			l.byHand = append(l.byHand, n)
		}
	}
	return l, nil
}

// gzipped reads a table that is packed.
func gzipped[T any](read func(io.Reader) ([]T, error)) func(io.Reader) ([]T, error) {
	return func(r io.Reader) ([]T, error) {
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, err
		}
		return read(z)
	}
}

// readOrdinary reads ordinary.tsv: language, words separated by commas.
func readOrdinary(r io.Reader) (map[string][]string, error) {
	words := make(map[string][]string)
	for f, err := range rows(r, 2) {
		if err != nil {
			return nil, err
		}
		for word := range items(f.cells[1]) {
			words[f.cells[0]] = append(words[f.cells[0]], key(word))
		}
	}
	return words, nil
}

// readTableOf opens a table and reads it as a whole, naming the file in errors.
func readTableOf[T any](dir, name string, read func(io.Reader) (T, error)) (table T, err error) {
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return table, err
	}
	defer f.Close()
	if table, err = read(f); err != nil {
		return table, fmt.Errorf("%s: %w", f.Name(), err)
	}
	return table, nil
}

// languages adds the names that lists have. What is by hand must name a place that is there, and comes first; of the other list most do.
func (w *world) languages(l byLanguage) error {
	for _, p := range w.places {
		lang := "en"
		if p.Type == gazetteer.Settlement && !p.hand {
			lang = "" // it may be anyone's
		}
		p.names.add(p.Name, lang, gazetteer.Preferred)
		p.names.distinct(p.Name)
	}
	for _, n := range l.byHand {
		p := w.byID[n.ID]
		if p == nil {
			return fmt.Errorf("tables: languages: no place %s, which is %s in %s", n.ID, n.Text, n.Langs[0])
		}
		p.list(handPkg, n)
	}
	for _, n := range l.joined {
		p := w.byID[n.ID]
		if p == nil {
			continue
		}
		n.Langs = slices.DeleteFunc(slices.Clone(n.Langs), func(lang string) bool {
			return p.obscure(n.Text, lang) || slices.Contains(l.ordinary[lang], key(n.Text))
		})
		p.list(joinedPkg, n)
	}
	for _, p := range w.places {
		if p.Type == gazetteer.Admin1 {
			p.bare()
		}
	}
	return nil
}

// unitWords end the names of first-order divisions in languages that write no spaces, or one word of both, and are left out as often
// ("カリフォルニア州").
var unitWords = map[string]string{"ja": "州", "zh": "州", "zh-Hans": "州", "zh-Hant": "州", "ko": "주"}

// unitLetters is how many letters a name has at least without the word for its unit: fewer are words of everyday, or others'.
const unitLetters = 3

// bare adds the names of a division without the word for its kind.
func (p *place) bare() {
	for _, name := range slices.Clone(p.names.list) {
		for _, lang := range name.Langs {
			if word := unitWords[lang]; word != "" && name.Flags&usage&^gazetteer.Listed == 0 {
				text, ok := strings.CutSuffix(name.Text, word)
				if text = strings.TrimSpace(text); ok && utf8.RuneCountInString(text) >= unitLetters {
					p.list(rulesPkg, handName{ID: p.ID, Text: text, Langs: []string{lang}, Flags: gazetteer.Derived})
				}
			}
		}
	}
}

// list adds a name that a list has, to be preferred where there is none in the language.
func (p *place) list(source pkg, n handName) {
	p.from(source, func(names *names) {
		for _, lang := range n.Langs {
			if n.Flags&gazetteer.Demonym != 0 && names.has(n.Text, lang) {
				continue // "Syria" is the country in Polish, and who is of it
			}
			flags := n.Flags
			if flags == 0 && !names.speaks(lang) {
				flags = gazetteer.Preferred
			}
			names.listed(n.Text, lang, flags)
		}
	})
}

// What is counted as a source of its own beside the packages.
var (
	handPkg   = pkg{Source: gazetteer.Source{Name: "tables by language"}}
	joinedPkg = pkg{Source: gazetteer.Source{Name: "Natural Earth and CLDR by language"}}
)

// How many letters a name has at most that may be a word of everyday, by its script, so that it is left out if few know the place and its
// country does not speak so; and how many people a place has that many know. Set by hand.
var shortNames = []struct {
	script  *unicode.RangeTable
	letters int
}{
	{unicode.Han, 2}, {unicode.Hangul, 2}, {unicode.Katakana, 3}, {unicode.Hiragana, 3}, {unicode.Arabic, 4}, {unicode.Hebrew, 4}, {unicode.Devanagari, 4},
	{unicode.Cyrillic, 3}, {unicode.Latin, 3},
}

const shortPeople = 500_000

// obscure reports whether a name in a language is short, and the place a settlement that few of its speakers know.
func (p *place) obscure(text, lang string) bool {
	main, _, _ := strings.Cut(lang, "-")
	if p.Type != gazetteer.Settlement || p.FeatureCode == "PPLC" || p.Population >= shortPeople || slices.Contains(p.world.spoken[p.Country], main) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(text)
	for _, s := range shortNames {
		if unicode.Is(s.script, first) {
			return utf8.RuneCountInString(text) <= s.letters
		}
	}
	return false
}
