package geotag

import (
	"math"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/geodesy"
)

// A sense is a name in one meaning: by the rule of one sense per document, all spans that bear the name, in the same
// container or in none, mean the same place.
type sense struct {
	from, to  int32   // candidates, those of its first span
	first     int32   // its first span
	container int32   // the span that holds it, or -1
	count     int32   // spans
	holds     Place   // what it must mean to hold another: Ontario in "London, Ontario"
	best      int32   // candidate
	chance    float64 // of the best among the others
	doubtful  bool    // no span of it has a cue, and nothing else speaks for it
}

// A senseKey tells senses apart.
type senseKey struct {
	name, container uint32 // Toponym.Ref
	demonym, admin  bool
}

// resolve chooses a place for every accepted span, in two passes: the first ranks by what is known of the places, the
// second also by what the first chose around them.
func (r *reading) resolve() error {
	r.group()
	for pass := range 2 {
		if pass > 0 {
			r.survey()
		}
		for i := range r.senses {
			if i&255 == 0 && r.ctx.Err() != nil {
				return r.ctx.Err()
			}
			r.rank(&r.senses[i])
		}
	}
	for i := range r.senses {
		se := &r.senses[i]
		se.chance = r.chance(se, se.best)
		if se.doubtful {
			f := r.features(se, &r.cands[se.best])
			se.doubtful = f[fPopulation]+2*f[fNamed]+2*f[fCountry]+f[fNear]+f[fUsage]+r.length(se) < credible
		}
	}
	for k := range r.spans {
		s := &r.spans[k]
		if s.role == 0 {
			continue
		}
		se := &r.senses[s.sense]
		s.best = se.best
		if se.doubtful {
			s.verdict = verdict{reason: UnknownPlace, left: s.first, right: s.last, why: "nothing says that it is a place:", cue: s.first}
			s.best = -1
			continue
		}
		if s.role == Actor && !sovereign(&r.cands[s.best]) {
			s.role = Location // Paris, Texas
		}
	}
	return nil
}

// length is what the words of a sense's name beyond the first add to its credit: names of several are seldom accidents.
func (r *reading) length(se *sense) float32 {
	s := &r.spans[se.first]
	return float32(min(s.last-s.first, 1)) * 1.5
}

// credible is what a name without any cue needs, in orders of magnitude of people, to pass for a place's. Set by hand.
const credible = 5.5

// group gathers the accepted spans into senses; those with a container first, for they tell what the others mean.
func (r *reading) group() {
	for _, contained := range []bool{true, false} {
		for k := range r.spans {
			s := &r.spans[k]
			if s.role == 0 || (s.container >= 0) != contained {
				continue
			}
			key := senseKey{name: s.name.Ref(), demonym: s.demonym, admin: s.admin}
			if contained {
				key.container = r.spans[s.container].name.Ref()
			}
			id, ok := r.bySense[key]
			if !ok {
				id = int32(len(r.senses))
				r.bySense[key] = id
				from, to := r.own(s)
				r.senses = append(r.senses, sense{from: from, to: to, first: int32(k), container: s.container, best: -1, doubtful: true})
				if bare := (senseKey{name: s.name.Ref(), demonym: s.demonym, admin: s.admin}); contained {
					if _, taken := r.bySense[bare]; !taken {
						r.bySense[bare] = id
					}
				}
			}
			s.sense = id
			r.senses[id].count++
			r.senses[id].doubtful = r.senses[id].doubtful && !s.cued
			if s.holds >= 0 {
				r.senses[id].holds = r.cands[s.holds].place
			}
		}
	}
}

// own returns the candidates of a span as a range of its sense's own, for scores differ by sense.
func (r *reading) own(s *span) (from, to int32) {
	if !r.cands[s.from].owned {
		r.cands[s.from].owned = true
		return s.from, s.to
	}
	from = int32(len(r.cands))
	r.cands = append(r.cands, r.cands[s.from:s.to]...)
	return from, int32(len(r.cands))
}

// An anchor is a place that the text names, near which others are likely.
type anchor struct {
	at    direction
	sense int32
	place Place
}

// A direction is a point of the sphere as a unit vector, so that many distances cost a product each.
type direction [3]float64

func directionOf(p orb.Point) direction {
	sinLat, cosLat := math.Sincos(p[1] * math.Pi / 180)
	sinLon, cosLon := math.Sincos(p[0] * math.Pi / 180)
	return direction{cosLat * cosLon, cosLat * sinLon, sinLat}
}

func (d direction) dot(e direction) float64 { return d[0]*e[0] + d[1]*e[1] + d[2]*e[2] }

const maxAnchors = 48 // bounds the work on long texts; the first places of a text say where it plays

// survey gathers the context for the second pass: shares of countries, places named, and their points.
func (r *reading) survey() {
	total := float32(0)
	for i := range r.senses {
		se := &r.senses[i]
		c := &r.cands[se.best]
		n := float32(se.count)
		r.named[c.place.Ref()] += se.count
		if c.country != [2]byte{} {
			r.country[countryIndex(c.country)] += n
			total += n
		}
		if c.kind != gazetteer.Country && c.kind != gazetteer.Continent && len(r.anchors) < maxAnchors {
			r.anchors = append(r.anchors, anchor{directionOf(c.place.Point()), int32(i), c.place})
		}
	}
	for i := range r.country {
		r.country[i] /= max(total, 1)
	}
}

// countryIndex numbers the country codes; codes of other than two capitals share the last number.
func countryIndex(c [2]byte) int {
	a, b := int(c[0])-'A', int(c[1])-'A'
	if a < 0 || a > 25 || b < 0 || b > 25 {
		return 26 * 26
	}
	return a*26 + b
}

// rank scores the candidates of a sense and chooses the best.
func (r *reading) rank(se *sense) {
	se.best = se.from
	if se.to-se.from == 1 {
		return
	}
	se.best = -1
	demonym := r.spans[se.first].demonym
	for i := se.from; i < se.to; i++ {
		c := &r.cands[i]
		if demonym != (c.flags&gazetteer.Demonym != 0) && demonym {
			c.score = float32(math.Inf(-1))
			continue
		}
		f := r.unplaced(se, c)
		c.score = f.score()
		if se.best < 0 || c.score+maxNear*weights[fNear] > r.cands[se.best].score {
			c.score += r.near(se, c) * weights[fNear]
		}
		if se.best < 0 || c.score > r.cands[se.best].score {
			se.best = i
		}
	}
	if se.best < 0 {
		se.best = se.from
	}
}

// chance returns the probability of a candidate among those of its sense: the softmax of their scores. The weights
// are set by hand, so that it orders answers and does not promise a rate.
func (r *reading) chance(se *sense, i int32) float64 {
	sum := 0.0
	for j := se.from; j < se.to; j++ {
		if r.cands[j].place != r.cands[i].place || j == i {
			sum += math.Exp(float64(r.cands[j].score - r.cands[i].score))
		}
	}
	return 1 / sum
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
	return r.anchors[best], math.Sqrt(max(2-2*cos, 0)) * geodesy.MeanRadius / 1000 // the chord: near enough where it counts
}
