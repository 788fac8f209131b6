package geotag

import (
	"math"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/geodesy"
)

// An anchor is a place that the text names, near which others are likely.
type anchor struct {
	at    direction
	sense int32
	count int32 // mentions
	place Place
}

// A direction is a point of the sphere as a unit vector, so that many distances cost a product each.
type direction [3]float64

func directionOf(p orb.Point) direction {
	sinLat, cosLat := math.Sincos(p[1] * math.Pi / 180)
	sinLon, cosLon := math.Sincos(p[0] * math.Pi / 180)
	return direction{cosLat * cosLon, cosLat * sinLon, sinLat}
}

// direction returns where a candidate lies, computed once.
func (c *candidate) direction() direction {
	if c.at == (direction{}) {
		c.at = directionOf(c.place.Point())
	}
	return c.at
}

func (d direction) dot(e direction) float64 { return d[0]*e[0] + d[1]*e[1] + d[2]*e[2] }

const maxAnchors = 32 // bounds the work on long texts; the first places of a text say where it plays

// survey gathers what the pass before chose: the areas named, how much lies in them, and where the places are.
func (r *reading) survey() {
	for i := range r.regions {
		r.regions[i].named, r.regions[i].held = 0, 0
	}
	r.anchors, r.total, r.datelined = r.anchors[:0], 0, -1
	for i := range r.senses {
		se := &r.senses[i]
		c := &r.cands[se.best]
		if !c.lacked && c.region >= 0 {
			r.regions[c.region].named += se.count
			r.regions[c.region].held += se.count
		}
		for _, a := range c.line.regions[:c.line.n] {
			r.regions[a].held += se.count
		}
		r.total += se.count
		if c.kind == gazetteer.Country || c.kind == gazetteer.Continent {
			continue
		}
		if len(r.anchors) < maxAnchors {
			r.anchors = append(r.anchors, anchor{c.direction(), int32(i), se.count, c.place})
		}
		if r.datelined < 0 && r.spans[se.first].role == Dateline {
			r.datelined = int32(i)
		}
	}
	r.hosts()
}

// context judges a candidate by what the pass before chose for the other senses.
func (r *reading) context(se *sense, c *candidate, f *features) {
	if r.total == 0 || c.lacked {
		return
	}
	var mine *candidate
	if se.best >= 0 {
		mine = &r.cands[se.best]
	}
	others := max(1, float32(r.total-se.count))
	for i, a := range c.line.regions[:c.line.n] {
		level := feature(c.line.levels[i])
		named, held := r.regions[a].named, r.regions[a].held
		if mine != nil && !mine.lacked && mine.region == a {
			named, held = named-se.count, held-se.count
		} else if mine != nil && mine.line.has(a) {
			held -= se.count
		}
		f[fCountryNamed+level] = max(f[fCountryNamed+level], one(named > 0))
		f[fCountryShare+level] = max(f[fCountryShare+level], float32(held)/others)
	}
	if c.kind != gazetteer.Country && c.kind != gazetteer.Continent {
		r.near(se, c, f)
	}
}

// near says how far the text's other places are.
func (r *reading) near(se *sense, c *candidate, f *features) {
	const cos60, cos250 = 0.99995565, 0.99923013 // of 60 and 250 km over the mean radius
	at := c.direction()
	nearest, near60, near250, all := -2.0, int32(0), int32(0), int32(0)
	own := r.spans[se.first].sense
	for i := range r.anchors {
		a := &r.anchors[i]
		if a.sense == own || a.place == c.place {
			continue
		}
		d := at.dot(a.at)
		nearest = max(nearest, d)
		all += a.count
		if d > cos250 {
			near250 += a.count
			if d > cos60 {
				near60 += a.count
			}
		}
	}
	if all == 0 {
		return
	}
	km := chord(nearest)
	f[fNear], f[fNearby] = float32(1/(1+km/100)), float32(1/(1+km/500))
	f[fClose], f[fAround] = float32(near60)/float32(all), float32(near250)/float32(all)
	f[fNeighbour] = r.neighbourly(se, at)
	if r.datelined >= 0 && r.datelined != r.spans[se.first].sense {
		f[fDateline] = float32(1 / (1 + chord(at.dot(r.cands[r.senses[r.datelined].best].direction()))/100))
	}
}

// chord returns the distance in kilometres of two directions whose product is given: the chord, near enough where it counts.
func chord(cos float64) float64 { return math.Sqrt(max(2-2*cos, 0)) * geodesy.MeanRadius / 1000 }

// neighbourly says how near the places named right before and after a sense's first span are.
func (r *reading) neighbourly(se *sense, at direction) float32 {
	best := float32(0)
	for _, k := range [2]int32{se.first - 1, se.first + 1} {
		if k < 0 || k >= int32(len(r.spans)) || r.spans[k].role == 0 || r.spans[k].unlisted {
			continue
		}
		o := &r.senses[r.spans[k].sense]
		if o == se || o.best < 0 || r.cands[o.best].kind == gazetteer.Country {
			continue
		}
		best = max(best, float32(1/(1+chord(at.dot(r.cands[o.best].direction()))/100)))
	}
	return best
}

// nearest returns the anchor closest to a place, other than the sense's own and the place itself, and the distance
// in kilometres; +Inf where there is none.
func (r *reading) nearest(se *sense, p Place) (anchor, float64) {
	best, cos := -1, math.Inf(-1)
	at := directionOf(p.Point())
	for i := range r.anchors {
		a := &r.anchors[i]
		if d := at.dot(a.at); d > cos && &r.senses[a.sense] != se && a.place != p {
			best, cos = i, d
		}
	}
	if best < 0 {
		return anchor{}, math.Inf(1)
	}
	return r.anchors[best], chord(cos)
}
