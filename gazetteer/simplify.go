package gazetteer

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/simplify"

	"example.com/geotag/internal/geodesy"
)

// metresPerDegree is the length of a degree of a great circle.
const metresPerDegree = geodesy.MeanRadius * math.Pi / 180

// simplify returns the line without vertices that it passes within so many metres, by Douglas and Peucker's algorithm. Its ends
// stay, and so does a vertex at least every maxEdge. Degrees of longitude count as long as they are in the middle of the line. A closed line that comes to nothing is nil.
func (l line) simplify(toleranceM float64) line {
	if toleranceM <= 0 || len(l) < 3 {
		return l
	}
	south, north := l[0][1], l[0][1]
	for _, v := range l {
		south, north = min(south, v[1]), max(north, v[1])
	}
	shrink := max(math.Cos(degrees(south+north)/2*math.Pi/180), 0.01)
	ls := make(orb.LineString, len(l))
	for i, v := range l {
		ls[i] = orb.Point{float64(v[0]) * shrink, float64(v[1])}
	}
	ls = simplify.DouglasPeucker(toleranceM / metresPerDegree * perDegree).LineString(ls)
	if len(ls) < 4 && ls[0] == ls[len(ls)-1] {
		return nil
	}
	out := make(line, 0, len(ls))
	for _, p := range ls {
		v := vertex{int32(math.Round(p[0] / shrink)), int32(p[1])}
		out = append(appendHalves(out, v), v)
	}
	return out
}

func degrees(units int32) float64 { return float64(units) / perDegree }

func units(degrees float64) int32 { return int32(math.Round(degrees * perDegree)) }
