// Package prose reads a text: its words with the form in which names are compared, its sentences, its datelines, the case
// that words would have in running text, and its language.
//
//	input -> source as its reader sees it -> words -> language -> sentences -> case
//
// What depends on the language is one value, [Language]. Nothing after this package writes into a Text.
package prose

import (
	"context"
	"sort"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
)

// A Text is a text that was read. All its parts are read-only, and good until its Reader reads another.
type Text struct {
	Source    string     // the text as its reader sees it, UTF-8: see Plain; bytes of it are what Word.Start and Word.End count
	Input     Span       // what of what was handed in it is: a part, or all
	Origin    Origin     // where each byte of Source stood in what was handed in
	Folded    []byte     // the words in the form in which names are compared: see Word
	Words     []Word     // in the order of the text
	Sentences []Sentence // in the order of the text; every word is in one
	Tag       string     // the language of the text as a whole, as stated or as detected, BCP 47; empty: not known
	Language  *Language  // what it is read by, but for paragraphs of another language: see LanguageAt; never nil
	Sport     bool       // it reports a match
	Past      bool       // it tells of times before 1950, in which places had other names
	Recased   bool       // it has no capitals, or nothing else, so that Word.Shape is a guess
	Forms     int        // how many forms there are
	Age       uint32     // how often the forms were numbered anew: what is kept by Word.Form is good for one age
	amid      bool       // it is a part that begins amidst a paragraph
	forms     *forms

	paragraphs []paragraph // those that have a language of their own
}

// A Word is a word of the text. Its folded form stands in Text.Folded, where a single space joins it to the word before if
// a name may run across the gap, and a byte of 1 if not.
type Word struct {
	Start, End         int32 // bytes of the source; an abbreviation's full stop belongs to the word
	FoldStart, FoldEnd int32 // bytes of the folded form
	Class              lexicon.Class
	Gap                Gap // what stands before it
	Shape              Shape
	era                era
	Sentence           int32 // index in Text.Sentences
	Form               Form  // the same for the same folded form, as long as Text.Age is
}

// A Sentence is a run of words with its habit of case, and its language, which is that of its paragraph.
type Sentence struct {
	First, Last int32     // words, inclusive
	Paragraph   bool      // it begins a paragraph
	Dateline    int32     // the word after its dateline ("LAGOS, Nigeria (AP) —"), or First where it has none
	Headline    bool      // nearly all its words are capitalized, so that capitals mean little
	Loud        bool      // nothing in it is in small letters
	Tag         string    // as Text.Tag
	Language    *Language // as Text.Language
}

// A Gap is what stands between a word and the one before it. The order says which of two outweighs the other.
type Gap uint8

// The gaps. A name may run across those up to GapHyphen.
const (
	GapSpace     Gap = iota // white space
	GapNone                 // nothing: "'s", or the next character of a script without spaces
	GapHyphen               // a hyphen inside a compound
	GapComma                // a comma
	GapOpen                 // an opening bracket
	GapQuote                // a quotation mark
	GapOther                // any other punctuation, with or without space
	GapDash                 // a dash with space around it, or "--"
	GapSentence             // the end of a sentence
	GapParagraph            // a line break
)

// GapNames are the names of the gaps, in their order.
var GapNames = [...]string{"space", "none", "hyphen", "comma", "open", "quote", "other", "dash", "sentence", "paragraph"}

// Joins reports whether a name may run across the gap.
func (g Gap) Joins() bool { return g <= GapHyphen }

// InSentence reports whether the gap ends no sentence.
func (g Gap) InSentence() bool { return g < GapSentence }

// Shape is how a word is written, one bit a property.
type Shape uint8

// The properties.
const (
	Capital    Shape = 1 << iota // its first letter is upper case, or of a script without case
	AllCaps                      // all its letters are, and there are two or more
	Possessive                   // it is the "s" of "'s", or its own genitive apostrophe follows
	Initial                      // it is a single letter with a full stop
	Dotted                       // a full stop belongs to it
	Digits                       // it begins with a digit
	Uncased                      // it is of a script without case
)

