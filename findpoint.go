package geotag

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
)

// angle is degrees, with minutes and seconds where they follow; the letter of a hemisphere stands before or after it.
const (
	angle  = `([-+−]?\d{1,3}(?:\.\d+)?)\s*(?:[°º]\s*(?:(\d{1,2}(?:\.\d+)?)\s*['′’]\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:"|″|”|''|′′|’’)\s*)?)?)?`
	apart  = `(?:\s*[,;/]\s*|\s+|)`
	letter = `([NSEW])`
)

var (
	lettersLast  = regexp.MustCompile(`(?i)^` + angle + letter + apart + angle + letter + `$`)
	lettersFirst = regexp.MustCompile(`(?i)^` + letter + `\s*` + angle + apart + letter + `\s*` + angle + `$`)
	noLetters    = regexp.MustCompile(`^` + angle + `(?:\s*[,;/]\s*|\s+)` + angle + `$`)
)

// coordinates reads two angles, as in "48.2082, 16.3738", "51.19N 35.27E" or "48°12'30\"N 16°22'26\"E": latitude and longitude, or the other way round
// where hemispheres or figures say so. Two whole numbers without more are none.
func coordinates(text string) (orb.Point, bool) {
	text = strings.TrimSpace(strings.Trim(strings.TrimSpace(text), "()[]"))
	var a, b float64
	var aSide, bSide string
	if m := lettersLast.FindStringSubmatch(text); m != nil {
		a, b, aSide, bSide = readAngle(m[1:4]), readAngle(m[5:8]), m[4], m[8]
	} else if m := lettersFirst.FindStringSubmatch(text); m != nil {
		a, b, aSide, bSide = readAngle(m[2:5]), readAngle(m[6:9]), m[1], m[5]
	} else if m := noLetters.FindStringSubmatch(text); m != nil && strings.ContainsAny(text, ".°º") {
		a, b = readAngle(m[1:4]), readAngle(m[4:7])
	} else {
		return orb.Point{}, false
	}
	switch aSide, bSide = strings.ToUpper(aSide), strings.ToUpper(bSide); {
	case aSide == "" && math.Abs(a) > 90, aSide == "E", aSide == "W":
		a, b, aSide, bSide = b, a, bSide, aSide
	}
	if aSide != "" && (!strings.Contains("NS", aSide) || !strings.Contains("EW", bSide)) {
		return orb.Point{}, false
	}
	if aSide == "S" {
		a = -a
	}
	if bSide == "W" {
		b = -b
	}
	return orb.Point{b, a}, math.Abs(a) <= 90 && math.Abs(b) <= 180
}

// readAngle reads degrees, minutes and seconds as degrees; NaN if they are none.
func readAngle(parts []string) float64 {
	number := strings.Replace(parts[0], "−", "-", 1)
	degrees := 0.0
	for i, p := range []string{strings.TrimLeft(number, "+-"), parts[1], parts[2]} {
		if p == "" {
			continue
		}
		v, err := strconv.ParseFloat(p, 64)
		if err != nil || i > 0 && v >= 60 {
			return math.NaN()
		}
		degrees += v / math.Pow(60, float64(i))
	}
	if strings.HasPrefix(number, "-") {
		return -degrees
	}
	return degrees
}

// How many settlements around a point are looked at for the one that it lies in, and how far away they may be.
const pointSettlements, pointReachM = 60, 50e3

// at finds what is at a point: the largest settlement whose disc contains it, or else the nearest one, and the areas that contain it, the finest
// first.
func (f *finder) at(pt orb.Point) {
	near := f.t.ix.Nearest(pt, pointSettlements, pointReachM)
	in := slices.DeleteFunc(slices.Clone(near), func(n gazetteer.Near) bool { return n.DistanceM > n.Place.Uncertainty() })
	slices.SortStableFunc(in, func(a, b gazetteer.Near) int { return cmp.Compare(b.Place.Population(), a.Place.Population()) })
	if len(in) == 0 {
		in = near[:min(len(near), 1)]
	}
	var places []Place
	for _, n := range in {
		places = append(places, n.Place)
	}
	for _, a := range slices.Backward(f.t.ix.Locate(pt, pointToleranceM).Areas) {
		places = append(places, a.Place)
	}
	for _, p := range places {
		if _, twice := f.index[p]; f.wanted(p) && !twice {
			f.add(hit{Found{Place: p, Name: p.Name(), Match: MatchCoordinates}, -float32(len(f.hits))})
		}
	}
}

// pointToleranceM is how far from a simplified border a point may be and still lie in what it bounds, as reverse has it.
const pointToleranceM = 5e3
