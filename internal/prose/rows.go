package prose

import (
	"embed"
	"slices"
	"strconv"
	"strings"
	"sync"

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
	latin   tongues            // the languages in Latin letters: all that no script tells
	words   map[string]tongues // the languages that a word is one of
	letters map[rune]tongues   // the languages that have a letter, of those that others lack
	tails   map[part]tongues   // the languages of which many words end so
	heads   map[part]tongues   // the languages of which many words begin so
	other   *Language          // reads a language of which nothing is known
}

// tongues is a set of rows of the table, a bit each; no more than 64 fit.
type tongues uint64

// frequent are the languages of which the first is taken where a text may be in several.
var frequent = []string{"es", "fr", "de", "pt", "it", "nl", "pl", "tr", "id", "sv", "cs", "vi", "ro", "hu", "ru", "uk"}

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

// untelling are those of words that tell no language, for several have them.
var untelling = map[string]lexicon.Class{
	"say": lexicon.SayVerb, "auxiliary": lexicon.Auxiliary, "settlement": lexicon.SettlementWord, "holder": lexicon.AdminWord, "side": lexicon.Directional,
	"feature": lexicon.FeatureWord, "facility": lexicon.FacilityNoun, "body": lexicon.OrgNoun, "person": lexicon.Title,
}

// readRows reads all files, which the tests check.
func readRows() *table {
	t := &table{index: map[string]int{}, words: map[string]tongues{}, letters: map[rune]tongues{}, tails: map[part]tongues{}, heads: map[part]tongues{}}
	for _, tag := range rowTags() {
		data, _ := languageFiles.ReadFile("languages/" + tag + ".txt")
		t.index[tag] = len(t.rows)
		t.tags = append(t.tags, tag)
		t.rows = append(t.rows, t.row(tag, string(data)))
	}
	unknown := other
	unknown.Endings = t.rows[t.index["ru"]].Endings.joined(t.rows[t.index["uk"]].Endings)
	t.other = &unknown
	t.latin = tongues(1)<<len(t.rows) - 1
	for _, script := range scripts {
		for _, tag := range script.tags {
			t.latin &^= 1 << t.index[tag]
		}
	}
	return t
}

// row reads the file of one language.
func (t *table) row(tag, data string) *Language {
	data = strings.ReplaceAll(data, "\u200c", "") // as Plain does: joiners within Persian words
	l := other
	l.Tag = tag
	places := *other.Kinds
	l.Kinds = &places
	l.frequent = map[string]bool{}
	l.Words, l.Function, l.Endings, l.Voice = map[string]lexicon.Class{}, &FunctionWords{}, &Endings{}, &Voice{}
	self := tongues(1) << len(t.rows)
	for line := range strings.Lines(data) {
		kind, list, ok := strings.Cut(line, ":")
		if !ok || line[0] == '#' {
			continue
		}
		words := strings.Fields(list)
		for _, w := range words {
			if class := kinds[kind] | untelling[kind]; class != 0 {
				l.Words[w] |= class
			}
			t.enter(kind, w, self)
		}
		l.enter(kind, words)
	}
	l.ordinary = ordinary(l.Words)
	if l.Endings.index(); l.Endings.Nouns == nil {
		l.Endings = nil
	}
	return &l
}

// enter enters a word of a language among what tells the languages.
func (t *table) enter(kind, word string, self tongues) {
	switch kind {
	case "tail":
		t.tails[tailOf(word)] |= self
	case "head":
		t.heads[headOf(word)] |= self
	case "letters":
		for _, c := range word {
			t.letters[c] |= self
		}
	case "tell":
		t.words[word] |= self
	default:
		if _, ok := kinds[kind]; ok {
			t.words[word] |= self
		}
	}
}

