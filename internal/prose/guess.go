package prose

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
)

// A text is taken for English from so many words on, if one in so many is a function word, and beyond doubt if one in so many is;
// for a report of a match from so many words of sport on. Set by hand.
const englishWords, englishShare, plainlyEnglish, sportWords = 8, 5, 3, 2

// alienWords is how many words in small letters show that a text is not English, if none of them is an English word. Set by hand.
const alienWords = 4

// function are the classes of function words.
const function = lexicon.Determiner | lexicon.Preposition | lexicon.Conjunction | lexicon.Pronoun | lexicon.Auxiliary

// mostLooked is how many bytes of a text, or of a paragraph, are looked at to tell its language.
const mostLooked = 2 << 10

// A tally counts words that are no figures: all, function words of English, words of sport, other frequent words of it, those that are not in Latin
// letters, and those of small letters that no list has.
type tally struct{ words, plain, sport, common, foreign, unknown int }

// add counts the words of another tally, too.
func (c *tally) add(o *tally) {
	c.words, c.plain, c.sport, c.common = c.words+o.words, c.plain+o.plain, c.sport+o.sport, c.common+o.common
	c.foreign, c.unknown = c.foreign+o.foreign, c.unknown+o.unknown
}

// latinEnd is the least first byte of the letters after the Latin ones: U+0370.
const latinEnd = 0xCD

// habits looks at the whole text: the language of each paragraph, as stated, as known from the parts before, or as it shows; and whether it
// reports a match.
func (t *Text) habits(ix *gazetteer.Index, stated, known string) {
	all := t.count()
	t.Sport = all.sport >= sportWords
	if t.Tag = cmp.Or(stated, known); t.Tag == "" {
		t.Tag = t.guess(ix, &all)
	}
	t.Language = LanguageOf(t.Tag)
	if t.Tag == "" && all.foreign*2 <= all.words && !all.alien() { // too short to tell: most are English
		t.Language = &english
	}
	if t.speak(stated == "") {
		t.speak(stated == "")
	}
	t.unite()
}

// count parts the text into paragraphs, counts the words of each, and returns the sum.
func (t *Text) count() (all tally) {
	for i := range t.Words {
		w := &t.Words[i]
		if i == 0 || w.Gap == GapParagraph {
			t.paragraphs = append(t.paragraphs, paragraph{first: int32(i), start: w.Start})
		}
		p := &t.paragraphs[len(t.paragraphs)-1]
		p.end = int32(i) + 1
		p.count(t, w)
	}
	for i := range t.paragraphs {
		all.add(&t.paragraphs[i].tally)
	}
	return all
}

// count counts a word.
func (c *tally) count(t *Text, w *Word) {
	if w.Shape&Digits != 0 {
		return
	}
	c.words++
	marked := t.marked(w)
	switch {
	case marked && t.Source[w.Start] >= latinEnd:
		c.foreign++
	case !marked && w.Class.Has(function):
		c.plain++
	case !marked && w.Class.Has(lexicon.SportWord):
		c.sport++
	case !marked && w.Class.Has(lexicon.Common):
		c.common++
	case (marked || w.Class == 0) && w.Shape&Capital == 0:
		c.unknown++
	}
}

// marked reports whether a word has letters that no English word has, whatever it folds to.
func (t *Text) marked(w *Word) bool {
	if t.Source[w.Start] >= latinEnd {
		return true
	}
	if w.End-w.Start == w.FoldEnd-w.FoldStart && t.Source[w.Start] < utf8.RuneSelf { // what folds from two bytes is shorter
		return false
	}
	return strings.IndexFunc(t.Source[w.Start:w.End], func(c rune) bool { return c >= utf8.RuneSelf && unicode.IsLetter(c) }) >= 0
}

// alien reports whether words show that a text is not English, though not what it is.
func (c *tally) alien() bool { return c.plain+c.common == 0 && c.unknown >= alienWords }

