package prose

import (
	"math/bits"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/rangetable"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
)

// A text is taken for English from so many words on, if one in so many is a function word, and beyond doubt if one in so many is;
// for a report of a match from so many words of sport on. Set by hand.
const englishWords, englishShare, plainlyEnglish, sportWords = 8, 5, 3, 2

// function are the classes of function words.
const function = lexicon.Determiner | lexicon.Preposition | lexicon.Conjunction | lexicon.Pronoun | lexicon.Auxiliary

// habits looks at the whole text: its language, as stated or as it shows, and whether it reports a match.
func (t *Text) habits(ix *gazetteer.Index, stated string) {
	plain, words, foreign, sport, common := 0, 0, 0, 0, 0
	for i := range t.Words {
		w := &t.Words[i]
		if w.Shape&Digits != 0 {
			continue
		}
		words++
		switch {
		case w.Class.Has(function):
			plain++
		case w.Class.Has(lexicon.SportWord):
			sport++
		case w.Class == 0 && t.Source[w.Start] >= latinEnd:
			foreign++
		case w.Class.Has(lexicon.Common):
			common++
		}
	}
	t.Sport = sport >= sportWords
	t.Tag = stated
	if t.Tag == "" {
		t.Tag = t.guess(ix, words, plain, common, foreign)
	}
	t.Language = LanguageOf(t.Tag)
	if t.Tag == "" && foreign*2 <= words { // too short to tell: most are English
		t.Language = &english
	}
}

// latinEnd is the least first byte of the letters after the Latin ones: U+0370.
const latinEnd = 0xCD

// guess returns the language that a text shows, or none, by how many of its words are function words of English, other frequent words
// of it, and not in Latin letters. An index (or nil) says whether they may all be names.
func (t *Text) guess(ix *gazetteer.Index, words, plain, common, foreign int) string {
	if words >= englishWords && plain*plainlyEnglish >= words {
		return "en"
	}
	if words == 0 {
		return ""
	}
	if foreign*2 > words {
		return t.byScript()
	}
	var p poll
	p.ask(t, latinTongues(), plain+common == 0)
	best, votes := p.best()
	switch {
	case p.own[best] < wordVotes && plain > 0:
	case votes > plain*wordVotes && votes >= leastVotes:
		return rowsOf().tags[best]
	case votes > 0 && votes >= words/2 && plain+common == 0 && words > 1 && (ix == nil || p.letters[best] > 0 || !t.onlyNames(ix)):
		return rowsOf().tags[best]
	}
	if words >= englishWords && plain*englishShare >= words {
		return "en"
	}
	return ""
}

// onlyNames reports whether all words may be those of the gazetteer's names, which tell no language: lima is a number in Indonesian, and
// "Lima, Peru" is none.
func (t *Text) onlyNames(ix *gazetteer.Index) bool {
	for i := 0; i < len(t.Words); {
		names := t.Match(ix, int32(i), nil)
		if len(names) == 0 {
			return false
		}
		i = int(names[len(names)-1].Last) + 1
	}
	return true
}

// scripts are those of one language, or of a few, of which the first is taken where nothing tells them apart.
var scripts = []struct {
	letters *unicode.RangeTable
	tags    []string
}{
	{unicode.Cyrillic, []string{"ru", "uk", "bg", "sr", "mk", "be"}},
	{unicode.Arabic, []string{"ar", "fa", "ur"}},
	{unicode.Greek, []string{"el"}},
	{unicode.Hebrew, []string{"he"}},
	{unicode.Hangul, []string{"ko"}},
	{kana, []string{"ja"}},
	{unicode.Han, []string{"zh"}},
	{unicode.Thai, []string{"th"}},
	{unicode.Devanagari, []string{"hi"}},
	{unicode.Georgian, []string{"ka"}},
	{unicode.Armenian, []string{"hy"}},
}

