package coordinates

import (
	"math"
	"strconv"
	"strings"
)

// The axes that an angle may be said to be of.
const (
	north = 'N'
	east  = 'E'
)

// An angle is a latitude or a longitude as it is written.
type angle struct {
	degrees    float64 // south and west are negative
	axis       byte    // north, east, or 0: not said
	hemisphere bool    // a hemisphere is named
	labeled    bool    // "lat" or "lon" stands before it
	sign       bool    // it has a degree sign
	parts      int     // 1: degrees, 2: and minutes, 3: and seconds
	decimals   int     // of its last part
	unit       float64 // of its last digit, in degrees
	end        int
}

// angleAt reads the angle that begins at a byte: label, hemisphere, sign, figures, hemisphere.
func angleAt(text string, i int, language string) (a angle, ok bool) {
	i = a.label(text, i)
	negative := false
	if axis, neg, n := letterAt(text, i); n > 0 && (a.axis == 0 || a.axis == axis) && begins(text[i+n:]) {
		a.axis, a.hemisphere, negative = axis, true, neg
		i = skipBlanks(text, i+n)
	}
	for _, s := range [...]string{"-", minus, "+"} {
		if strings.HasPrefix(text[i:], s) {
			if a.hemisphere {
				return a, false
			}
			negative = s != "+"
			i += len(s)
			break
		}
	}
	signed := i > 0 && negative && !a.hemisphere
	if i, ok = a.figures(text, i); !ok {
		return a, false
	}
	if !a.hemisphere {
		if axis, neg, n := hemisphereAt(text, i, language, a.sign); n > 0 && (a.axis == 0 || a.axis == axis) && !signed {
			a.axis, a.hemisphere, negative = axis, true, neg
			i += n
		}
	}
	if a.parts > 1 && !a.sign && !a.hemisphere {
		return a, false
	}
	if negative {
		a.degrees = -a.degrees
	}
	a.end = i
	return a, true
}

// labels are the words that say which of the two an angle is.
var labels = []struct {
	word string
	axis byte
}{
	{"latitude", north}, {"longitude", east}, {"lat", north}, {"long", east}, {"lng", east}, {"lon", east},
}

// label reads the word before an angle, and what joins it to it.
func (a *angle) label(text string, i int) int {
	if i+1 >= len(text) || text[i]|0x20 != 'l' || text[i+1]|0x20 != 'a' && text[i+1]|0x20 != 'o' && text[i+1]|0x20 != 'n' {
		return i
	}
	for _, l := range labels {
		if len(text) < i+len(l.word) || !strings.EqualFold(text[i:i+len(l.word)], l.word) {
			continue
		}
		end := i + len(l.word)
		for n := 0; end < len(text) && n < 4 && strings.IndexByte(` .:="'`, text[end]) >= 0; n++ {
			end++
		}
		if end == i+len(l.word) {
			return i
		}
		a.axis, a.labeled = l.axis, true
		return end
	}
	return i
}

// begins reports whether a number begins, after a blank or a dot at most.
func begins(text string) bool {
	if text != "" && (text[0] == ' ' || text[0] == '.') {
		text = text[1:]
	}
	return text != "" && isDigit(text[0])
}

// figures reads degrees, minutes and seconds.
func (a *angle) figures(text string, i int) (int, bool) {
	n := digits(text[i:])
	if n >= 4 && n <= 7 {
		return a.compact(text, i, n)
	}
	if n == 0 || n > 3 {
		return i, false
	}
	whole, i, decimals := number(text, i)
	a.degrees, a.parts, a.decimals, a.unit = whole, 1, decimals, math.Pow10(-decimals)
	after := skipBlanks(text, i)
	if m := degreeSigns.at(text[after:]); m > 0 && a.degrees <= 180 {
		a.sign, i = true, after+m
		if decimals == 0 {
			i = a.finer(text, i, minuteSigns, true)
		}
		return i, true
	}
	if decimals == 0 && i < len(text) && strings.IndexByte(" -:", text[i]) >= 0 {
		return a.spaced(text, i), true
	}
	return i, true
}

