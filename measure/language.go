package measure

import (
	"math"
	"strings"
)

// A reader reads the areas of one text.
type reader struct {
	text  string
	whole *Locale              // of all of it, or
	parts func(at int) *Locale // of each part, by a byte of it
	habit habit                // of the whole text; 0: nobody asked yet
}

// locale returns that of the part of the text around a byte of it.
func (r *reader) locale(at int) *Locale {
	if r.parts != nil {
		return r.parts(at)
	}
	return r.whole
}

// comma reports whether the decimals of n, which stands at start before the unit u, follow a comma, in a text of the locale l; and whether
// nothing says so but the custom of most. Where the language is not known and nothing rests on it, they do not.
func (r *reader) comma(l *Locale, start int, u spot, n *number) (comma, unsure bool) {
	switch {
	case n.grouped == 0 && n.split == 0:
		return l.comma, false
	case l.known() && l.either:
		h := r.ownHabit()
		if less := max(n.split, n.grouped/1000) / n.scale; math.Mod(less, 1) == 0 { // nobody writes decimals that are three zeros
			return n.grouped != 0, false
		}
		return h == commas || h == neither && l.comma, h == neither
	case l.known():
		// A name of a unit that English shares, amid English words: a text of names may be told wrong, and who quotes may quote in another language.
		return l.comma && !(len(u.tongues) == 0 && strangers(r.text, start, u.end) <= amidEnglish), false
	case len(u.tongues) == 0 && !u.english && n.grouped != 0:
		return neutral[u.text] && strangers(r.text, start, u.end) > 0 || r.ownHabit() == commas, false
	}
	return false, false
}

// A habit is how the numbers of a text write decimals.
type habit uint8

const (
	neither habit = iota + 1 // as far as they tell
	points
	commas
)

// ownHabit is that of the numbers of the text which can be read in one way only: "12,5", "1.234.567", "1,300.50".
func (r *reader) ownHabit() habit {
	if r.habit == 0 {
		r.habit = habitOf(r.text)
	}
	return r.habit
}

func habitOf(text string) habit {
	score := 0 // of commas for decimals
	for i := 0; i < len(text); i++ {
		if !isDigit(text[i]) {
			continue
		}
		from := i
		for i < len(text) && (isDigit(text[i]) || (text[i] == '.' || text[i] == ',') && i+1 < len(text) && isDigit(text[i+1])) {
			i++
		}
		score += telling(text[from:i])
	}
	switch {
	case score > 0:
		return commas
	case score < 0:
		return points
	}
	return neither
}

// telling returns 1 for figures whose decimals must follow a comma, -1 for such after a point, 0 for others: versions and dates have two points,
// of groups that are none of thousands.
func telling(figures string) int {
	if len(figures) > maxFigures {
		return 0
	}
	n, ok := readFigures(figures)
	separator := strings.IndexAny(figures, ".,")
	if !ok || separator < 0 || n.grouped != 0 || n.split != 0 {
		return 0
	}
	sign := 1
	if figures[separator] == '.' {
		sign = -1
	}
	if strings.Count(figures, ",")+strings.Count(figures, ".") > 1 { // the first groups
		sign = -sign
	}
	return sign
}

// neutral are the names of units that English shares with other languages.
var neutral = wordSet("ha hectare hectares km² km2 km^2 m² m2 m^2 ㎢ ㎡ are ares arpent arpents")

// besideFigure is how many bytes to either side of a figure are looked at for its language.
const besideFigure = 160

// amidEnglish is how many more words of English than of others there are among strangers. Set by hand.
const amidEnglish = -3

// strangers counts the words around text[start:end] that are of a language which writes decimals after a comma, less those of English.
func strangers(text string, start, end int) (score int) {
	before := text[max(start-besideFigure, 0):start]
	after := text[end:min(end+besideFigure, len(text))]
	for _, s := range [...]string{before, after} {
		for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return r < 'A' }) {
			switch word = strings.ToLower(word); {
			case plainEnglish[word]:
				score--
			case plainForeign[word]:
				score++
			}
		}
	}
	return score
}

// plainEnglish are words of English that are none of the other languages, and plainForeign words of those that are none of English.
var (
	plainEnglish = wordSet(`the of and to was were is are has have had with that from for by on at near its their this which been an it burned covers about than over
		will but not after`)
	plainForeign = wordSet(`o os da do dos das em um uma na nos nas e pelo pela foi foram queimou mais cerca não
		el la los las del un una y en con por para fue fueron más se que al
		le les des du et dans une sur est sont ont été près ont avec par qui pour plus
		il lo gli di che nel nella della delle dei degli ha sono è stato per più
		der die das und den dem des ein eine von im bei auf mit nach wurde wurden ist sind mehr rund hat haben zu
		het een van op zijn werd werden meer dan ruim voor bij heeft
		og af til ved er på och av som på har ble blev
		ve bir bu ile için olarak den dan da de yang di dan ini seluas sekitar
		w na z o i się jest hektarów oraz ponad się`)
)
