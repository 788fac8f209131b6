package measure

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Unit is a unit of area. The zero Unit is none.
type Unit uint8

// String returns the symbol used for the unit in English: "km²", "sq mi", "ha",
// "acres", "m²", "sq ft", or "" for none.
func (u Unit) String() string {
	if int(u) < len(units) {
		return units[u].symbol
	}
	return ""
}

// ToM2 converts v of the unit to square metres; 0 where the unit is none.
func (u Unit) ToM2(v float64) float64 {
	if u == 0 || int(u) >= len(units) {
		return 0
	}
	return v * units[u].num / units[u].den
}

// FromM2 converts square metres to the unit; 0 where the unit is none.
func (u Unit) FromM2(m2 float64) float64 {
	if u == 0 || int(u) >= len(units) {
		return 0
	}
	return m2 * units[u].den / units[u].num
}

// atMost converts v of the unit to square metres, where it has no one size by the greatest of them.
func (u Unit) atMost(v float64) float64 {
	if most := units[u].most; most > 0 {
		return v * most
	}
	return u.ToM2(v)
}

// A unitName is one way to write a unit.
type unitName struct {
	text  string
	third byte // of text, in small letters; 0: there is none, or it is a gap
	unit  Unit
	cased bool
	// tongues are the languages whose name it is, the likeliest first; none: those of many. Only English has english.
	tongues []string
	english bool
	around  map[string]Unit // the units by what stands before the number
	times   float64         // how many of the unit it stands for
	home    string          // the country whose size it means where the text does not place it
	need    need            // what must stand around it, as it is another word, too
	// seconds are the names that text is the first word of, under the second: a look each instead of hundreds. Of text itself nothing else
	// holds.
	seconds map[string]*unitName
}

// second reads the second word of a name in s, which follows the first; nil: there is none.
func (n *unitName) second(s string) (name *unitName, rest string) {
	next := skipGap(strings.TrimPrefix(s, "."))
	if len(next) == len(s) {
		return nil, s
	}
	word, rest := skipLetters(next)
	if r, _ := utf8.DecodeRuneInString(rest); isWordRune(r) {
		return nil, s
	}
	var low [2*maxWord + utf8.UTFMax]byte
	for i := range len(word) {
		low[i] = lower(word[i])
	}
	return n.seconds[string(low[:len(word)])], rest
}

// allNames are the names of all languages, each once: those of units first, then those of tongues.
var allNames = func() (list []*unitName) {
	known := map[string]*unitName{}
	add := func(text string, u Unit, tongue string) {
		n := known[text]
		if n == nil {
			n = &unitName{
				text: text, unit: u, cased: caseNames[text], english: strings.HasPrefix(text, "square ") || strings.HasSuffix(text, " squared"),
				times: cmp.Or(multiplied[text], 1), home: homes[text], around: arounds[text], need: cmp.Or(ambiguous[text], sideWords[text]),
			}
			known[text] = n
			list = append(list, n)
		}
		if tongue != "" && n.unit == u && (!slices.Contains(units[u].names, text) || text[0] >= utf8.RuneSelf) { // "acre" is English before it is Turkish
			n.tongues = append(n.tongues, tongue)
		}
	}
	for u := range units {
		for _, name := range units[u].names {
			add(name, Unit(u), "")
		}
	}
	for _, tag := range tongueTags() {
		l := tongues[tag]
		for name, u := range l.all() {
			add(name, u, tag)
		}
	}
	for word := range sideWords {
		add(word, 0, "")
	}
	return list
}()

// unitNames lists the names by their first two letters, the longest first. Names
// of other letters may share a list. Those of wideNames are not among them.
var unitNames = func() (index [1 << 10][]unitName) {
	firsts := map[string]map[string]*unitName{}
	for _, n := range allNames {
		text := n.text
		if isWide(text) {
			continue
		}
		first, second, two := strings.Cut(text, " ")
		if r, _ := utf8.DecodeLastRuneInString(text); !two || len(first) < 2 || strings.ContainsAny(second, " '’") || isUnspaced(r) {
			index[pair(text)] = append(index[pair(text)], *n)
			continue
		}
		if firsts[first] == nil {
			firsts[first] = map[string]*unitName{}
			index[pair(text)] = append(index[pair(text)], unitName{text: first, seconds: firsts[first]})
		}
		firsts[first][second] = n
	}
	for _, list := range index {
		for i := range list {
			if text := list[i].text; len(text) > 2 && text[2] != ' ' {
				list[i].third = lower(text[2])
			}
		}
		slices.SortStableFunc(list, func(a, b unitName) int { return len(b.text) - len(a.text) })
	}
	return index
}()

// thirds holds, for each list of unitNames, a bit for the third byte of each of its names, by the byte's last five bits; all bits where a name
// has but two. It is what most words of a text are passed over by.
var thirds = func() (bits [1 << 10]uint32) {
	for k, list := range unitNames {
		for _, name := range list {
			if len(name.text) == 2 {
				bits[k] = ^uint32(0)
			} else if third := name.text[2]; third == ' ' { // a gap of any kind
				bits[k] = ^uint32(0)
			} else {
				bits[k] |= 1 << (third & 0x1f)
			}
		}
	}
	return bits
}()

// pair is the place in unitNames of names that begin as s, which has two bytes.
func pair(s string) int { return int(s[0]&0x1f)<<5 | int(s[1]&0x1f) }
