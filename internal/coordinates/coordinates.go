// Package coordinates reads positions that a text states: decimal degrees, degrees with minutes and seconds, UTM and MGRS.
//
// A figure alone is no position: two angles must stand together, and something must say that they are some - a hemisphere, a
// degree sign, a word such as "coordinates" before them, or four decimals of both. Scores, versions, prices and temperatures are left alone.
package coordinates

import (
	"math"
	"math/bits"
	"strings"

	"github.com/paulmach/orb"
)

// Format is how a position is written.
type Format uint8

// The formats of positions. The values are those of geotag.v1.CoordinateFormat.
const (
	Decimal     Format = 1 + iota // 51.19 N 35.27 E
	Sexagesimal                   // 36°12'30"N 5°45'15"W
	UTM                           // 36U 500000 5670000
	MGRS                          // 36UXV 12345 67890
)

// A Position is a point that a text states, in bytes [Start, End).
type Position struct {
	Start, End   int
	Point        orb.Point // degrees on WGS84
	Format       Format
	UncertaintyM float64 // half a unit of the last digit that is stated, in meters; of MGRS half the diagonal of its square
}

// metersPerDegree is a degree of a meridian of a sphere of the Earth's mean radius, 6,371,008.8 m (IUGG).
const metersPerDegree = 111195

// Find returns the positions that a text states, in its order. The language (BCP 47) says what O means after a figure: East in German, West
// in French. It takes time in proportion to the text.
func Find(text, language string) (all []Position) {
	for i, read := 0, 0; i < len(text); { // no figure is between read and the next
		if i >= read {
			figure := nextDigit(text, i)
			if figure == len(text) {
				break
			}
			i, read = max(i, figure-longestLead), figure+1
		}
		if !mayBegin[text[i]] || i > 0 && isWord(text[i-1]) && isWord(text[i]) || !isDigit(text[i]) && !leads(text[i:]) {
			i++
			continue
		}
		p, ok := positionAt(text, i, language)
		if !ok {
			i++
			continue
		}
		all = append(all, p)
		i = p.End
	}
	return all
}

// longestLead is more bytes than stand before the first figure of a position: a label, what joins it, a hemisphere, blanks and a sign.
const longestLead = 32

// nextDigit returns where the first digit stands at or after a byte, or the text's length. Of a text without figures it is all that is looked
// at: eight bytes at once, of which it asks whether they are less than ten above '0'.
func nextDigit(text string, i int) int {
	const ones, highest = 0x0101010101010101, 0x8080808080808080
	for ; i+8 <= len(text); i += 8 {
		s := text[i : i+8]
		above := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		above ^= '0' * ones
		if digits := ^((above&^highest + (0x80-10)*ones) | above) & highest; digits != 0 {
			return i + bits.TrailingZeros64(digits)/8
		}
	}
	for i < len(text) && !isDigit(text[i]) {
		i++
	}
	return i
}

// Parse reads a text that is one position and nothing else: two plain numbers will do, latitude first.
func Parse(text, language string) (Position, bool) {
	begin := strings.IndexFunc(text, func(r rune) bool { return r != ' ' && r != '(' && r != '\t' && r != '\n' })
	if begin < 0 || len(text) > longest {
		return Position{}, false
	}
	p, ok := positionAt(text, begin, language)
	if !ok {
		p, ok = pairAt(text, begin, language, func() context { return context{told: true} })
	}
	return p, ok && strings.Trim(text[p.End:], " \t\r\n).") == ""
}

// longest is more bytes than a position has, however it is written.
const longest = 160

// mayBegin says which bytes a position may begin with: a digit, a sign, a hemisphere, "lat" or "lon".
var mayBegin = func() (t [256]bool) {
	for _, c := range "0123456789+-NSEWLl" {
		t[c] = true
	}
	t[minus[0]] = true
	return t
}()

const minus = "−" // U+2212