// finer reads minutes and then seconds, each with its sign, or without it before a hemisphere.
func (a *angle) finer(text string, i int, signs *signs, more bool) int {
	at := skipBlanks(text, i)
	if n := digits(text[at:]); n == 0 || n > 2 {
		return i
	}
	x, end, decimals := number(text, at)
	after := skipBlanks(text, end)
	m := signs.at(text[after:])
	if _, _, h := letterAt(text, after); x >= 60 || m == 0 && h == 0 {
		return i
	}
	a.parts++
	part := math.Pow(60, float64(1-a.parts))
	a.degrees += x * part
	a.decimals, a.unit = decimals, part*math.Pow10(-decimals)
	if m == 0 {
		return end
	}
	if more && decimals == 0 {
		return a.finer(text, after+m, secondSigns, false)
	}
	return after + m
}

// spaced reads minutes and seconds that only a blank, a hyphen or a colon parts, if a hemisphere ends them: "36-12-30 N".
func (a *angle) spaced(text string, i int) int {
	degrees, unit, at, parts, decimals := a.degrees, a.unit, i, 1, 0
	for mark := text[i]; parts < 3 && at < len(text) && text[at] == mark; {
		n := digits(text[at+1:])
		if n == 0 || n > 2 || decimals > 0 {
			break
		}
		x, end, d := number(text, at+1)
		if x >= 60 {
			break
		}
		parts++
		unit = math.Pow(60, float64(1-parts)) * math.Pow10(-d)
		degrees += x * math.Pow(60, float64(1-parts))
		at, decimals = end, d
	}
	if _, _, n := letterAt(text, skipBlanks(text, at)); parts == 1 || n == 0 {
		return i
	}
	a.degrees, a.unit, a.parts, a.decimals = degrees, unit, parts, decimals
	return at
}

// compact reads what pilots write: DDMM, DDDMM, DDMMSS or DDDMMSS, a hemisphere after it.
func (a *angle) compact(text string, i, n int) (int, bool) {
	end := i + n
	if _, _, h := letterAt(text, end); h == 0 {
		return i, false
	}
	seconds, parts := 0.0, 2
	if n >= 6 {
		seconds, _ = strconv.ParseFloat(text[end-2:end], 64)
		end, parts = end-2, 3
	}
	minutes, _ := strconv.ParseFloat(text[end-2:end], 64)
	degrees, _ := strconv.ParseFloat(text[i:end-2], 64)
	if minutes >= 60 || seconds >= 60 {
		return i, false
	}
	a.degrees, a.parts, a.unit = degrees+minutes/60+seconds/3600, parts, math.Pow(60, float64(1-parts))
	return i + n, true
}

// number reads a number that begins at a byte. A comma is a decimal one only where a degree sign or a hemisphere follows.
func number(text string, i int) (x float64, end, decimals int) {
	n := digits(text[i:])
	end = i + n
	if end+1 < len(text) && (text[end] == '.' || text[end] == ',') {
		d := digits(text[end+1:])
		after := skipBlanks(text, end+1+d)
		_, _, h := letterAt(text, after)
		if d > 0 && d <= 15 && (text[end] == '.' || h > 0 || degreeSigns.at(text[after:])+minuteSigns.at(text[after:])+secondSigns.at(text[after:]) > 0) {
			decimals, end = d, end+1+d
		}
	}
	x, _ = strconv.ParseFloat(strings.Replace(text[i:end], ",", ".", 1), 64)
	return x, end, decimals
}

// The signs of degrees, minutes and seconds, the longest of those that begin alike first.
var (
	degreeSigns = newSigns("°", "º", "˚", "&deg;", "&#176;", "&#xb0;", "&#xB0;", "degrees", "degree", "deg.", "deg", "градусов", "градуса", "grados", "graus", "degrés", "Grad")
	minuteSigns = newSigns("′", "’", "‘", "'", "´", "&prime;", "&#39;", "&#8242;", "minutes", "minute", "min.", "min", "минут", "minutos", "Minuten")
	secondSigns = newSigns("″", "”", "“", `"`, "''", "’’", "′′", "&Prime;", "&quot;", "&#34;", "&#8243;", "seconds", "second", "sec.", "sec", "секунд", "segundos", "Sekunden")
)

