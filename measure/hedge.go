package measure

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Qualifier says how a text hedges an area. The zero Qualifier is none.
type Qualifier uint8

// The qualifiers, in the order of the service's AreaQualifier.
const (
	Exact      Qualifier = iota + 1 // "1,300 km²"
	About                           // "about", "roughly", "some"
	AtLeast                         // "more than", "over", "100-plus"
	AtMost                          // "up to", "less than", "nearly"
	Range                           // "1,000 to 1,300"
	Comparison                      // "the size of Wales"; not recognised yet
)

// String returns "exact", "about", "at least", "at most", "range", "comparison",
// or "" for none.
func (q Qualifier) String() string {
	names := [...]string{"", "exact", "about", "at least", "at most", "range", "comparison"}
	if int(q) < len(names) {
		return names[q]
	}
	return ""
}

// A hedge is what the words around a figure make of it.
type hedge struct {
	q Qualifier
	// near says that the bound is close: "nearly 1,300" is at most that and about that.
	near bool
}

// hedgesBefore are the phrases before a figure.
var hedgesBefore = phrases(map[hedge][]string{
	{q: About}: {
		"about", "around", "roughly", "some", "approximately", "approx", "approx.", "circa", "ca", "ca.", "c.",
		"an estimated", "estimated", "estimated at", "perhaps", "maybe", "something like", "in the region of",
		"on the order of", "in the order of", "close to", "more or less", "or so", "~", "≈",
		"rund", "etwa", "ungefähr", "zirka", "environ", "quelque", "unos", "unas", "alrededor de", "aproximadamente", "cerca de",
		"около", "примерно", "порядка", "приблизительно", "близько", "приблизно", "орієнтовно",
		"ongeveer", "zo'n", "około", "ok.", "yaklaşık", "sekitar", "حوالي", "نحو", "约", "大约", "約", "およそ", "약",
	},
	{q: AtLeast}: {
		"more than", "over", "at least", "upwards of", "upward of", "in excess of", "no less than", "no fewer than",
		"not less than", "exceeding", "exceeds", "greater than", "larger than", "bigger than", "above", "a minimum of",
		"minimum of", "well over", ">", "≥",
		"über", "mehr als", "mindestens", "plus de", "plus d'", "au moins", "más de", "al menos", "более", "более чем", "свыше", "больше", "не менее",
		"понад", "більше", "більше ніж", "щонайменше", "не менше",
		"più di", "oltre", "almeno", "mais de", "pelo menos", "meer dan", "ruim", "minstens", "ponad", "lebih dari", "أكثر من", "超过", "超過", "逾",
	},
	{q: AtLeast, near: true}: {
		"just over", "just above", "just more than", "slightly more than", "slightly over", "a little more than",
		"a little over", "a bit more than", "a bit over",
	},
	{q: AtMost}: {
		"up to", "less than", "under", "fewer than", "at most", "no more than", "not more than", "a maximum of",
		"maximum of", "below", "smaller than", "as many as", "as much as", "well under", "<", "≤",
		"bis zu", "weniger als", "höchstens", "jusqu'à", "moins de", "moins d'", "au plus", "hasta", "menos de", "до", "менее", "менее чем", "не более",
		"менше", "менше ніж", "не більше",
		"meno di", "fino a", "até", "minder dan", "hoogstens", "أقل من", "不到", "未満",
	},
	{q: AtMost, near: true}: {
		"nearly", "almost", "just under", "just below", "just short of", "slightly less than", "slightly under",
		"a little less than", "a little under", "approaching", "not quite",
		"fast", "beinahe", "knapp", "près de", "presque", "casi", "почти", "майже",
		"quasi", "quase", "bijna", "prawie", "niemal", "近", "将近",
	},
})

// hedgesBetween are the phrases between a figure and its unit. Those that hedge
// nothing are there to be passed over.
var hedgesBetween = phrases(map[hedge][]string{
	{q: About}:   {"odd", "or so"},
	{q: AtLeast}: {"plus", "+", "or more"},
	{}:           {"more", "additional", "extra", "contiguous", "de", "d'", "d’"},
})

// hedgesAfter are the phrases after the unit.
var hedgesAfter = phrases(map[hedge][]string{
	{q: About}:   {"or so", "or thereabouts", "more or less"},
	{q: AtLeast}: {"or more", "or larger", "plus"},
	{q: AtMost}:  {"or less", "or smaller"},
})

// overWhat are the words after which "over" is no hedge: "spread over 12 acres".
var overWhat = wordSet(`spread spreads spreading stretch stretches stretching stretched extend extends extending extended
	sprawl sprawls sprawling sprawled scattered distributed dispute disputes control sovereignty authority jurisdiction
	fight battle war conflict rule taken took takes handed hand range ranges`)

// A phrase is one of a table of hedges.
type phrase struct {
	text  string
	hedge hedge
}

