package resolve

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/geodesy"
	"example.com/geotag/internal/model"
)

// A scene is what a pass chose: the regions named, how much lies in them, and where the places are.
type scene struct {
	named, held []int32 // of each region of the ballot, the mentions for which it was chosen; and for which it or a place in it was
	anchors     []anchor
	total       int32 // mentions
	datelined   int32 // the sense of the dateline, or -1
}

func (s *scene) reset() { s.anchors, s.total, s.datelined = s.anchors[:0], 0, -1 }

// An anchor is a place that the text names, near which others are likely.
type anchor struct {
	at     direction
	sense  int32
	count  int32 // mentions
	place  gazetteer.Place
	chosen *rated
}

// A direction is a point of the sphere as a unit vector, so that many distances cost a product each.
type direction [3]float64

func directionOf(p orb.Point) direction {
	sinLat, cosLat := math.Sincos(p[1] * math.Pi / 180)
	sinLon, cosLon := math.Sincos(p[0] * math.Pi / 180)
	return direction{cosLat * cosLon, cosLat * sinLon, sinLat}
}

func (d direction) dot(e direction) float64 { return d[0]*e[0] + d[1]*e[1] + d[2]*e[2] }

// direction returns where a candidate lies, computed once.
func (c *rated) direction() direction {
	if c.at == (direction{}) {
		c.at = directionOf(c.Place.Point())
	}
	return c.at
}

// chord returns the distance in kilometers of two directions whose product is given: the chord, near enough where it counts.
func chord(cos float64) float64 { return math.Sqrt(max(2-2*cos, 0)) * geodesy.MeanRadius / 1000 }

// The distances in kilometers at which nearness is a half. Set by hand.
const halfNearKM, halfNearbyKM = 100, 500

// nearness turns a distance into a feature: 1 there, a half at half.
func nearness(km, half float64) float32 { return float32(1 / (1 + km/half)) }

const maxAnchors = 32 // bounds the work on long texts; the first places of a text say where it plays

// survey makes the scene of what the pass before chose.
func (r *Resolver) survey() {
	s := &r.scene
	s.reset()
	s.named, s.held = zeros(s.named, len(r.ballot.regions)), zeros(s.held, len(r.ballot.regions))
	for i := range r.group.senses {
		se := &r.group.senses[i]
		c := &r.group.rated[se.best]
		s.count(c, se.count)
		s.total += se.count
		s.anchor(int32(i), se, c)
		if c.Kind != gazetteer.Country && c.Kind != gazetteer.Continent && s.datelined < 0 && r.set.Mentions[se.first].Role == model.Dateline {
			s.datelined = int32(i)
		}
	}
	r.hosts()
}

// count adds so many mentions to the regions that a chosen candidate is or lies in.
func (s *scene) count(c *rated, mentions int32) {
	if !c.lacked && c.region >= 0 {
		s.named[c.region] += mentions
		s.held[c.region] += mentions
	}
	for _, a := range c.line.regions[:c.line.n] {
		if int(a) < len(s.held) {
			s.held[a] += mentions
		}
	}
}

// anchor adds what was chosen for a sense to the anchors, unless it is too large to be near anything.
func (s *scene) anchor(i int32, se *sense, c *rated) {
	if c.Kind != gazetteer.Country && c.Kind != gazetteer.Continent && len(s.anchors) < maxAnchors {
		s.anchors = append(s.anchors, anchor{c.direction(), i, se.count, c.Place, c})
	}
}

// move puts what is chosen for a sense now in the place of what was chosen before.
func (s *scene) move(i int32, se *sense, from, to *rated) {
	s.count(from, -se.count)
	s.count(to, se.count)
	s.anchors = slices.DeleteFunc(s.anchors, func(a anchor) bool { return a.sense == i })
	s.anchor(i, se, to)
}

func zeros(s []int32, n int) []int32 {
	if cap(s) < n {
		return make([]int32, n, n+n/2)
	}
	s = s[:n]
	clear(s)
	return s
}

// context judges a candidate by what the pass before chose for the other senses.
func (r *Resolver) context(se *sense, c *rated, f *model.Features) {
	r.among(se, c, f)
	r.near(se, c, f)
}

// among says how much of what was chosen for the other senses lies where a candidate does.
func (r *Resolver) among(se *sense, c *rated, f *model.Features) {
	if r.scene.total == 0 || c.lacked {
		return
	}
	var mine *rated
	if se.best >= 0 {
		mine = &r.group.rated[se.best]
	}
	famed := &r.group.rated[se.famed]
	others := float32(r.scene.total-se.count) + 1 // one more, for a single other place is no majority
	for i, a := range c.line.regions[:c.line.n] {
		level := model.Feature(c.line.levels[i])
		named, held := r.scene.namedIn(a), r.scene.heldIn(a)
		if famed.sibling(a, c.line.levels[i]) {
			named, held = 0, held-named
		}
		if mine != nil && !mine.lacked && mine.region == a {
			named, held = named-se.count, held-se.count
		} else if mine != nil && mine.line.has(a) {
			held -= se.count
		}
		f[model.CountryNamed+level] = max(f[model.CountryNamed+level], one(named > 0))
		f[model.CountryShare+level] = max(f[model.CountryShare+level], float32(held)/others)
	}
	if c.Kind == gazetteer.Admin1 || c.Kind == gazetteer.Admin2 {
		r.holding(se, c, mine, f)
	}
}

