package geotag

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"example.com/geotag/internal/fold"
	"example.com/geotag/internal/lexicon"
)

// A token is a word of the text. Its folded form stands in the reading's folded buffer, where a single space joins it
// to the token before if a name may run across the gap, and breakByte if not.
type token struct {
	start, end   int32 // in the text; an abbreviation's full stop belongs to it
	fstart, fend int32 // in the folded buffer
	class        lexicon.Class
	gap          gap // what stands before it
	shape        shape
	sentence     int32 // index into sentences
	span         int32 // one more than the index of the span that begins here, or 0
}

// A gap is what stands between a token and the one before it.
type gap uint8

const (
	gapSpace    gap = iota // white space
	gapNone                // nothing: "'s", or the next character of a script without spaces
	gapHyphen              // a hyphen inside a compound
	gapComma               // a comma
	gapOpen                // an opening bracket
	gapQuote               // a quotation mark
	gapOther               // any other punctuation, with or without space
	gapDash                // a dash with space around it, or "--"
	gapSentence            // the end of a sentence
	gapPara                // a line break
)

// joins reports whether a name may run across the gap.
func (g gap) joins() bool { return g <= gapHyphen }

// shape is how a token is written.
type shape uint8

const (
	capital    shape = 1 << iota // its first letter is upper case, or of a script without case
	allCaps                      // all its letters are, and there are two or more
	possessive                   // it is the "s" of "'s", or its own genitive apostrophe follows
	initial                      // it is a single letter with a full stop
	dotted                       // a full stop belongs to it
	digits                       // it begins with a digit
	uncased                      // it is of a script without case
)

const breakByte = 0x01 // in the folded buffer: no name crosses it

// A sentence is a run of tokens with its habit of case.
type sentence struct {
	first, last int32 // tokens
	para        bool  // it begins a paragraph
	dateline    int32 // the token after its dateline ("LAGOS, Nigeria (AP) —"), or first
	headline    bool  // nearly all its words are capitalised, so that capitals mean little
}