// signs are ways to write one thing, and the bytes that they begin with.
type signs struct {
	all   []string
	begin [256]bool
}

func newSigns(all ...string) *signs {
	s := &signs{all: all}
	for _, one := range all {
		s.begin[one[0]] = true
	}
	return s
}

// at returns the length of the first sign that a text begins with, or 0.
func (s *signs) at(text string) int {
	if text == "" || !s.begin[text[0]] {
		return 0
	}
	for _, s := range s.all {
		if strings.HasPrefix(text, s) {
			return len(s)
		}
	}
	return 0
}

// letterAt reads the letter of a hemisphere that no other letter follows.
func letterAt(text string, i int) (axis byte, negative bool, n int) {
	if i >= len(text) || i+1 < len(text) && (isWord(text[i+1]) && !isDigit(text[i+1])) {
		return 0, false, 0
	}
	switch text[i] {
	case 'N', 'S':
		return north, text[i] == 'S', 1
	case 'E', 'W':
		return east, text[i] == 'W', 1
	}
	return 0, false, 0
}

// hemispheres are the words for them, that count after a degree sign only; east of the others than ours.
var hemispheres = []struct {
	word     string
	axis     byte
	negative bool
}{
	{"north", north, false}, {"south", north, true}, {"east", east, false}, {"west", east, true},
	{"nord", north, false}, {"norte", north, false}, {"sud", north, true}, {"sul", north, true}, {"sur", north, true}, {"süd", north, true},
	{"ost", east, false}, {"est", east, false}, {"este", east, false}, {"leste", east, false}, {"ouest", east, true}, {"oeste", east, true},
	{"oost", east, false}, {"noord", north, false}, {"zuid", north, true}, {"ovest", east, true},
	{"с. ш.", north, false}, {"с.ш.", north, false}, {"северной", north, false}, {"ю. ш.", north, true}, {"ю.ш.", north, true}, {"южной", north, true},
	{"в. д.", east, false}, {"в.д.", east, false}, {"восточной", east, false}, {"з. д.", east, true}, {"з.д.", east, true}, {"западной", east, true},
	{"пн. ш.", north, false}, {"пн.ш.", north, false}, {"пд. ш.", north, true}, {"пд.ш.", north, true},
	{"сх. д.", east, false}, {"сх.д.", east, false}, {"зх. д.", east, true}, {"зх.д.", east, true},
}

// afterHemisphere are what may follow the word for a hemisphere.
var afterHemisphere = newSigns(" latitude", " longitude", "ern latitude", "ern longitude", " широты", " долготы")

// hemisphereAt reads the hemisphere after an angle, and returns how many bytes it takes.
func hemisphereAt(text string, i int, language string, sign bool) (axis byte, negative bool, n int) {
	at := skipBlanks(text, i)
	if axis, negative, n = letterAt(text, at); n > 0 {
		return axis, negative, at + n - i
	}
	if at >= len(text) || !sign {
		return 0, false, 0
	}
	if text[at] == 'O' && (at+1 == len(text) || !isWord(text[at+1])) {
		switch base, _, _ := strings.Cut(language, "-"); base {
		case "fr", "es", "pt", "it", "ca", "gl":
			return east, true, at + 1 - i
		case "de", "nl":
			return east, false, at + 1 - i
		}
	}
	for _, h := range hemispheres {
		if len(text) < at+len(h.word) || !strings.EqualFold(text[at:at+len(h.word)], h.word) {
			continue
		}
		end := at + len(h.word)
		m := afterHemisphere.at(text[end:])
		if m == 0 && end < len(text) && isWord(text[end]) {
			continue
		}
		return h.axis, h.negative, end + m - i
	}
	return 0, false, 0
}