// holding says whether a division holds what was chosen for other names. mine is what was chosen for its own.
func (r *Resolver) holding(se *sense, c, mine *rated, f *model.Features) {
	held := r.scene.heldIn(c.region) - r.scene.namedIn(c.region)
	if mine != nil && mine.line.has(c.region) {
		held -= se.count
	}
	f[model.Holding], f[model.HoldingShare] = one(held > 0), float32(held)/float32(r.scene.total-se.count+1)
}

// namedIn and heldIn return the counts of a region; 0 of one that was added after the survey.
func (s *scene) namedIn(region int32) int32 {
	if int(region) < len(s.named) {
		return s.named[region]
	}
	return 0
}

func (s *scene) heldIn(region int32) int32 {
	if int(region) < len(s.held) {
		return s.held[region]
	}
	return 0
}

// The cosines of 60 and 250 km over the mean radius.
const cos60, cos250 = 0.99995565, 0.99923013

// near says how far the text's other places are.
func (r *Resolver) near(se *sense, c *rated, f *model.Features) {
	if r.scene.total == 0 || c.lacked || c.Kind == gazetteer.Country || c.Kind == gazetteer.Continent {
		return
	}
	at := c.direction()
	nearest, near60, near250, all := -2.0, int32(0), int32(0), int32(0)
	own := r.group.of[se.first]
	regional := r.group.rated[se.famed].region >= 0 // or nothing is beside it
	for i := range r.scene.anchors {
		a := &r.scene.anchors[i]
		if a.sense == own || a.place == c.Place || regional && r.beside(se, c, a.chosen) {
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
	f[model.Near], f[model.Nearby] = nearness(km, halfNearKM), nearness(km, halfNearbyKM)
	f[model.Close], f[model.Around] = float32(near60)/float32(all+1), float32(near250)/float32(all+1)
	f[model.Neighbor] = r.neighborly(se, c, at)
	if d := r.scene.datelined; d >= 0 && d != own {
		f[model.DatelineNear] = nearness(chord(at.dot(r.group.rated[r.group.senses[d].best].direction())), halfNearKM)
	}
}

// nearOthers returns the feature Near of what was chosen for a sense.
func (r *Resolver) nearOthers(se *sense, c *rated) float32 {
	if c.lacked || c.Kind == gazetteer.Country || c.Kind == gazetteer.Continent {
		return 0
	}
	at, nearest, own := c.direction(), -2.0, r.group.of[se.first]
	regional := r.group.rated[se.famed].region >= 0
	for i := range r.scene.anchors {
		a := &r.scene.anchors[i]
		if a.sense != own && a.place != c.Place && !(regional && r.beside(se, c, a.chosen)) {
			nearest = max(nearest, at.dot(a.at))
		}
	}
	if nearest < -1 {
		return 0
	}
	return nearness(chord(nearest), halfNearKM)
}

// beside reports whether what was chosen for another name holds a candidate, but is a sibling of what its own name is best known for.
func (r *Resolver) beside(se *sense, c, chosen *rated) bool {
	return chosen.region >= 0 && !chosen.lacked && c.line.has(chosen.region) && r.group.rated[se.famed].sibling(chosen.region, kindLevel(chosen.Kind))
}

// neighborly says how near the places named right before and after a sense's first mention are.
func (r *Resolver) neighborly(se *sense, c *rated, at direction) float32 {
	best := float32(0)
	for _, k := range [2]int32{se.first - 1, se.first + 1} {
		if k < 0 || k >= int32(len(r.set.Names)) || !r.set.Accepted(k) {
			continue
		}
		o := &r.group.senses[r.group.of[k]]
		if o == se || o.best < 0 || r.group.rated[o.best].Kind == gazetteer.Country || r.beside(se, c, &r.group.rated[o.best]) {
			continue
		}
		best = max(best, nearness(chord(at.dot(r.group.rated[o.best].direction())), halfNearKM))
	}
	return best
}

// nearest returns the anchor closest to a place, other than the sense's own and the place itself, and the distance
// in kilometers; +Inf where there is none.
func (r *Resolver) nearest(se *sense, p gazetteer.Place) (anchor, float64) {
	best, cos := -1, math.Inf(-1)
	at := directionOf(p.Point())
	for i := range r.scene.anchors {
		a := &r.scene.anchors[i]
		if d := at.dot(a.at); d > cos && &r.group.senses[a.sense] != se && a.place != p {
			best, cos = i, d
		}
	}
	if best < 0 {
		return anchor{}, math.Inf(1)
	}
	return r.scene.anchors[best], chord(cos)
}