// tokenize splits the text into tokens and sentences.
func (r *reading) tokenize() {
	text := r.text
	g := gapPara
	for i := 0; i < len(text); {
		if text[i] == ' ' {
			if g == gapNone { // as widen would, for most gaps
				g = gapSpace
			}
			i++
			continue
		}
		c, size := decode(text[i:])
		if !isWord(c) {
			g = r.widen(g, c, i, size)
			i += size
			continue
		}
		i = r.word(i, g)
		g = gapNone
	}
	r.split()
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

// widen returns the gap that results when c at byte i follows the gap g.
func (r *reading) widen(g gap, c rune, i, size int) gap {
	switch c {
	case '\n', '\r', '\u2028', '\u2029':
		return gapPara
	case '.', '!', '?', '…', '。', '！', '？':
		return max(g, r.stop(i+size))
	case ',', '，', '、':
		return max(g, gapComma)
	case '(', '[', '{':
		return max(g, gapOpen)
	case '"', '“', '”', '«', '»', '„':
		return max(g, gapQuote)
	case '-', '‐', '‑':
		if g == gapNone && i+size < len(r.text) && isWordAt(r.text[i+size:]) {
			return gapHyphen
		}
		return max(g, gapDash)
	case '–', '—', '―':
		return max(g, gapDash)
	case '\'', '’', '‘', '`':
		return g
	}
	if unicode.IsSpace(c) {
		if g == gapNone {
			return gapSpace
		}
		return g
	}
	return max(g, gapOther)
}

func isWordAt(s string) bool {
	c, _ := decode(s)
	return isWord(c)
}

// stop tells the end of a sentence from a full stop inside one: what follows begins with a small letter there.
func (r *reading) stop(i int) gap {
	for n := 0; i < len(r.text) && n < 8; n++ {
		c, size := decode(r.text[i:])
		switch {
		case unicode.IsLower(c), n == 0 && isWord(c):
			return gapOther
		case isWord(c):
			return gapSentence
		}
		i += size
	}
	return gapSentence
}

// word appends the token that begins at byte i, after the gap g, and returns the byte where the rest begins.
func (r *reading) word(i int, g gap) int {
	text := r.text
	t := token{start: int32(i), gap: g}
	if g.joins() {
		if g != gapNone && len(r.folded) > 0 {
			r.folded = append(r.folded, ' ')
		}
	} else if len(r.folded) > 0 {
		r.folded = append(r.folded, breakByte)
	}
	t.fstart = int32(len(r.folded))
	letters, uppers, runes := 0, 0, 0
	for i < len(text) {
		if n := r.letters(text[i:]); n > 0 { // nearly all of it
			up, caps := 0, text[i:i+n]
			for k := range len(caps) {
				if caps[k] < 'a' {
					up++
				}
			}
			if caps[0] < 'a' && letters == 0 && runes == 0 {
				t.shape |= capital
			}
			uppers, letters, runes = uppers+up, letters+n, runes+n
			i += n
			continue
		}
		c, size := decode(text[i:])
		if !isWord(c) {
			if n := r.inside(i, c, size, runes); n > 0 {
				if c == '.' {
					t.shape |= dotted
					runes = 0
				} else if c == '&' {
					r.folded = fold.AppendRune(r.folded, c)
				} else if text[t.start:i] == "I" {
					t.shape &^= capital // "I've"
				}
				i += n
				continue
			}
			break
		}
		if alone := isAlone(c); alone && runes > 0 {
			break
		} else if alone {
			t.shape |= capital | uncased
		}
		letters, uppers = r.letter(&t, c, letters, uppers)
		runes++
		i += size
		if t.shape&uncased != 0 && isAlone(c) {
			break
		}
	}
	if uppers == letters && letters > 1 {
		t.shape |= allCaps
	}
	if runes == 1 && letters == 1 && t.shape&capital != 0 && i < len(text) && text[i] == '.' {
		t.shape |= initial | dotted
	}
	t.end, t.fend = int32(i), int32(len(r.folded))
	if t.fend == t.fstart { // only marks: nothing to fold
		return i
	}
	t.class = lexicon.Of(r.folded[t.fstart:t.fend])
	if i < len(text) && text[i] == '.' && (t.shape&dotted != 0 || r.abbreviates(&t, i+1)) {
		t.shape |= dotted
		t.end, i = t.end+1, i+1
	}
	r.tokens = append(r.tokens, t)
	return r.genitive(i)
}

// letters folds the ASCII letters with which s begins and returns their number.
func (r *reading) letters(s string) int {
	folded, n := r.folded, 0
	for n < len(s) && s[n]|0x20-'a' < 26 {
		folded = append(folded, s[n]|0x20)
		n++
	}
	r.folded = folded
	return n
}

// letter folds one character of a token and counts letters and upper-case letters.
func (r *reading) letter(t *token, c rune, letters, uppers int) (int, int) {
	first := int(t.fstart) == len(r.folded)
	r.folded = fold.AppendRune(r.folded, c)
	switch {
	case c < utf8.RuneSelf && c >= 'a' || unicode.IsLower(c):
		return letters + 1, uppers
	case c < utf8.RuneSelf && c >= 'A' || unicode.IsUpper(c) || unicode.IsTitle(c):
		if first {
			t.shape |= capital
		}
		return letters + 1, uppers + 1
	case unicode.IsDigit(c) && first:
		t.shape |= digits
	case unicode.IsLetter(c) && first:
		t.shape |= capital | uncased
	}
	return letters, uppers
}

// inside returns the length of what may stand inside a word at byte i: an apostrophe between letters that is no
// possessive, the full stop of an initialism, or an ampersand; else 0.
func (r *reading) inside(i int, c rune, size, runes int) int {
	if c == ' ' || c == ',' {
		return 0 // nearly always
	}
	rest := r.text[i+size:]
	if rest == "" || !isWordAt(rest) {
		return 0
	}
	switch c {
	case '\'', '’', 'ʼ', '`':
		if endsWord(rest, 1) && rest[0]|0x20 == 's' {
			return 0
		}
		return size
	case '&':
		return size // "T&T"
	case '.':
		if next, n := decode(rest); runes == 1 && unicode.IsUpper(next) && (len(rest) == n || !isWordAt(rest[n:])) {
			return size
		}
	}
	return 0
}

// endsWord reports whether the word that s begins with has n bytes.
func endsWord(s string, n int) bool { return len(s) == n || !isWordAt(s[n:]) }

// genitive appends the "s" of a possessive at byte i as a token of its own, and returns the byte after it.
func (r *reading) genitive(i int) int {
	text := r.text
	if i >= len(text) || len(r.tokens) == 0 {
		return i
	}
	if text[i] == ' ' {
		return i
	}
	c, size := decode(text[i:])
	if c != '\'' && c != '’' {
		return i
	}
	rest := text[i+size:]
	last := &r.tokens[len(r.tokens)-1]
	if rest == "" || rest[0]|0x20 != 's' || !endsWord(rest, 1) {
		return i
	}
	last.shape |= possessive
	f := int32(len(r.folded))
	r.folded = append(r.folded, 's')
	r.tokens = append(r.tokens, token{
		start: int32(i), end: int32(i + size + 1), fstart: f, fend: f + 1, gap: gapNone, shape: possessive,
	})
	return i + size + 1
}

// abbreviates reports whether a full stop before byte i belongs to the token t rather than ending a sentence: that of
// a usual abbreviation, or of any short capitalised word that a comma, a dash, a bracket or a small letter follows.
func (r *reading) abbreviates(t *token, i int) bool {
	if t.shape&capital == 0 || t.fend-t.fstart > 5 {
		return false
	}
	if isShortForm(string(r.folded[t.fstart:t.fend])) {
		return true
	}
	if i >= len(r.text) || r.text[i] == ',' {
		return i < len(r.text)
	}
	if r.text[i] != ' ' || i+1 >= len(r.text) {
		return false
	}
	c, _ := decode(r.text[i+1:])
	return unicode.IsLower(c) || strings.ContainsRune("-–—(", c)
}

// isShortForm reports whether a folded word is usually written with a full stop: "St. Louis", "Gen. Smith".
func isShortForm(w string) bool {
	switch w {
	case "st", "ste", "mt", "ft", "pt", "no", "vs", "jr", "sr", "inc", "ltd", "co", "corp", "dept", "univ",
		"mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "sgt", "capt", "cmdr", "maj", "brig", "adm",
		"sen", "rep", "gov", "rev", "hon", "pres", "ave", "blvd", "rd",
		"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec":
		return true
	}
	return false
}

// isAlone reports whether a character is a word by itself: scripts that write no spaces.
func isAlone(c rune) bool {
	return c >= 0x0E00 && (unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Hangul))
}

// split groups the tokens into sentences and looks at how each uses capitals.
func (r *reading) split() {
	for i := range r.tokens {
		t := &r.tokens[i]
		if i == 0 || t.gap >= gapSentence {
			r.sentences = append(r.sentences, sentence{first: int32(i), para: t.gap == gapPara})
		}
		s := &r.sentences[len(r.sentences)-1]
		s.last, t.sentence = int32(i), int32(len(r.sentences)-1)
	}
	for i := range r.sentences {
		s := &r.sentences[i]
		words, small := 0, 0
		for _, t := range r.tokens[s.first : s.last+1] {
			if t.fend-t.fstart > 3 && t.shape&digits == 0 {
				words++
				if t.shape&capital == 0 {
					small++
				}
			}
		}
		s.headline = words >= 4 && small*5 <= words
		s.dateline = r.datelineEnd(s)
	}
}