// leads reports whether what is no digit may lead to one: the letter of a hemisphere and a sign stand just before, a label begins so.
func leads(text string) bool {
	if len(text) < 3 {
		return false
	}
	if text[0]|0x20 == 'l' {
		return text[1]|0x20 == 'a' || text[1]|0x20 == 'o' || text[1]|0x20 == 'n'
	}
	return isDigit(text[1]) || isDigit(text[2]) || text[0] == minus[0]
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }

// isWord reports whether a byte is of a word or a number: a letter, a digit, or of a letter beyond ASCII.
func isWord(c byte) bool { return isDigit(c) || isUpper(c) || 'a' <= c && c <= 'z' || c == '_' }

// positionAt reads the position that begins at a byte.
func positionAt(text string, i int, language string) (Position, bool) {
	if isDigit(text[i]) {
		if p, ok := gridAt(text, i); ok {
			return p, true
		}
	}
	if isDigit(text[i]) && i > 0 && (text[i-1] == '.' || text[i-1] == ',') && i > 1 && isDigit(text[i-2]) {
		return Position{}, false // the decimals of a number
	}
	return pairAt(text, i, language, func() context { return contextAt(text, i) })
}

// A context is what stands before a position.
type context struct {
	told    bool // that a position follows
	swapped bool // longitude first, as in well-known text
	bare    bool // nothing stands before it that makes it a price or one of a list
}

// told are the beginnings of words, and marks, after which two plain numbers are a position.
var told = []string{
	"coordinat", "coords", "gps", "geo:", "lat/lon", "lat/long", "latlon", "lat,lon", "ll=", "?q=", "&q=", "@", "coorden", "coordonn", "koordin", "coördin",
	"współrzęd", "координат", "коорд", "koordinat", "座標", "坐标", "좌표", "إحداثيات",
}

// before is how many bytes before a position are looked at for what tells of it.
const before = 48

func contextAt(text string, i int) context {
	c := context{bare: true}
	lead := text[max(0, i-before):i]
	trimmed := strings.TrimRight(lead, " (\t\n")
	if trimmed != "" {
		switch last := trimmed[len(trimmed)-1]; {
		case strings.HasSuffix(trimmed, "€"), strings.HasSuffix(trimmed, "£"), strings.HasSuffix(trimmed, "¥"), last == '$', last == '%', last == '#':
			c.bare = false
		case len(trimmed) > 1 && (last == ',' || last == ';' || last == '/') && isDigit(trimmed[len(trimmed)-2]):
			c.bare = false
		}
	}
	if !isDigit(text[i]) && text[i] != '-' && text[i] != '+' && text[i] != minus[0] {
		return c
	}
	low := strings.ToLower(lead)
	for _, word := range told {
		c.told = c.told || strings.Contains(low, word)
	}
	if strings.HasSuffix(trimmed, "POINT") {
		c.told, c.swapped = true, true
	}
	return c
}

// pairAt reads two angles that stand together. The context is asked for once they are read.
func pairAt(text string, i int, language string, before func() context) (Position, bool) {
	a, ok := angleAt(text, i, language)
	if !ok || !a.plausible() {
		return Position{}, false
	}
	at, parted := partedAt(text, a.end)
	if !parted {
		return Position{}, false
	}
	b, ok := angleAt(text, at, language)
	if !ok || a.axis != 0 && a.axis == b.axis {
		return Position{}, false
	}
	c := before()
	if !together(text, a, b, c) {
		return Position{}, false
	}
	lat, lon := a, b
	beyond := c.told && a.axis == 0 && math.Abs(a.degrees) > 90 // what is said to be a position and begins so can only be the other way round
	if a.axis == east || b.axis == north || c.swapped && a.axis == 0 || beyond {
		lat, lon = b, a
	}
	if math.Abs(lat.degrees) > 90 || math.Abs(lon.degrees) > 180 {
		return Position{}, false
	}
	p := Position{
		Start: i, End: b.end, Point: orb.Point{round7(lon.degrees), round7(lat.degrees)}, Format: Decimal,
		UncertaintyM: max(a.unit, b.unit) / 2 * metersPerDegree,
	}
	if a.parts > 1 {
		p.Format = Sexagesimal
	}
	return p, true
}

