package measure

import "strings"

// commaLanguages write decimals after a comma, and a point or a space between
// thousands.
var commaLanguages = wordSet("de fr es ru uk it pt nl pl cs sk ro bg hr sr sl da no nb nn sv fi hu tr id vi el be ca gl eu ka kk az hy lt lv et is sq mk bs")

// base returns the language of a tag: "pt" of "pt-BR".
func base(tag string) string {
	tag, _, _ = strings.Cut(tag, "-")
	return tag
}

// decimals says how the language of a text writes decimals.
type decimals struct {
	comma   bool // after a comma
	unknown bool // which the words around a figure may tell
}

// isComma reports whether the decimals of n, which stands at start before the unit u, follow a comma; where the language is not known and
// nothing rests on it, no.
func (d decimals) isComma(text string, start int, u spot, n *number) bool {
	return u.comma || d.comma || d.unknown && n.grouped != 0 && neutral[u.text] && isForeign(text, start, u.end)
}

// neutral are the names of units that English shares with other languages.
var neutral = wordSet("ha hectare hectares km² km2 km^2 m² m2 m^2 ㎢ ㎡ are ares arpent arpents")

// besideFigure is how many bytes to either side of a figure are looked at for its language.
const besideFigure = 160

// isForeign reports whether the words around text[start:end] are of a language that writes decimals after a comma, rather than English.
func isForeign(text string, start, end int) bool {
	score := 0
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
	return score > 0
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
