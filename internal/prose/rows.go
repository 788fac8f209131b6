package prose

import (
	"embed"
	"path"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"

	"example.com/geotag/internal/fold"
	"example.com/geotag/internal/lexicon"
)

// languageFiles hold a language each, written by hand: lines of a kind, a colon and words as a text spells them, in small letters.
//
//go:embed languages/*.txt
var languageFiles embed.FS

// A table holds the languages of the files, with what tells them apart.
type table struct {
	rows    []*Language        // their names are tags
	tags    []string           // of each row
	index   map[string]int     // of a tag in rows
	words   map[string]tongues // the languages that a word is one of
	letters map[rune]tongues   // the languages of which a letter is typical
}

// tongues is a set of rows of the table, a bit each; no more than 64 fit.
type tongues uint64

// frequent are the languages of which the first is taken where a text may be in several.
var frequent = []string{"es", "fr", "de", "pt", "it", "nl", "pl", "tr", "id", "sv", "cs", "vi", "ro", "hu"}

// rowsOf is the table, which is read when the first text needs it that is not plainly English.
var rowsOf = sync.OnceValue(readRows)

// kinds are what the words of a line are, as classes of the lexicon.
var kinds = map[string]lexicon.Class{
	"article": lexicon.Determiner | lexicon.Common | lexicon.VeryCommon,
	"of":      lexicon.Preposition,
	"in":      lexicon.PlacePrep | lexicon.Preposition,
	"place":   lexicon.PlacePrep | lexicon.Preposition,
	"and":     lexicon.Conjunction,
	"word":    lexicon.Conjunction | lexicon.Common | lexicon.VeryCommon,
	"month":   lexicon.Month,
	"weekday": lexicon.Weekday,
	"number":  lexicon.NumberWord,
	"noun":    lexicon.Common | lexicon.VeryCommon,
	"title":   lexicon.Title,
}

// deeds are those of words that tell no language.
var deeds = map[string]lexicon.Class{"say": lexicon.SayVerb, "auxiliary": lexicon.Auxiliary}

// readRows reads all files, which the tests check.
func readRows() *table {
	t := &table{index: map[string]int{}, words: map[string]tongues{}, letters: map[rune]tongues{}}
	tags := slices.Clone(frequent)
	files, _ := languageFiles.ReadDir("languages")
	for _, f := range files {
		if tag := strings.TrimSuffix(f.Name(), path.Ext(f.Name())); !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	for _, tag := range tags {
		data, _ := languageFiles.ReadFile("languages/" + tag + ".txt")
		t.index[tag] = len(t.rows)
		t.tags = append(t.tags, tag)
		t.rows = append(t.rows, t.row(tag, string(data)))
	}
	return t
}

// row reads the file of one language.
func (t *table) row(tag, data string) *Language {
	l := other
	l.Code = tag
	if region, confidence := language.Make(tag).Region(); confidence != language.No {
		l.Home = region.String()
	}
	l.Words, l.Function, l.Endings, l.Voice = map[string]lexicon.Class{}, &FunctionWords{}, &Endings{}, &Voice{}
	self := tongues(1) << len(t.rows)
	for line := range strings.Lines(data) {
		kind, list, ok := strings.Cut(line, ":")
		if !ok || line[0] == '#' {
			continue
		}
		words := strings.Fields(list)
		if class, ok := kinds[kind]; ok {
			for _, w := range words {
				l.Words[w] |= class
				t.words[w] |= self
			}
		}
		for _, w := range words {
			if class := deeds[kind]; class != 0 {
				l.Words[w] |= class
			}
		}
		if kind == "letters" {
			for _, c := range strings.Join(words, "") {
				t.letters[c] |= self
			}
		}
		l.enter(kind, words)
	}
	switch {
	case eastSlavic[tag]:
		l.Endings = &endingsEastSlavic
	case l.Endings.Nouns == nil:
		l.Endings = nil
	}
	return &l
}

// enter sets what the steps ask of the words of a kind.
func (l *Language) enter(kind string, words []string) {
	f := l.Function
	switch kind {
	case "article":
		f.Article = append(f.Article, folded(words)...)
	case "of":
		f.Of = append(f.Of, folded(words)...)
		f.Within = append(f.Within, folded(words)...)
	case "in":
		f.In = append(f.In, folded(words)...)
		f.Within = append(f.Within, folded(words)...)
	case "and":
		f.And = append(f.And, folded(words)...)
		f.Together = f.And
	case "elide":
		l.Elided = words
	case "ending":
		l.Endings.Nouns = append(l.Endings.Nouns, endings(words)...)
	case "adjective":
		l.Endings.Attributes = append(l.Endings.Attributes, endings(words)...)
	case "prefix":
		l.Prefixes = endings(words)
	case "before":
		l.Before = words
	case "after":
		l.After = words
	case "suffix":
		l.Suffixes = words
	case "subject":
		l.Voice.Subject = words
	case "stem":
		l.Voice.Stems = words
	case "verb":
		l.Voice.Last, l.Voice.Chained = slices.Contains(words, "last"), slices.Contains(words, "chained")
	case "write":
		l.Nouns, l.Suffixed, l.Articles = slices.Contains(words, "nouns"), slices.Contains(words, "suffix"), slices.Contains(words, "articles")
	}
}

func folded(words []string) (out []string) {
	for _, w := range words {
		out = append(out, fold.Name(w))
	}
	return out
}

// endings reads pairs such as "owie>ow".
func endings(pairs []string) (out []Ending) {
	for _, p := range pairs {
		oblique, nominative, _ := strings.Cut(p, ">")
		out = append(out, Ending{fold.Name(oblique), fold.Name(nominative)})
	}
	return out
}

// joined returns the languages that write an apostrophe where a word has one: after "l" or "dell", or before an ending.
func (t *table) joined(word string) (of tongues) {
	i := strings.IndexAny(word, "'’")
	if i < 0 {
		return 0
	}
	before, after := word[:i], strings.TrimLeft(word[i:], "'’")
	for k, l := range t.rows {
		if slices.Contains(l.Elided, before) || l.Suffixed && l.Endings != nil && slices.Contains(l.Endings.Nouns, Ending{Oblique: fold.Name(after)}) {
			of |= 1 << k
		}
	}
	return of
}

// InAnyLanguage reports whether a word, as it is spelled, is one of the function words, weekdays and other words by which any language
// but English is told.
func InAnyLanguage(word string) bool { return rowsOf().words[strings.ToLower(word)] != 0 }