// guess returns the language that a text shows, or none. An index (or nil) says whether its words may all be names.
func (t *Text) guess(ix *gazetteer.Index, c *tally) string {
	if c.words >= englishWords && c.plain*plainlyEnglish >= c.words {
		return "en"
	}
	if c.words == 0 {
		return ""
	}
	end := int32(len(t.Words))
	if c.foreign*2 > c.words {
		return t.byScript(0, end)
	}
	var p poll
	p.ask(t, 0, end, rowsOf().latin, c.plain+c.common == 0)
	best, votes := p.best()
	bare := c.plain+c.common == 0 && c.words > 1
	switch {
	case p.own[best] < ownVotes, bare && ix != nil && p.letters[best] == 0 && t.onlyNames(ix):
	case votes > p.english && votes >= leastVotes, bare && votes >= c.words*bareVotes:
		return rowsOf().tags[best]
	}
	if c.words >= englishWords && c.plain*englishShare >= c.words {
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

// scriptLead is how much more must speak for another language of a script than for the one that most texts in it are in: more than a
// beginning or an end of a word does, which any may have. Set by hand.
const scriptLead = 6

// byScript returns the language of words that are not in Latin letters, from one up to another.
func (t *Text) byScript(first, end int32) string {
	k := t.scriptOf(first, end)
	if k < 0 {
		return ""
	}
	tags := scripts[k].tags
	if len(tags) == 1 || isAlone(scripts[k].from) {
		return tags[0]
	}
	var p poll
	p.ask(t, first, end, tonguesOf(tags), true)
	if best, votes := p.best(); votes > p.votes[rowsOf().index[tags[0]]]+scriptLead {
		return rowsOf().tags[best]
	}
	return tags[0]
}

// A paragraph is one of the text, or several in a row of the same language.
type paragraph struct {
	tally
	first, end int32 // words, without the last
	start      int32 // the byte at which its first word begins
	tag        string
	language   *Language
}

// Another language is told by so many words of a paragraph at least, of which all but one in so many are in another script; or by so many in the
// text's script, if it has so many times the votes of the text's language, and so many for each word. A paragraph of an English text in which
// one word in so many is a function word of English is English. Set by hand.
const quotedWords, quotedShared, quotedOutOf, quotedTimes, quotedVotes, quotedEnglish = 5, 8, 5, 2, 3, 4

// speak gives each paragraph its language: the text's, unless it is of another beyond doubt, which mixed says may be. It returns whether the
// text has another language now: that of more than half of its words, or none.
func (t *Text) speak(mixed bool) bool {
	words, all := map[string]int(nil), 0
	for i := range t.paragraphs {
		p := &t.paragraphs[i]
		p.tag, p.language = t.Tag, t.Language
		if mixed && len(t.paragraphs) > 1 {
			if tag := t.quoted(p); tag != "" && tag != t.Tag {
				if p.tag, p.language = tag, LanguageOf(tag); words == nil {
					words = map[string]int{}
				}
				words[tag] += p.words
			}
		}
		all += p.words
	}
	if words == nil {
		return false
	}
	own, tag := all, ""
	for other, n := range words {
		if own -= n; n*2 > all {
			tag = other
		}
	}
	if own*2 > all || tag == t.Tag {
		return false
	}
	t.Tag, t.Language = tag, LanguageOf(tag)
	return true
}

// unite joins paragraphs of one language that follow each other.
func (t *Text) unite() {
	t.paragraphs = slices.CompactFunc(t.paragraphs, func(a, b paragraph) bool { return a.tag == b.tag && a.language == b.language })
}

// quoted returns the language of a paragraph that is of another than the text, or none.
func (t *Text) quoted(p *paragraph) string {
	if p.words < quotedWords || t.Language == &english && p.plain*quotedEnglish >= p.words {
		return ""
	}
	if p.foreign*quotedOutOf > p.words*(quotedOutOf-1) {
		k := t.scriptOf(p.first, p.end)
		if k < 0 || tonguesOf(scripts[k].tags)&t.tongue() == 0 {
			return t.byScript(p.first, p.end)
		}
		if isAlone(scripts[k].from) {
			return "" // no words tell its languages
		}
		return t.outvoted(p, tonguesOf(scripts[k].tags))
	}
	return t.outvoted(p, rowsOf().latin)
}

// outvoted returns the language that has far more votes in a paragraph than the text's, or none.
func (t *Text) outvoted(p *paragraph, among tongues) string {
	if p.words < quotedShared {
		return ""
	}
	var v poll
	v.ask(t, p.first, p.first+quotedShared, among, false)
	best, votes := v.best()
	if t.against(&v) >= max(votes, v.english) { // as nearly always
		return ""
	}
	if next := p.first + quotedShared; next < p.end {
		v.ask(t, next, p.end, among, false)
		best, votes = v.best()
	}
	against := t.against(&v)
	if t.Language != &english && p.foreign == 0 && p.plain*plainlyEnglish >= p.words &&
		v.english > quotedTimes*against && v.english >= quotedVotes*p.words {
		return "en"
	}
	if votes > quotedTimes*max(against, v.english) && votes >= quotedVotes*p.words && v.own[best] >= leastVotes {
		return rowsOf().tags[best]
	}
	return ""
}

// against returns the votes for the text's own language.
func (t *Text) against(v *poll) int {
	switch own := t.tongue(); {
	case own != 0:
		return v.votes[bits.TrailingZeros64(uint64(own))]
	case t.Language == &english:
		return v.english
	}
	return 0
}

// tongue is the language of the text as a set, which is empty where it has no row.
func (t *Text) tongue() tongues {
	if k := slices.Index(rowsOf().rows, t.Language); k >= 0 {
		return 1 << k
	}
	return 0
}
