package main

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"
	"unicode"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/fold"
	"golang.org/x/text/unicode/norm"
)

// names collects the names of one place: a spelling met twice is one name with the languages and flags of both.
type names struct {
	index map[nameKey]int
	list  []gazetteer.Name
}

// A nameKey tells names apart. A word for the people is never merged with a name of the place spelt alike.
type nameKey struct {
	text   string
	people gazetteer.NameFlags
}

// footnotes are marks that stand behind names in CLDR by mistake ("Île-de-France²").
const footnotes = "¹²³"

// add notes a name; lang is "" where the language is not known. A name with a remark in brackets is no name.
func (n *names) add(text, lang string, flags gazetteer.NameFlags) {
	text = norm.NFC.String(strings.TrimRight(strings.Join(strings.Fields(text), " "), footnotes))
	if text == "" || strings.ContainsAny(text, "()（）[]") {
		return
	}
	key := nameKey{text, flags & (gazetteer.Demonym | gazetteer.People)}
	i, ok := n.index[key]
	if !ok {
		if n.index == nil {
			n.index = make(map[nameKey]int)
		}
		i = len(n.list)
		n.index[key] = i
		n.list = append(n.list, gazetteer.Name{Text: text, Flags: flags})
	}
	name := &n.list[i]
	// What a source has is not derived, whatever a rule says of it.
	name.Flags = (name.Flags|flags)&^gazetteer.Derived | name.Flags&flags&gazetteer.Derived
	if lang != "" && !slices.Contains(name.Langs, lang) {
		name.Langs = append(name.Langs, lang)
	}
}

// usage are the flags that make a use of a name another than the plain one.
const usage = ^(gazetteer.Preferred | gazetteer.Short | gazetteer.Derived)

// listed notes a name that a list has in a language. Where the name is there already, used alike, it only gets the language; and Und, if
// none was known, for who knew none may have had another in mind. Of Chinese, a script is also the language.
func (n *names) listed(text, lang string, flags gazetteer.NameFlags) {
	text = norm.NFC.String(strings.Join(strings.Fields(text), " "))
	langs := []string{lang}
	if main, _, ok := strings.Cut(lang, "-"); ok {
		langs = append(langs, main)
	}
	i := slices.IndexFunc(n.list, func(have gazetteer.Name) bool {
		return have.Text == text && have.Flags&usage&^gazetteer.Listed == flags&usage
	})
	if i < 0 {
		n.list = append(n.list, gazetteer.Name{Text: text, Langs: langs, Flags: flags | gazetteer.Listed})
		return
	}
	name := &n.list[i]
	if len(name.Langs) == 0 {
		name.Langs = []string{gazetteer.Und}
	}
	for _, l := range langs {
		if !slices.Contains(name.Langs, l) {
			name.Langs = append(name.Langs, l)
		}
	}
	name.Flags |= flags & gazetteer.Preferred
}

// speaks reports whether there is a usual name in a language.
func (n *names) speaks(lang string) bool {
	return slices.ContainsFunc(n.list, func(name gazetteer.Name) bool {
		return name.Flags&usage&^gazetteer.Listed == 0 && slices.Contains(name.Langs, lang)
	})
}

// english yields the place's names that are known to be English, as far as they were added.
func (n *names) english() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, name := range n.list {
			if name.Flags&gazetteer.Demonym == 0 && slices.Contains(name.Langs, "en") && !yield(name.Text) {
				return
			}
		}
	}
}

// distinct leaves out, of the spellings of which nothing is known, those that compare equal to another of the place's names. Nothing
// but what lists have may be added afterwards.
func (n *names) distinct(display string) {
	known := map[string]bool{fold.Name(display): true}
	for _, name := range n.list {
		if !plain(name) {
			known[fold.Name(name.Text)] = true
		}
	}
	n.list = slices.DeleteFunc(n.list, func(name gazetteer.Name) bool {
		k := fold.Name(name.Text)
		drop := k == "" || plain(name) && known[k]
		known[k] = true
		return drop
	})
	n.index = nil
}

// sorted returns the names in an order that depends on nothing else.
func (n *names) sorted() []gazetteer.Name {
	for _, name := range n.list {
		slices.Sort(name.Langs)
	}
	slices.SortFunc(n.list, func(a, b gazetteer.Name) int {
		return cmp.Or(cmp.Compare(a.Text, b.Text), cmp.Compare(a.Flags, b.Flags))
	})
	return n.list
}

// plain reports whether nothing is known of a name but its spelling.
func plain(n gazetteer.Name) bool { return len(n.Langs) == 0 && n.Flags == 0 }

// key is what two spellings of a name have in common when sources are joined: letters and digits in lower case without
// marks. It is a tool of the build; the index compares names in its own way.
func key(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		default:
			return -1
		}
	}, norm.NFKD.String(s))
}

// isASCII reports whether s has no letters beyond A to Z.
func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII }) < 0
}

// sorted yields a map in the order of its keys, so that the same inputs give the same bytes.
func sorted[K cmp.Ordered, V any](m map[K]V) iter.Seq2[K, V] {
	return func(yield func(K, V) bool) {
		for _, k := range slices.Sorted(maps.Keys(m)) {
			if !yield(k, m[k]) {
				return
			}
		}
	}
}
