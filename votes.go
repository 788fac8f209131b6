package geotag

import "example.com/geotag/gazetteer"

// A line is what holds a place: the country and the divisions of the first and the second order, the smallest first.
type line struct {
	regions [4]int32 // index in those of the reading
	levels  [4]uint8 // 0: country, 1, 2
	n       int
}

// has reports whether a place lies in a region.
func (l *line) has(region int32) bool {
	for i := range l.n {
		if l.regions[i] == region {
			return true
		}
	}
	return false
}

// A region is a country or a division in which a candidate lies, with what the text says of it.
type region struct {
	weight float32 // of the names that may mean a place in it
	last   int32   // the count and the sense that were last here
	maybe  int32   // the first span of a sense that may mean the division itself, from 1 on
	named  int32   // mentions for which it was chosen
	held   int32   // mentions for which a place in it, or it, was chosen
}

// areaOf returns the index of a region.
func (r *reading) regionOf(p Place) int32 {
	i, ok := r.regionAt[p.Ref()]
	if !ok {
		i = int32(len(r.regions))
		r.regionAt[p.Ref()] = i
		r.regions = append(r.regions, region{})
	}
	return i
}

// lineOf returns what holds a place.
func (r *reading) lineOf(p Place) (l line) {
	for a := range p.Ancestors() {
		level := uint8(0)
		switch a.Type() {
		case gazetteer.Admin1:
			level = 1
		case gazetteer.Admin2:
			level = 2
		case gazetteer.Country:
		default:
			continue
		}
		if l.n < len(l.regions) {
			l.regions[l.n], l.levels[l.n] = r.regionOf(a), level
			l.n++
		}
	}
	return l
}

// elect counts, for each region, the names that may mean a place in it, each by how few of its level it leaves open.
func (r *reading) elect() {
	for i := range r.senses {
		se := &r.senses[i]
		var open [3]float32
		for k := se.from; k < se.to-1; k++ {
			c := &r.cands[k]
			c.line, c.region = r.lineOf(c.place), -1
			switch c.kind {
			case gazetteer.Country, gazetteer.Admin1, gazetteer.Admin2:
				c.region = r.regionOf(c.place)
			}
			for i2, a := range c.line.regions[:c.line.n] {
				if mark := int32(2*i + 1); r.regions[a].last != mark {
					r.regions[a].last = mark
					open[c.line.levels[i2]]++
				}
			}
		}
		for level, n := range open {
			se.vote[level] = 1 / max(n, 1)
		}
		r.poll(se, int32(2*i+2))
	}
}

// poll adds a sense's votes, once to each region.
func (r *reading) poll(se *sense, mark int32) {
	for k := se.from; k < se.to-1; k++ {
		c := &r.cands[k]
		for i, a := range c.line.regions[:c.line.n] {
			if r.regions[a].last != mark {
				r.regions[a].last = mark
				r.regions[a].weight += se.vote[c.line.levels[i]]
			}
		}
		if c.kind == gazetteer.Admin2 {
			r.regions[c.region].maybe = se.first + 1
		}
	}
}

// voted judges a candidate by what the other names may mean.
func (r *reading) voted(se *sense, c *candidate, f *features) {
	others := float32(max(1, len(r.senses)-1))
	for i, a := range c.line.regions[:c.line.n] {
		at, level := &r.regions[a], feature(c.line.levels[i])
		f[fCountryVote+level] = max(f[fCountryVote+level], (at.weight-se.vote[level])/others)
		if level == 2 && at.maybe != 0 && at.maybe != se.first+1 {
			f[fMayBeHeld] = 1
		}
	}
	if c.kind == gazetteer.Admin2 {
		f[fMayHold] = one(r.regions[c.region].weight > se.vote[2]+0.01)
	}
}