// ordinary returns the words of a language that are no names, in folded form.
func ordinary(words map[string]lexicon.Class) map[string]bool {
	out := make(map[string]bool, len(words))
	for w, class := range words {
		if class.Has(lexicon.Common | lexicon.Month | lexicon.Weekday | lexicon.NumberWord) {
			out[fold.Name(w)] = true
		}
	}
	return out
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
		l.Endings.add(endings(words))
	case "adjective":
		l.Endings.Adjective = append(l.Endings.Adjective, endings(words)...)
		l.Endings.add(endings(words))
	case "division":
		l.Endings.divide(words)
	case "latin":
		l.Endings.Latin = endings(words)
	case "province":
		l.lead(words, LeadDivision)
	case "region":
		l.lead(words, LeadDivision|LeadTaken)
	case "admin":
		l.lead(words, 0)
	case "taken":
		l.lead(words, LeadTaken)
	case "unit":
		l.unit(words, LeadTaken)
	case "county":
		l.unit(words, LeadTaken|LeadDivision)
	case "tell", "word":
		for _, w := range words {
			l.frequent[fold.Name(w)] = true
		}
	case "plural":
		l.Endings.add(endings(words))
		l.Endings.Least = leastPlural
	case "prefix":
		l.Prefixes = append(l.Prefixes, endings(words)...)
	case "before":
		l.Before = words
	case "settlement":
		l.Kinds.Towns = folded(words)
	case "holder":
		l.Kinds.Divisions = folded(words)
	case "side":
		l.Kinds.Sides = folded(words)
	case "country":
		l.Countries = strings.Fields(strings.ToUpper(strings.Join(words, " ")))
	case "demonym":
		l.Demonyms = endings(words)
	case "subject":
		l.Voice.Subject = words
	case "stem":
		l.Voice.Stems = words
	case "verb":
		l.Voice.Last, l.Voice.Chained = slices.Contains(words, "last"), slices.Contains(words, "chained")
	case "sure":
		l.Sure, l.SureUnlisted = chance(words[0]), chance(words[1])
	case "write":
		l.Nouns = l.Nouns || slices.Contains(words, "nouns")
		l.Suffixed = l.Suffixed || slices.Contains(words, "suffix")
		l.Addresses = l.Addresses || slices.Contains(words, "addresses")
		l.Articles = l.Articles || slices.Contains(words, "articles")
		l.Taught = l.Taught || slices.Contains(words, "taught")
	}
}

// chance reads a probability; the tests check that it is one.
func chance(word string) float32 {
	v, _ := strconv.ParseFloat(word, 32)
	return float32(v)
}

func folded(words []string) (out []string) {
	for _, w := range words {
		out = append(out, fold.Name(w))
	}
	return out
}

// leastPlural is how well known a place is, as a prior, of whose name a text has the plural: "las dos Coreas". Set by hand.
const leastPlural = 5

// unit notes what nouns do right after names.
func (l *Language) unit(words []string, does Lead) {
	if l.Units == nil {
		l.Units = map[string]Lead{}
	}
	for _, w := range words {
		l.Units[fold.Name(w)] = does
	}
}

// lead notes what nouns do before names. Those for divisions are of the class of such, as are those that do nothing there.
func (l *Language) lead(words []string, does Lead) {
	if l.Leads == nil {
		l.Leads = map[string]Lead{}
	}
	for _, w := range words {
		if does != 0 {
			l.Leads[fold.Name(w)] |= does
		}
		if does != LeadTaken {
			l.Words[w] |= lexicon.AdminWord
		}
	}
}

// joined returns the languages that write an apostrophe where a word has one: after "l" or "dell", or before an ending.
func (t *table) joined(word string) (of tongues) {
	i := strings.IndexByte(word, '\'')
	if i < 0 {
		i = strings.Index(word, "’")
	}
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

// InAnyLanguage reports whether a word, as it is spelled, is one of the function words, weekdays and other words that any language but
// English has a class for.
func InAnyLanguage(word string) bool {
	word = lower(word)
	return slices.ContainsFunc(rowsOf().rows, func(l *Language) bool { return l.Words[word] != 0 })
}
