package prose

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.com/geotag/internal/fold"
	"example.com/geotag/internal/lexicon"
)

// breakByte stands in the folded form where no name may run on.
const breakByte = 0x01

// checkEvery is how many words, or bytes, are read between two looks at the context: some ten microseconds.
const checkEvery = 1 << 12

// tokenize fills in the words of a text.
func tokenize(ctx context.Context, t *Text) error {
	text := t.Source
	g := GapParagraph
	if t.amid {
		g = GapSentence
	}
	for i, next := 0, checkEvery; i < len(text); {
		if i >= next {
			if next = i + checkEvery; ctx.Err() != nil {
				return ctx.Err()
			}
		}
		if text[i] == ' ' {
			if g == GapNone { // as widen would, for most gaps
				g = GapSpace
			}
			i++
			continue
		}
		c, size := decode(text[i:])
		if !isWord(c) {
			g = t.widen(g, c, i, size)
			i += size
			continue
		}
		i = t.word(i, g)
		g = GapNone
	}
	return nil
}

func decode(s string) (rune, int) {
	if s[0] < utf8.RuneSelf {
		return rune(s[0]), 1
	}
	return utf8.DecodeRuneInString(s)
}

func isWord(c rune) bool {
	if c < utf8.RuneSelf {
		return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9'
	}
	return unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c)
}

// word appends the word that begins at byte i, after the gap g, and returns the byte where the rest begins.
func (t *Text) word(i int, g Gap) int {
	text := t.Source
	w := Word{Start: int32(i), Gap: g}
	if g.Joins() {
		if g != GapNone && len(t.Folded) > 0 {
			t.Folded = append(t.Folded, ' ')
		}
	} else if len(t.Folded) > 0 {
		t.Folded = append(t.Folded, breakByte)
	}
	w.FoldStart = int32(len(t.Folded))
	if n := t.familiar(&w, i); n > 0 {
		return i + n
	}
	i, runes, letters := t.spell(&w, i)
	w.End, w.FoldEnd = int32(i), int32(len(t.Folded))
	if runes == 1 && letters == 1 && w.Shape&Capital != 0 && i < len(text) && text[i] == '.' {
		w.Shape |= Initial | Dotted
	}
	if w.FoldEnd == w.FoldStart { // only marks: nothing to fold
		return i
	}
	w.Form = t.forms.of(t.Folded[w.FoldStart:w.FoldEnd])
	w.Class, w.era = t.forms.known[w.Form].class, t.forms.known[w.Form].era
	if i < len(text) && text[i] == '.' && (w.Shape&Dotted != 0 || t.abbreviates(&w, i+1)) {
		w.Shape |= Dotted
		if w.End++; !t.closes(&w, i+1) {
			i++
		}
	}
	t.Words = append(t.Words, w)
	return t.genitive(i)
}

// spell folds the characters of a word that begins at byte i and notes its shape. It returns the byte after the word, and
// how many characters and letters of it stand after its last full stop.
func (t *Text) spell(w *Word, i int) (end, runes, letters int) {
	text := t.Source
	uppers := 0
	for i < len(text) {
		if n := t.foldASCII(text[i:]); n > 0 { // nearly all of it
			up, caps := 0, text[i:i+n]
			for k := range len(caps) {
				if caps[k] < 'a' {
					up++
				}
			}
			if caps[0] < 'a' && letters == 0 && runes == 0 {
				w.Shape |= Capital
			}
			uppers, letters, runes = uppers+up, letters+n, runes+n
			i += n
			continue
		}
		c, size := decode(text[i:])
		if !isWord(c) {
			n := t.inside(w, i, c, size, runes)
			if n == 0 {
				break
			}
			if c == '.' {
				w.Shape |= Dotted
				runes = 0
			} else if c == '&' {
				t.Folded = fold.AppendRune(t.Folded, c)
			} else if text[w.Start:i] == "I" {
				w.Shape &^= Capital // "I've"
			}
			i += n
			continue
		}
		if alone := isAlone(c); alone && runes > 0 {
			break
		} else if alone {
			w.Shape |= Capital | Uncased
		}
		letters, uppers = t.letter(w, c, letters, uppers)
		runes++
		i += size
		if w.Shape&Uncased != 0 && isAlone(c) {
			break
		}
	}
	if uppers == letters && letters > 1 {
		w.Shape |= AllCaps
	}
	return i, runes, letters
}

// foldASCII folds the ASCII letters with which s begins and returns their number.
func (t *Text) foldASCII(s string) int {
	folded, n := t.Folded, 0
	for n < len(s) && s[n]|0x20-'a' < 26 {
		folded = append(folded, s[n]|0x20)
		n++
	}
	t.Folded = folded
	return n
}

// letter folds one character of a word and counts letters and upper-case letters.
func (t *Text) letter(w *Word, c rune, letters, uppers int) (int, int) {
	first := int(w.FoldStart) == len(t.Folded)
	t.Folded = fold.AppendRune(t.Folded, c)
	switch {
	case c < utf8.RuneSelf && c >= 'a' || unicode.IsLower(c) && !isMkhedruli(c):
		return letters + 1, uppers
	case c < utf8.RuneSelf && c >= 'A' || unicode.IsUpper(c) || unicode.IsTitle(c):
		if first {
			w.Shape |= Capital
		}
		return letters + 1, uppers + 1
	case unicode.IsDigit(c) && first:
		w.Shape |= Digits
	case unicode.IsLetter(c) && first:
		w.Shape |= Capital | Uncased
	}
	return letters, uppers
}

