package measure

import "strings"

// A Share is a part of a place that a text speaks of: "20 % of Ukraine", "a fifth of", "twice the size of".
type Share struct {
	Start                   int     // the byte at which the wording begins
	Part                    float64 // of one: 0.2 of "20 %", 2 of "twice the size of"
	ImpliedLow, ImpliedHigh float64
	Comparison              bool // "the size of": no part of the place
}

// territory are the words between "of" and the place that say that land is meant.
var territory = []string{"the territory of", "territory of", "the land area of", "the area of", "the surface of", "the land of", "territory in", "land in"}

// ShareBefore reads the wording that ends where a place's name begins, at the byte at of the text, and whether it says that land is meant. It
// takes bounded time.
func ShareBefore(text string, at int) (s Share, land, ok bool) {
	from := max(at-maxWording, 0)
	before := cutArticle(text[from:at])
	if !endsIn(before, "of", "as", "in") {
		return s, false, false
	}
	if rest, found := cutSizeOf(before, &s); found {
		s.Start = from + len(rest)
		return s, true, true
	}
	for _, phrase := range territory {
		if rest, found := cutPhrase(before, phrase); found {
			before, land = rest, true
			break
		}
	}
	rest, found := cutPhrase(before, "of")
	if !found {
		return s, false, false
	}
	rest = cutGap(rest)
	scale := 0.01
	if short, found := strings.CutSuffix(rest, "%"); found {
		rest = short
	} else if short, found := cutPhrase(rest, "percent"); found {
		rest = short
	} else if short, found := cutPhrase(rest, "per cent"); found {
		rest = short
	} else if !afterNumber(rest) { // as nearly always
		return s, false, false
	} else {
		rest, scale = before+" a", 1 // "a fifth of a" is a number, "a fifth of" none
	}
	rest, n, found := english.cutNumber(cutGap(rest))
	if !found || n.article || scale == 1 && n.value >= 1 || n.value*scale > 1 {
		return s, false, false
	}
	rest, h := english.cutHedge(rest)
	low, high := h.bounds(n, n)
	if high == 0 {
		high = 1 / scale
	}
	s = Share{Start: from + len(rest), Part: n.value * scale, ImpliedLow: low * scale, ImpliedHigh: min(high*scale, 1)}
	return s, land, true
}

// multiples are the words before "the size of".
var multiples = map[string]float64{"twice": 2, "double": 2, "half": 0.5, "triple": 3, "thrice": 3}

// cutSizeOf takes "twice the size of" off the end of text.
func cutSizeOf(text string, s *Share) (rest string, ok bool) {
	for _, phrase := range []string{"the size of", "area as large as", "area as big as", "territory as large as", "region as large as"} {
		if rest, ok = cutPhrase(text, phrase); ok {
			break
		}
	}
	if !ok {
		return text, false
	}
	part := 1.0
	if short, word := cutWord(cutGap(rest)); multiples[strings.ToLower(word)] != 0 {
		rest, part = short, multiples[strings.ToLower(word)]
	} else if short, found := cutPhrase(rest, "times"); found {
		if left, n, found := english.cutNumber(cutGap(short)); found {
			rest, part = left, n.value
		}
	}
	rest, _ = english.cutHedge(rest)
	*s = Share{Part: part, ImpliedLow: 0.8 * part, ImpliedHigh: 1.25 * part, Comparison: true}
	return rest, true
}

// ShareBefore reads the wording in the language that ends where a place's name begins, at the byte at of the text, and whether it says that land is
// meant; in a language whose wordings are not known, that of English. It takes bounded time.
func (l *Locale) ShareBefore(text string, at int) (s Share, land, ok bool) {
	x := l.lexis()
	if x == nil || len(x.percent) == 0 {
		return ShareBefore(text, at)
	}
	from := wordingFrom(text, at)
	rest := text[from:at]
	rest, _ = cutLongestOf(rest, x.geography.of)
	rest, land = cutLongestOf(rest, x.territory)
	if land {
		rest, _ = cutLongestOf(rest, x.geography.of)
	}
	n, rest, ok := l.cutPart(rest)
	if !ok {
		return s, false, false
	}
	rest, h := l.cutHedge(rest)
	low, high := h.bounds(n, n)
	if high == 0 {
		high = 1
	}
	return Share{Start: from + len(rest) + len(text[from+len(rest):at]) - len(skipGap(text[from+len(rest):at])), Part: n.value, ImpliedLow: low, ImpliedHigh: min(high, 1)}, land, true
}

// cutPart takes "20 %" or "a third" off the end of s, as a part of one.
func (l *Locale) cutPart(s string) (n number, rest string, ok bool) {
	left, percent := cutLongestOf(s, l.file.percent)
	if !percent {
		rest, word := cutLetters(cutGap(s))
		value := l.file.fractions[word]
		return shareToken(value, singular).number, rest, value > 0
	}
	rest, n, ok = l.cutNumber(cutGap(left))
	if !ok || n.article {
		return n, s, false
	}
	if l.comma {
		n = n.withComma()
	}
	n = n.times(0.01)
	return n, rest, n.value <= 1
}

// Holding returns beginnings of words of holding and covering land in the language; none: those of English are read.
func (l *Locale) Holding() []string {
	if x := l.lexis(); x != nil && len(x.percent) > 0 {
		return x.holding
	}
	return nil
}
