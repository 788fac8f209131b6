package prose

import (
	"math/bits"
	"unicode/utf8"

	"example.com/geotag/internal/lexicon"
)

// How much a word speaks for its languages by how many those are, and how much the end or the beginning of a word and a letter do.
// What one language has alone says most. Set by hand.
var (
	wordVotes   = [...]int{0, 12, 8, 6, 5, 4}
	partVotes   = [...]int{0, 4, 3, 2, 1}
	letterVotes = [...]int{0, 6, 4, 3, 2, 2, 1}
)

// letterShare is how much less a word of one letter says; joinVotes how much an apostrophe does after "dell" or before an ending; leastVotes
// how much must speak for a language to be told, ownVotes how much that is no English word besides, and bareVotes how much for each word where
// there are few. Set by hand.
const letterShare, joinVotes, leastVotes, ownVotes, bareVotes = 3, 4, 10, 4, 3

// mostLetters is how many letters of a language are counted, of which many tell no more than a few.
const mostLetters = 6

// mostCode is how long in bytes a word in capitals is at most that is no function word.
const mostCode = 3

// A poll counts what speaks for each language.
type poll struct {
	votes   [64]int
	own     [64]int // what of it no English word or name is
	letters [64]int
	english int
}

// ask counts what speaks for some languages among the words from one up to another. The letters of names, which may be of another, count
// only if so asked.
func (p *poll) ask(t *Text, first, end int32, among tongues, names bool) {
	table := rowsOf()
	limit := t.Words[first].Start + mostLooked
	for i := first; i < end && t.Words[i].Start < limit; i++ {
		w := &t.Words[i]
		word := lower(t.Source[w.Start:w.End])
		class, of := w.Class, table.words[word]&among
		if t.marked(w) {
			class = 0
		}
		if w.Shape&AllCaps == 0 || len(word) > mostCode || class.Has(function) {
			p.word(of, word, class, !w.mayBeName())
		}
		p.add(table.joined(word)&among, joinVotes, false)
		if !names && w.Shape&(Capital|Uncased) == Capital && i > first && w.Gap < GapSentence {
			continue
		}
		if of&(of-1) != 0 || of == 0 { // else it has told enough
			p.parts(table, word, among, !w.mayBeName())
		}
		p.accents(table, word, among)
	}
}

// word counts a word of some languages, and of English by its class there, of which ordinary words say half as much as function words.
func (p *poll) word(of tongues, word string, class lexicon.Class, own bool) {
	n, english := bits.OnesCount64(uint64(of)), class&^everywhere != 0
	if english {
		n++
	}
	votes := few(wordVotes[:], n)
	if utf8.RuneCountInString(word) == 1 {
		votes /= letterShare
	}
	p.add(of, votes, own && !english)
	switch {
	case class.Has(function):
		p.english += votes
	case english:
		p.english += votes / 2
	}
}

// mayBeName reports whether a word is written as names are, of any language.
func (w *Word) mayBeName() bool { return w.Shape&(Capital|AllCaps|Uncased) == Capital }

// longestPart and shortestRest are how many letters the beginning or the end of a word has at most of which a language has many words, and
// what is left of the word has at least.
const longestPart, shortestRest = 5, 2

// parts counts the longest end and beginning of a word that a language has many of. Those of a capitalized word, which may be a name, are
// hardly a language's own.
func (p *poll) parts(table *table, word string, among tongues, own bool) {
	var tail, head tongues
	from, to, a, z := len(word), 0, part(0), part(0)
	for k := min(longestPart, utf8.RuneCountInString(word)-shortestRest); k > 0; k-- {
		c, size := utf8.DecodeLastRuneInString(word[:from])
		from, z = from-size, z.with(c)
		if of := table.tails[z] & among; of != 0 {
			tail = of
		}
		c, size = utf8.DecodeRuneInString(word[to:])
		to, a = to+size, a.with(c)
		if of := table.heads[a] & among; of != 0 {
			head = of
		}
	}
	p.add(tail, few(partVotes[:], bits.OnesCount64(uint64(tail))), own)
	p.add(head, few(partVotes[:], bits.OnesCount64(uint64(head))), own)
}

// A part is the beginning or the end of a word, of a few letters: the outermost first.
type part uint64

// with returns a part with the next letter.
func (p part) with(c rune) part { return p<<12 | part(c&0xFFF) }

// headOf and tailOf return a whole word as a beginning and as an end of one.
func headOf(word string) (p part) {
	for _, c := range word {
		p = p.with(c)
	}
	return p
}

func tailOf(word string) (p part) {
	for len(word) > 0 {
		c, size := utf8.DecodeLastRuneInString(word)
		p, word = p.with(c), word[:len(word)-size]
	}
	return p
}

// accents counts the letters of a word that are not of ASCII.
func (p *poll) accents(table *table, word string, among tongues) {
	for i := range len(word) {
		if word[i] < utf8.RuneSelf {
			continue
		}
		for _, c := range word[i:] {
			if of := table.letters[c] & among; of != 0 {
				p.letter(of)
			}
		}
		return
	}
}

// few returns the votes of what so many languages share.
func few(votes []int, n int) int { return votes[min(n, len(votes)-1)] }

// add counts votes, their own if no function word of English has them, too.
func (p *poll) add(to tongues, n int, own bool) {
	for ; to != 0; to &= to - 1 {
		i := bits.TrailingZeros64(uint64(to))
		if p.votes[i] += n; own {
			p.own[i] += n
		}
	}
}

// letter counts a letter.
func (p *poll) letter(of tongues) {
	n := few(letterVotes[:], bits.OnesCount64(uint64(of)))
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
