package coordinates

import (
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/wroge/wgs84"
)

// bands are the letters of the zones' bands of eight degrees of latitude, from 80° S; X has twelve.
const bands = "CDEFGHJKLMNPQRSTUVWX"

// columns and rows are the letters of MGRS's squares of 100 km. The columns are dealt out to three zones in turn, the rows begin anew
// every 2,000 km, in even zones with F (NGA.STND.0037, Universal Grids).
const (
	columns = "ABCDEFGHJKLMNPQRSTUVWXYZ"
	rows    = "ABCDEFGHJKLMNPQRSTUV"
	square  = 100e3
	cycle   = 20 * square
)

// gridAt reads a position in UTM or MGRS that begins with a zone's number.
func gridAt(text string, i int) (Position, bool) {
	n := digits(text[i:])
	if n > 2 {
		return Position{}, false
	}
	at := i + n
	spaced := at < len(text) && text[at] == ' '
	if spaced {
		at++
	}
	if at >= len(text) || !isUpper(text[at]) || strings.IndexByte(bands, text[at]) < 0 {
		return Position{}, false
	}
	zone, _ := strconv.Atoi(text[i : i+n])
	if zone < 1 || zone > 60 {
		return Position{}, false
	}
	if p, ok := utmAt(text, at+1, zone, text[at]); ok {
		p.Start = i
		return p, true
	}
	if spaced {
		return Position{}, false
	}
	p, ok := mgrsAt(text, at+1, zone, text[at])
	p.Start = i
	return p, ok
}

// utmAt reads the easting and the northing after a zone. Its letter is a band's; N is north and S south of the equator, too, and S is the
// band where the northing lies in it.
func utmAt(text string, i, zone int, letter byte) (Position, bool) {
	i = skipMarks(text, i)
	if digits(text[i:]) != 6 {
		return Position{}, false
	}
	easting, i, unitE := meters(text, i)
	i = skipMarks(text, i)
	if n := digits(text[i:]); n != 6 && n != 7 {
		return Position{}, false
	}
	northing, end, unitN := meters(text, i)
	isNorth := letter >= 'N'
	if letter == 'S' && (northing < 3.5e6 || northing > 4.45e6) { // 32° to 40° N
		isNorth = false
	}
	pt, ok := unproject(zone, isNorth, easting, northing)
	return Position{End: end, Point: pt, Format: UTM, UncertaintyM: max(unitE, unitN) / 2}, ok && (end == len(text) || !isWord(text[end]))
}

// skipMarks passes over what parts the figures of a grid: blanks, a comma, a colon, and the words for east and north.
func skipMarks(text string, i int) int {
	for end := min(len(text), i+4); i < end && strings.IndexByte(" ,:;/=", text[i]) >= 0; {
		i++
	}
	for _, word := range [...]string{"E:", "N:", "E ", "N ", "E=", "N="} {
		if strings.HasPrefix(text[i:], word) {
			return skipBlanks(text, i+len(word))
		}
	}
	return i
}

// meters reads a figure of a grid with the unit and the axis after it, and returns what its last digit is worth.
func meters(text string, i int) (x float64, end int, unit float64) {
	end = i + digits(text[i:])
	decimals := 0
	if end < len(text) && text[end] == '.' {
		if decimals = digits(text[end+1:]); decimals > 0 {
			end += 1 + decimals
		}
	}
	x, _ = strconv.ParseFloat(text[i:end], 64)
	for _, word := range [...]string{"mE", "mN", " mE", " mN", "m E", "m N", " m E", " m N", "E", "N", " E", " N", "m", " m"} {
		if after := end + len(word); strings.HasPrefix(text[end:], word) && (after == len(text) || !isWord(text[after])) {
			return x, after, math.Pow10(-decimals)
		}
	}
	return x, end, math.Pow10(-decimals)
}

// mgrsAt reads the square of 100 km after a zone and its band, and the figures within it: two groups of equally many, together or apart.
// The point is the middle of the square that they name.
func mgrsAt(text string, i, zone int, band byte) (Position, bool) {
	if i < len(text) && text[i] == ' ' {
		i++
	}
	if i+2 > len(text) || !isUpper(text[i]) || !isUpper(text[i+1]) {
		return Position{}, false
	}
	column, row := strings.IndexByte(columns, text[i]), strings.IndexByte(rows, text[i+1])
	column -= (zone - 1) % 3 * 8
	if column < 0 || column > 7 || row < 0 {
		return Position{}, false
	}
	if zone%2 == 0 {
		row = (row + 15) % 20 // their F is the others' A
	}
	figures, end, ok := gridFigures(text, i+2)
	if !ok {
		return Position{}, false
	}
	size := square / math.Pow10(len(figures)/2)
	x, _ := strconv.ParseFloat(figures[:len(figures)/2], 64)
	y, _ := strconv.ParseFloat(figures[len(figures)/2:], 64)
	easting, northing := float64(column+1)*square+(x+.5)*size, float64(row)*square+(y+.5)*size
	pt, ok := inBand(zone, band, easting, northing)
	return Position{End: end, Point: pt, Format: MGRS, UncertaintyM: size / math.Sqrt2}, ok
}

// gridFigures reads four to ten digits, of which one half may stand apart from the other.
func gridFigures(text string, i int) (figures string, end int, ok bool) {
	i = skipBlanks(text, i)
	n := digits(text[i:])
	figures, end = text[i:i+n], i+n
	if end < len(text) && text[end] == ' ' && digits(text[end+1:]) == n {
		figures, end = figures+text[end+1:end+1+n], end+1+n
	}
	return figures, end, len(figures) >= 4 && len(figures) <= 10 && len(figures)%2 == 0 && (end == len(text) || !isWord(text[end]))
}

// inBand returns the point of an easting and a northing that is known but for multiples of 2,000 km, and whether the band has it. A square
// reaches over its band's edge, at most by its own size: a degree.
func inBand(zone int, band byte, easting, northing float64) (orb.Point, bool) {
	south := float64(strings.IndexByte(bands, band)*8 - 80)
	top := south + 8
	if band == 'X' {
		top = 84
	}
	for ; northing < 10e6; northing += cycle {
		pt, ok := unproject(zone, band >= 'N', easting, northing)
		if ok && pt[1] > south-1 && pt[1] < top+1 {
			return pt, true
		}
	}
	return orb.Point{}, false
}

// unproject returns the point of an easting and a northing in a zone, and whether it is near it.
func unproject(zone int, isNorth bool, easting, northing float64) (orb.Point, bool) {
	if easting < 100e3 || easting > 900e3 || northing < 0 || northing > 10e6 {
		return orb.Point{}, false
	}
	lon, lat, _ := wgs84.UTM(float64(zone), isNorth).To(wgs84.LonLat())(easting, northing, 0)
	return orb.Point{round7(lon), round7(lat)}, lat >= -80.5 && lat <= 84.5
}
