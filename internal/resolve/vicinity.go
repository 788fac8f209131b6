package resolve

import (
	"cmp"
	"math"
	"slices"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/geodesy"
	"example.com/geotag/internal/model"
)

// A vicinity finds the places near a candidate that the text's other names may mean, whichever is chosen.
type vicinity struct {
	voters []voter // by the band of latitude they lie in
	bands  [bands + 1]int32
	found  []voter   // the same, as they were found
	best   []float32 // of each sense that votes, its vote for the candidate at hand
	voted  []int32   // the senses whose vote is above 0
	names  int       // that vote
}

// A voter is a place that a name of the text may mean.
type voter struct {
	lat, lon float32 // degrees
	sense    int32
	name     uint32  // Toponym.Ref
	place    uint32  // Place.Ref
	fame     float32 // how likely the name means it by how well known it is, from 0 to 1
}

// What bounds the work: the first so many senses vote, each by so many of its best known candidates, those of some fame. Set by hand.
const maxVoters, maxReadings, leastFame = 64, 64, 0.1

// A vote is halved at so many kilometers, and ends a window away, in degrees of latitude: 81 km. Chosen by cross-validation.
const halfVoteKM, window = 30, 0.73

// bands are the degrees of latitude, from the south.
const bands = 180

// band returns the band of a latitude.
func band(lat float32) int { return max(0, min(bands-1, int(lat+90))) }

// gather takes in the candidates of a text's senses.
func (v *vicinity) gather(senses []sense, all []rated) {
	v.found, v.names = v.found[:0], min(len(senses), maxVoters)
	for i := range senses[:v.names] {
		se := &senses[i]
		from := len(v.found)
		for k := se.from; k < se.to-1; k++ {
			c := &all[k]
			if fame := float32(math.Exp(0.5 * float64(c.Prior-se.most))); fame >= leastFame && spot(c.Kind) {
				at := c.Place.Point()
				v.found = append(v.found, voter{float32(at[1]), float32(at[0]), int32(i), se.name, c.Place.Ref(), fame})
			}
		}
		if mine := v.found[from:]; len(mine) > maxReadings {
			slices.SortStableFunc(mine, func(a, b voter) int { return cmp.Compare(b.fame, a.fame) })
			v.found = v.found[:from+maxReadings]
		}
	}
	v.sort()
	v.best = append(v.best[:0], make([]float32, v.names)...)
}

// sort puts the voters that were found into their bands.
func (v *vicinity) sort() {
	clear(v.bands[:])
	for i := range v.found {
		v.bands[band(v.found[i].lat)]++
	}
	sum := int32(0)
	for b, n := range v.bands {
		v.bands[b], sum = sum, sum+n
	}
	v.voters = slices.Grow(v.voters[:0], len(v.found))[:len(v.found)]
	for i := range v.found {
		at := &v.bands[band(v.found[i].lat)]
		v.voters[*at] = v.found[i]
		*at++
	}
	copy(v.bands[1:], v.bands[:]) // each has come to its end, where the next begins
	v.bands[0] = 0
}

// spot reports whether places of a kind are small enough to be near something.
func spot(k gazetteer.Type) bool {
	switch k {
	case gazetteer.Country, gazetteer.Continent, gazetteer.Union, gazetteer.Region:
		return false
	}
	return true
}

// judge says how near a candidate lies to what the other names may mean.
func (v *vicinity) judge(se *sense, c *rated, f *model.Features) {
	if !spot(c.Kind) || v.names < 2 {
		return
	}
	at := c.Place.Point()
	lat, lon, place := float32(at[1]), float32(at[0]), c.Place.Ref()
	narrow := float32(0) // of a degree of longitude against one of latitude, once something is near by latitude
	near := v.voters[v.bands[band(lat-window)]:v.bands[band(lat+window)+1]]
	for i := range near {
		o := &near[i]
		y := o.lat - lat
		if y > window || y < -window || o.name == se.name || o.place == place {
			continue
		}
		if narrow == 0 {
			narrow = float32(math.Cos(at[1] * math.Pi / 180))
		}
		east := o.lon - lon
		if east > 180 || east < -180 {
			east = 360 - max(east, -east) // across the antimeridian
		}
		x := east * narrow
		away2 := x*x + y*y
		if away2 > window*window {
			continue
		}
		vote := o.fame / (1 + away2*halfVotes)
		if v.best[o.sense] == 0 {
			v.voted = append(v.voted, o.sense)
		}
		v.best[o.sense] = max(v.best[o.sense], vote)
	}
	sum, most := float32(0), float32(0)
	for _, i := range v.voted {
		sum, most = sum+v.best[i], max(most, v.best[i])
		v.best[i] = 0
	}
	v.voted = v.voted[:0]
	f[model.VicinityVote], f[model.VicinityBest], f[model.VicinityShare] = min(1, sum/2), most, sum/float32(v.names-1)
}

// halfVotes turns the square of so many degrees of latitude into that of so many halfVoteKM.
const halfVotes = (geodesy.MeanRadius / 1000 * math.Pi / 180 / halfVoteKM) * (geodesy.MeanRadius / 1000 * math.Pi / 180 / halfVoteKM)