// ShapeNames are the names of the properties, the lowest bit first.
var ShapeNames = [...]string{"capital", "all-caps", "possessive", "initial", "dotted", "digits", "uncased"}

// A Reader reads texts, and keeps its memory from one to the next. One goroutine at a time uses it.
type Reader struct {
	ix        *gazetteer.Index
	plain     plainer
	text      Text
	matches   []Match
	holders   []Match
	standings map[uint32]standing // by Toponym.Ref, of names of the text
	held      map[[2]uint32]bool  // whether a name lies in another, as well
	starts    bool                // a text in small letters has capitals where sentences begin
	told      string              // the language of the parts before, if it was told
	forms     forms
}

// NewReader returns a Reader that tells names from words by an index, in texts whose case does not.
func NewReader(ix *gazetteer.Index) *Reader {
	return &Reader{ix: ix, plain: plainer{lines: lines{ix: ix}}, standings: map[uint32]standing{}, held: map[[2]uint32]bool{}}
}

// Read reads a text, all in one language (BCP 47; empty: that of each paragraph is detected). The Text is good until the next call. The only
// error is the context's.
func (r *Reader) Read(ctx context.Context, input, language string) (*Text, error) {
	r.Begin(input)
	return r.read(ctx, len(input), language)
}

// Begin takes up a text that Next reads in parts.
func (r *Reader) Begin(input string) {
	r.plain.begin(input)
	r.told = ""
}

// More reports whether something of the text that was taken up is left to read.
func (r *Reader) More() bool { return r.plain.rest != "" }

// Next reads the next part of the text as Read does a text: all of it, if it is no longer than PartBytes; else up to the end of a
// paragraph, a sentence or a line, and within none of the spans that are given, which are in the order of the text. A later part is of the
// language of the parts before, if that was told.
func (r *Reader) Next(ctx context.Context, given []Span, language string) (*Text, error) {
	return r.read(ctx, partEnd(r.plain.rest, r.plain.origin.base, given), language)
}

// read reads the next so many bytes of the text.
func (r *Reader) read(ctx context.Context, to int, language string) (*Text, error) {
	at, begins, amid := r.plain.origin.base, r.plain.rest, r.plain.amid
	source, origin := r.plain.next(to)
	words, folded, sentences, paragraphs := r.text.Words[:0], r.text.Folded[:0], r.text.Sentences[:0], r.text.paragraphs[:0]
	r.text = Text{Source: source, Origin: origin, Words: words, Folded: folded, Sentences: sentences, paragraphs: paragraphs}
	r.forms.renew()
	r.text.forms, r.text.Age = &r.forms, r.forms.age
	r.text.Input, r.text.amid = Span{at, at + len(begins) - len(r.plain.rest)}, amid
	if err := tokenize(ctx, &r.text); err != nil {
		return nil, err
	}
	r.text.habits(r.ix, language, r.told)
	r.told = r.text.Tag
	if r.text.parts() {
		if err := r.again(ctx); err != nil {
			return nil, err
		}
	}
	r.text.Forms = len(r.forms.known)
	r.text.classify()
	r.text.split()
	r.text.Past = r.text.past()
	if err := r.truecase(ctx); err != nil {
		return nil, err
	}
	return &r.text, nil
}

// again parts the words of a text whose languages, by now, tell what its apostrophes mean.
func (r *Reader) again(ctx context.Context) error {
	r.text.Words, r.text.Folded = r.text.Words[:0], r.text.Folded[:0]
	return tokenize(ctx, &r.text)
}

// Forget lets go of the last text's source, so that a Reader at rest keeps no caller's memory alive.
func (r *Reader) Forget() {
	r.text.Source = ""
	r.plain.forget()
}

// Word returns a word as it is folded: a part of t.Folded.
func (t *Text) Word(i int32) []byte {
	w := &t.Words[i]
	return t.Folded[w.FoldStart:w.FoldEnd]
}

