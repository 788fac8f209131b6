package prose

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// PartBytes is how much of a text is read at once, so that the memory of the steps is bounded whatever the text is: several times as much as
// an article of news has.
const PartBytes = 32 << 10

// How well a text may be cut at a byte, from the worst to the best.
const (
	cutNowhere   = iota
	cutCharacter // between characters
	cutSpace     // between words, neither of which is a figure
	cutComma     // after a comma that is none of a figure
	cutLine
	cutSentence
	cutParagraph
)

// partEnd returns where the next part of a text ends of which all before base has been read: as late as it can be, but where it is cut best.
// No part is much shorter than half of the others, for little tells how a short text is to be read.
func partEnd(rest string, base int, given []Span) int {
	if len(rest) <= PartBytes {
		return len(rest)
	}
	most := min(PartBytes, len(rest)/2+PartBytes/8)
	best, end := cutNowhere, most
	for i := most; i > most/2 && best < cutParagraph; i-- {
		if cut := cutAt(rest, i); cut > best && !inSpan(given, base+i) {
			best, end = cut, i
		}
	}
	for best == cutNowhere && end > 1 && !utf8.RuneStart(rest[end]) { // amidst a span that no name is as long as
		end--
	}
	return end
}

// inSpan reports whether a byte is amidst one of some spans, which are in order.
func inSpan(spans []Span, at int) bool {
	k := sort.Search(len(spans), func(k int) bool { return spans[k].End > at })
	return k < len(spans) && spans[k].Start < at
}

// cutAt returns how well a text may be cut before a byte, which is neither its first nor behind its last.
func cutAt(text string, i int) int {
	before, next := text[i-1], text[i]
	if !utf8.RuneStart(next) {
		return cutNowhere
	}
	switch before {
	case '\n':
		line := strings.TrimRight(text[max(i-1-column, 0):i-1], " \t\r")
		if strings.HasSuffix(line, "\n") {
			return cutParagraph
		}
		if endsProse(text[:i-1], next) {
			return cutSentence
		}
		return cutLine
	case ' ':
		switch {
		case endsProse(text[:i-1], next):
			return cutSentence
		case i > 1 && strings.IndexByte(",;:", text[i-2]) >= 0:
			return cutComma
		case i > 1 && !isFigure(text[i-2]) && !isFigure(next):
			return cutSpace
		}
		return cutCharacter
	case ',', ';', '|':
		if i > 1 && !isFigure(text[i-2]) {
			return cutComma
		}
	}
	if before >= utf8.RuneSelf {
		switch c, _ := utf8.DecodeLastRuneInString(text[:i]); c {
		case '。', '！', '？', '؟', '۔', '।', '።':
			return cutSentence
		case '，', '、', '；', '،':
			return cutComma
		}
	}
	if c, _ := decode(text[i:]); unicode.IsMark(c) || before == '<' || before == '&' || isFigure(before) {
		return cutNowhere
	}
	return cutCharacter
}

func isFigure(c byte) bool { return '0' <= c && c <= '9' }

// endsProse reports whether a text ends with the mark of a sentence's end, and no abbreviation: two small letters stand before a full stop, and
// none after it.
func endsProse(text string, next byte) bool {
	n := len(text)
	if 'a' <= next && next <= 'z' {
		return false
	}
	if n > 2 && text[n-1] == '.' {
		return isSmall(text[n-2]) && isSmall(text[n-3])
	}
	return n > 0 && strings.IndexByte("!?.\"')]", text[n-1]) >= 0 && endsSentence(text[max(n-8, 0):])
}

// isSmall reports whether a byte is that of a small letter, or of one that is not of ASCII.
func isSmall(c byte) bool { return 'a' <= c && c <= 'z' || c >= utf8.RuneSelf }