// kana stand between the characters of Japanese only: so many of those that one is enough.
var kana = rangetable.Merge(unicode.Hiragana, unicode.Katakana)

const kanaShare = 20

// mostLooked is how many bytes of a text are looked at to tell its language.
const mostLooked = 8 << 10

// byScript returns the language of a text that is not in Latin letters.
func (t *Text) byScript() string {
	var counts [16]int // of scripts
	for i, c := range t.Source {
		if i > mostLooked {
			break
		}
		if c < 0x370 {
			continue
		}
		for k := range scripts {
			if unicode.Is(scripts[k].letters, c) {
				counts[k]++
				break
			}
		}
	}
	best := 0
	for k, n := range counts[:len(scripts)] {
		if scripts[k].letters == kana {
			n *= kanaShare
		}
		if n > counts[best] {
			best = k
		}
	}
	if counts[best] == 0 {
		return ""
	}
	tags := scripts[best].tags
	if len(tags) == 1 {
		return tags[0]
	}
	var p poll
	p.ask(t, tonguesOf(tags), true)
	first := rowsOf().index[tags[0]]
	if best, votes := p.best(); votes > p.votes[first] {
		return rowsOf().tags[best]
	}
	return tags[0]
}

func tonguesOf(tags []string) (all tongues) {
	for _, tag := range tags {
		all |= 1 << rowsOf().index[tag]
	}
	return all
}

// latinTongues are the languages in Latin letters: all that no script tells.
func latinTongues() tongues {
	all := tongues(1)<<len(rowsOf().rows) - 1
	for _, s := range scripts {
		all &^= tonguesOf(s.tags)
	}
	return all
}

// How much a word of a language and one of its letters speak for it, and how much must for one to be told. A word of one letter
// speaks as a letter does. Set by hand.
const wordVotes, letterVotes, mostLetters, leastVotes = 2, 1, 4, 3

// mostCode is how long in bytes a word in capitals is at most that is no function word.
const mostCode = 3

// A poll counts what speaks for each language.
type poll struct {
	votes, own, letters [64]int
}

// ask counts what speaks for some languages. The letters of names, which may be of another, count only if so asked.
func (p *poll) ask(t *Text, among tongues, names bool) {
	table := rowsOf()
	for i := range t.Words {
		w := &t.Words[i]
		if w.Start > mostLooked {
			break
		}
		word := strings.ToLower(t.Source[w.Start:w.End])
		if w.Shape&AllCaps != 0 && w.End-w.Start <= mostCode {
			continue // "AZ" is a code, whatever else it is
		}
		n := wordVotes
		if len(word) == 1 {
			n = letterVotes
		}
		p.add(table.words[word]&among, n, !w.Class.Has(function))
		p.add(table.joined(word)&among, letterVotes, false)
		if !names && i > 0 && w.Shape&Capital != 0 && w.Gap < GapSentence {
			continue
		}
		for _, c := range word {
			if c >= 0x80 {
				p.mark(table.letters[c] & among)
			}
		}
	}
}

// add counts votes, their own if no function word of English has them, too.
func (p *poll) add(to tongues, n int, own bool) {
	for ; to != 0; to &= to - 1 {
		i := bits.TrailingZeros64(uint64(to))
		if p.votes[i] += n; own {
			p.own[i] += n
		}
	}
}

// mark counts a letter, of which many tell no more than a few; one that is of a single language counts as a word.
func (p *poll) mark(of tongues) {
	n := letterVotes
	if of&(of-1) == 0 {
		n = wordVotes
	}
	for ; of != 0; of &= of - 1 {
		i := bits.TrailingZeros64(uint64(of))
		if p.letters[i]++; p.letters[i] <= mostLetters {
			p.votes[i] += n
			p.own[i] += n
		}
	}
}

// best returns the language for which most speaks, the first of several.
func (p *poll) best() (row, votes int) {
	for i, v := range p.votes {
		if v > votes {
			row, votes = i, v
		}
	}
	return row, votes
}