// phrases turns a table round.
func phrases(table map[hedge][]string) (list []phrase) {
	for h, texts := range table {
		for _, t := range texts {
			list = append(list, phrase{t, h})
			// What is compared knows the case of ASCII letters only.
			if r, n := utf8.DecodeRuneInString(t); r >= utf8.RuneSelf && unicode.IsLetter(r) {
				list = append(list, phrase{string(unicode.ToUpper(r)) + t[n:], h})
			}
		}
	}
	return list
}

// cutHedge takes the hedges before a figure off the end of s: two of them at
// most, "at least about", of which a bound says more than "about".
func (l *Locale) cutHedge(s string) (rest string, h hedge) {
	for range 2 {
		short, outer, ok := cutLongest(s, hedgesBefore)
		if x := l.lexis(); x != nil {
			if own, h, found := cutLongest(s, x.before); found && len(own) <= len(short) {
				short, outer, ok = own, h, true
			}
		}
		if !ok {
			break
		}
		if _, word := cutWord(cutGap(short)); outer.q == AtLeast && overWhat[strings.ToLower(word)] {
			break
		}
		if outer == (hedge{q: AtMost}) && l.grows(short) {
			break
		}
		s, h = short, outer.and(h)
	}
	return s, h
}

// grows reports whether s ends in a verb after which "up to" says how large a thing is now: "вырос до".
func (l *Locale) grows(s string) bool {
	x := l.lexis()
	if x == nil || x.grew == nil {
		return false
	}
	_, word := cutLetters(cutGap(s))
	return word != "" && slices.ContainsFunc(x.grew, func(verb string) bool { return strings.HasPrefix(word, verb) })
}

// and returns what two hedges of one figure make: a bound says more than "about",
// and the first says more than the second.
func (h hedge) and(other hedge) hedge {
	if h.q == 0 || h.q == About && other.q != 0 {
		return other
	}
	return h
}

// cutLongest takes the longest of the phrases off the end of s.
func cutLongest(s string, list []phrase) (rest string, h hedge, ok bool) {
	rest = s
	end := cutGap(s)
	if end == "" {
		return s, h, false
	}
	last := lower(end[len(end)-1])
	for _, p := range list {
		if p.text[len(p.text)-1] != last { // most of them, at little cost
			continue
		}
		if short, found := cutPhrase(s, p.text); found && len(short) < len(rest) {
			rest, h, ok = short, p.hedge, true
		}
	}
	return rest, h, ok
}

// skipHedge takes the hedge after a unit off the start of s.
func (l *Locale) skipHedge(unit, s string) (rest string, h hedge) {
	after := skipGap(s)
	if x := l.lexis(); x != nil {
		if rest, h, ok := x.skipHedge(unit, after); ok {
			return rest, h
		}
	}
	for _, p := range hedgesAfter {
		if rest, ok := skipPhrase(after, p.text, false); ok {
			return rest, p.hedge
		}
	}
	return s, h
}

// skipHedge takes the longest hedge of the language off the start of s, with an ending of the unit before it: "km²'den fazla"; "e~kadar" stands only after
// a unit that ends so.
func (x *lexis) skipHedge(unit, s string) (rest string, h hedge, ok bool) {
	if r, n := utf8.DecodeRuneInString(s); isApostrophe(r) {
		_, s = skipLetters(s[n:])
		s = skipGap(s)
	}
	rest = s
	for _, p := range x.after {
		text := p.text
		if ending, phrase, ok := strings.Cut(text, "~"); ok && !strings.HasSuffix(unit, ending) {
			continue
		} else if ok {
			text = phrase
		}
		if short, found := skipPhrase(s, text, false); found && (len(short) < len(rest) || len(text) < len(p.text)) {
			rest, h, ok = short, p.hedge, true
		}
	}
	return rest, h, ok
}

// cutInside takes what stands between a figure and its unit off the end of s.
func (l *Locale) cutInside(s string) (rest string, h hedge) {
	rest, h, _ = cutLongest(s, hedgesBetween)
	if x := l.lexis(); x != nil {
		if own, h, ok := cutLongest(s, x.inside); ok && len(own) < len(rest) {
			return own, h
		}
	}
	return rest, h
}

// bounds returns what the rounding and the hedge allow of the numbers from low to
// high, in the unit; a high of 0 is no bound.
func (h hedge) bounds(low, high number) (from, to float64) {
	from, to = low.value-low.place/2, high.value+high.place/2
	switch {
	case h.q == About:
		from, to = low.value-low.round/2, high.value+high.round/2
	case h.q == AtLeast && h.near:
		from, to = low.value, high.value+high.round/2
	case h.q == AtLeast:
		from, to = low.value, 0
	case h.q == AtMost && h.near:
		from, to = low.value-low.round/2, high.value
	case h.q == AtMost:
		from, to = 0, high.value
	}
	return max(from, 0), to
}