// Slice returns the source from a word to another, inclusive.
func (t *Text) Slice(first, last int32) string {
	return t.Source[t.Words[first].Start:t.Words[last].End]
}

// Is reports whether a word folds to any of some, which are folded themselves.
func (t *Text) Is(w *Word, some []string) bool {
	folded := t.Folded[w.FoldStart:w.FoldEnd]
	for _, s := range some {
		if len(s) == len(folded) && s == string(folded) {
			return true
		}
	}
	return false
}

// Before returns the word before i, if only white space parts them, or it is elided ("l'"), and both are of one sentence; else nil.
func (t *Text) Before(i int32) *Word {
	if w := &t.Words[i]; i > 0 && (w.Gap == GapSpace || w.Gap == GapNone && t.LanguageAt(i).Elided != nil) && t.Words[i-1].Sentence == w.Sentence {
		return &t.Words[i-1]
	}
	return nil
}

// After returns the word after i, if only white space parts them and i is no possessive; else nil.
func (t *Text) After(i int32) *Word {
	if i+1 < int32(len(t.Words)) && t.Words[i+1].Gap == GapSpace && t.Words[i].Shape&Possessive == 0 {
		return &t.Words[i+1]
	}
	return nil
}

// LanguageAt returns what a word is read by: the language of its paragraph, which may quote another than the text's.
func (t *Text) LanguageAt(word int32) *Language { return t.Sentences[t.Words[word].Sentence].Language }

// Untaught returns the first language of the text that no model has learned, empty where it is not known; ok is false where there is none.
func (t *Text) Untaught() (tag string, ok bool) {
	for i := range t.paragraphs {
		if p := &t.paragraphs[i]; !p.language.Taught {
			return p.tag, true
		}
	}
	return "", false
}

// SentenceOf returns the sentence of a word.
func (t *Text) SentenceOf(word int32) *Sentence { return &t.Sentences[t.Words[word].Sentence] }

// WordAt returns the first word that begins at a byte of the source or later, or -1.
func (t *Text) WordAt(start int) int32 {
	k := sort.Search(len(t.Words), func(k int) bool { return int(t.Words[k].Start) >= start })
	if k == len(t.Words) {
		return -1
	}
	return int32(k)
}

// Covering returns the words, inclusive, that bytes of the source touch; ok is false where there are none.
func (t *Text) Covering(start, end int) (first, last int32, ok bool) {
	k := sort.Search(len(t.Words), func(k int) bool { return int(t.Words[k].End) > start })
	if k == len(t.Words) || int(t.Words[k].Start) >= end || start >= end {
		return 0, 0, false
	}
	first, last = int32(k), int32(k)
	for int(last)+1 < len(t.Words) && int(t.Words[last+1].Start) < end {
		last++
	}
	return first, last, true
}

// SentenceAt returns the index of the sentence of the word at a byte of the source, or of the last sentence; -1 where there
// are none.
func (t *Text) SentenceAt(start int) int32 {
	if k := t.WordAt(start); k >= 0 {
		return t.Words[k].Sentence
	}
	return int32(len(t.Sentences)) - 1
}

// A Match is a name of the gazetteer that ends with a word.
type Match struct {
	Last int32
	Name gazetteer.Toponym
}

// Match appends the names of an index that begin at a word, the shortest first.
func (t *Text) Match(ix *gazetteer.Index, word int32, matches []Match) []Match {
	j := int(word)
	base := t.Words[word].FoldStart
	for n, name := range ix.Match(t.Folded[base:]) {
		end := base + int32(n)
		for j < len(t.Words) && t.Words[j].FoldEnd < end {
			j++
		}
		if j < len(t.Words) && t.Words[j].FoldEnd == end {
			matches = append(matches, Match{int32(j), name})
		}
	}
	return matches
}

// A Span is a stretch of a source, in bytes.
type Span struct{ Start, End int }