func round7(x float64) float64 { return math.Round(x*1e7) / 1e7 }

// together reports whether two angles that stand together are a position, and not two other numbers.
func together(text string, a, b angle, c context) bool {
	labeled := a.labeled && b.labeled
	switch {
	case a.hemisphere && b.hemisphere:
		return a.sure(c) && b.sure(c)
	case labeled:
		return true
	case a.hemisphere || b.hemisphere:
		return false
	case a.sign && b.sign:
		return a.parts > 1 && b.parts > 1 || a.decimals >= 3 && b.decimals >= 3 || c.told
	case a.sign || b.sign || a.parts > 1 || b.parts > 1 || listed(text, b.end):
		return false
	case c.told:
		return a.decimals >= 1 && b.decimals >= 1
	}
	few := 4
	if math.Abs(a.degrees) < 10 && math.Abs(b.degrees) < 10 {
		few = 5 // exchange rates and marks of judges have four
	}
	return c.bare && a.decimals >= few && b.decimals >= few
}

// sure reports whether an angle with a hemisphere is one, and not a house number: "455 S 500 E".
func (a angle) sure(c context) bool {
	return a.sign || a.parts > 1 || a.decimals > 0 || a.labeled || c.told
}

// plausible reports whether an angle may begin a position, so that nothing further need be looked at after a whole number.
func (a angle) plausible() bool { return a.hemisphere || a.labeled || a.sign || a.decimals > 0 }

// listed reports whether more of a list, a percentage or a unit follows a number.
func listed(text string, i int) bool {
	rest := text[i:]
	if rest == "" {
		return false
	}
	if rest[0] == '%' || isWord(rest[0]) || rest[0] == '.' && len(rest) > 1 && isDigit(rest[1]) {
		return true
	}
	after := strings.TrimLeft(rest, " ")
	if after == "" || after[0] != ',' {
		return false
	}
	after = strings.TrimLeft(after[1:], " ")
	n := digits(after)
	return n > 0 && !strings.HasPrefix(after[n:], "z") // a map's address ends with its zoom: "@51.19,35.27,12z"
}

// partedAt returns where the second angle begins after what parts two: a blank, a mark, or a word.
func partedAt(text string, i int) (int, bool) {
	at := skipBlanks(text, i)
	blank := at > i
	if at < len(text) && strings.IndexByte(",;/|&", text[at]) >= 0 {
		return skipBlanks(text, at+1), true
	}
	for _, word := range [...]string{"and ", "by ", "und ", "et ", "y ", "e ", "и ", "та ", "x "} {
		if blank && strings.HasPrefix(text[at:], word) {
			return skipBlanks(text, at+len(word)), true
		}
	}
	return at, at < len(text) && (blank || isUpper(text[at]) || text[at] == '-' || text[at] == '+' || isDigit(text[at]))
}

// skipBlanks returns where what is not blank begins, at most four bytes on.
func skipBlanks(text string, i int) int {
	for end := min(len(text), i+4); i < end; {
		switch {
		case text[i] == ' ' || text[i] == '\n' || text[i] == '\t' || text[i] == '\r':
			i++
		case strings.HasPrefix(text[i:], "\u00a0"):
			i += len("\u00a0")
		case strings.HasPrefix(text[i:], "\u202f"), strings.HasPrefix(text[i:], "\u2009"):
			i += len("\u202f")
		default:
			return i
		}
	}
	return i
}

// digits returns how many digits a text begins with.
func digits(text string) (n int) {
	for n < len(text) && isDigit(text[n]) {
		n++
	}
	return n
}
