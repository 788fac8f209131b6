package prose

import (
	"unicode"
	"unicode/utf8"
)

// widen returns the gap that results when c at byte i follows the gap g.
func (t *Text) widen(g Gap, c rune, i, size int) Gap {
	switch c {
	case '\n', '\r', '\u2028', '\u2029':
		return GapParagraph
	case '.', '!', '?', '…', '．':
		return max(g, t.stop(i+size))
	case '。', '！', '？', '｡', '؟', '۔', '।', '॥', '։', '።', '།', '။', '។':
		return max(g, GapSentence) // no space need follow
	case ',', '，', '、', '､', '،', '፣':
		return max(g, GapComma)
	case '(', '[', '{', '（', '［', '｛', '【', '〔', '〖':
		return max(g, GapOpen)
	case '"', '“', '”', '«', '»', '„', '‟', '‹', '›', '「', '」', '『', '』', '《', '》', '〈', '〉', '﹁', '﹂', '｢', '｣', '〝', '〞', '〟', '״', '＂':
		return max(g, GapQuote)
	case '·', '・', '‧', '･':
		return t.dot(g, i, size)
	case '-', '‐', '‑', '־', '֊', '－':
		if g == GapNone && i+size < len(t.Source) && isWordAt(t.Source[i+size:]) {
			return GapHyphen
		}
		return max(g, GapDash)
	case '–', '—', '―':
		return max(g, GapDash)
	case '\'', '’', '‘', '`':
		return g
	}
	if unicode.IsSpace(c) {
		if g == GapNone {
			return GapSpace
		}
		return g
	}
	return max(g, GapOther)
}

// dot returns the gap that results from a middle dot at byte i: it joins the parts of a name, and between two Han characters in Japanese the
// entries of a list.
func (t *Text) dot(g Gap, i, size int) Gap {
	before, _ := utf8.DecodeLastRuneInString(t.Source[:i])
	after, _ := utf8.DecodeRuneInString(t.Source[i+size:])
	switch {
	case g != GapNone || !isWord(before) || !isWord(after) || unicode.IsDigit(before) || unicode.IsDigit(after):
		return max(g, GapOther)
	case unicode.Is(unicode.Han, before) && unicode.Is(unicode.Han, after) && t.Source[i:i+size] == "・":
		return GapComma
	}
	return GapHyphen
}

func isWordAt(s string) bool {
	c, _ := decode(s)
	return isWord(c)
}

// stop tells the end of a sentence from a full stop inside one: what follows begins with a small letter there.
func (t *Text) stop(i int) Gap {
	for n := 0; i < len(t.Source) && n < 8; n++ {
		c, size := decode(t.Source[i:])
		switch {
		case unicode.IsLower(c), n == 0 && isWord(c):
			return GapOther
		case isWord(c):
			return GapSentence
		}
		i += size
	}
	return GapSentence
}