// isMkhedruli reports whether a character is of the Georgian letters, which Unicode calls small, and texts write everywhere.
func isMkhedruli(c rune) bool { return 0x10D0 <= c && c <= 0x10FF }

// inside returns the length of what may stand inside a word at byte i: an apostrophe between letters that is no
// possessive, the full stop of an initialism, the mark of a Hebrew one, or an ampersand; else 0.
func (t *Text) inside(w *Word, i int, c rune, size, runes int) int {
	if c == ' ' || c == ',' {
		return 0 // nearly always
	}
	rest := t.Source[i+size:]
	if rest == "" || !isWordAt(rest) {
		return 0
	}
	switch c {
	case '\'', '’', 'ʼ', '`':
		if endsWord(rest, 1) && rest[0]|0x20 == 's' || t.parted(w.Start, t.Source[w.Start:i]) {
			return 0
		}
		return size
	case '׳', '״':
		return size
	case '"', '”':
		if gershayim(t.Source[w.Start:i], rest) {
			return size
		}
	case '&':
		return size // "T&T"
	case '.':
		if next, n := decode(rest); runes == 1 && unicode.IsUpper(next) && (len(rest) == n || !isWordAt(rest[n:])) {
			return size
		}
	}
	return 0
}

// gershayim reports whether a quotation mark between Hebrew letters is that of an initialism, before the last letter of it: as it is where two
// letters stand before it, or one letter after it.
func gershayim(before, after string) bool {
	last, n := utf8.DecodeLastRuneInString(before)
	next, m := utf8.DecodeRuneInString(after)
	return unicode.Is(unicode.Hebrew, last) && unicode.Is(unicode.Hebrew, next) && (len(before) > n || len(after) == m || !isWordAt(after[m:]))
}

// endsWord reports whether the word that s begins with has n bytes.
func endsWord(s string, n int) bool { return len(s) == n || !isWordAt(s[n:]) }

// genitive appends the "s" of a possessive at byte i as a word of its own, and returns the byte after it.
func (t *Text) genitive(i int) int {
	text := t.Source
	if i >= len(text) || len(t.Words) == 0 || text[i] == ' ' {
		return i
	}
	c, size := decode(text[i:])
	if c != '\'' && c != '’' {
		return i
	}
	rest := text[i+size:]
	if rest == "" || rest[0]|0x20 != 's' || !endsWord(rest, 1) {
		return i
	}
	t.Words[len(t.Words)-1].Shape |= Possessive
	f := int32(len(t.Folded))
	t.Folded = append(t.Folded, 's')
	t.Words = append(t.Words, Word{
		Start: int32(i), End: int32(i + size + 1), FoldStart: f, FoldEnd: f + 1, Form: t.forms.of(t.Folded[f:]), Gap: GapNone, Shape: Possessive,
	})
	return i + size + 1
}

// abbreviates reports whether a full stop before byte i belongs to the word w rather than ending a sentence: that of a
// usual abbreviation, or of any short capitalized word that a comma, a dash, a bracket or a small letter follows.
func (t *Text) abbreviates(w *Word, i int) bool {
	if shortWords[t.Source[w.Start:w.End]] { // but "1999 г." ends one as often
		n := len(t.Words)
		return n == 0 || t.Words[n-1].Shape&Digits == 0 || !w.Gap.Joins()
	}
	if w.Shape&Capital == 0 || w.FoldEnd-w.FoldStart > 5 {
		return false
	}
	if shortForms[string(t.Folded[w.FoldStart:w.FoldEnd])] {
		return true
	}
	if t.stated(w) {
		return true
	}
	if i >= len(t.Source) || t.Source[i] == ',' {
		return i < len(t.Source)
	}
	if t.Source[i] != ' ' || i+1 >= len(t.Source) {
		return false
	}
	c, _ := decode(t.Source[i+1:])
	return unicode.IsLower(c) || strings.ContainsRune("-–—(", c)
}

// stated reports whether a word that a full stop follows is a state in short: "Racine, Wis.", "(R-Fla.)", "W. Va.", "TRENTON PA."
func (t *Text) stated(w *Word) bool {
	n := len(t.Words)
	return n > 0 && stateForms[string(t.Folded[w.FoldStart:w.FoldEnd])] && (w.Gap == GapComma || w.Gap == GapHyphen || w.Gap == GapOpen ||
		w.Gap <= GapNone && t.Words[n-1].Shape&Capital != 0)
}

// closes reports whether the full stop of an abbreviation, which ends before byte i, ends the sentence as well: a state's before
// any capital ("in Racine, Wis. Police say"), an initialism's before one of grammar ("in the U.S. The law").
func (t *Text) closes(w *Word, i int) bool {
	const longest = 16 // bytes of white space and a word of grammar
	rest := t.Source[i:min(len(t.Source), i+longest)]
	next := strings.TrimLeft(rest, " \r\n")
	if len(next) == len(rest) || next == "" || next[0] < 'A' || next[0] > 'Z' {
		return false
	}
	if w.End-w.Start > 2 && t.Source[w.Start+1] == '.' {
		end := strings.IndexFunc(next, func(c rune) bool { return !isWord(c) })
		const grammar = lexicon.Determiner | lexicon.Pronoun | lexicon.Preposition | lexicon.Conjunction
		return end > 0 && lexicon.Of([]byte(strings.ToLower(next[:end]))).Has(grammar)
	}
	return stateForms[string(t.Folded[w.FoldStart:w.FoldEnd])] && t.stated(w)
}

// isAlone reports whether a character is a word by itself: scripts that write no spaces.
func isAlone(c rune) bool {
	return c >= 0x0E00 && unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Hangul)
}
