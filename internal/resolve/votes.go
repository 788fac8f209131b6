package resolve

import (
	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/model"
)

// A line is what holds a place: the country and the divisions of the first and the second order, the smallest first.
type line struct {
	regions [4]int32 // index in those of the ballot
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

// A region is a country or a division in which a candidate lies, with the votes for it.
type region struct {
	weight float32  // of the names that may mean a place in it
	last   int32    // the count and the sense that were last here
	maybe  int32    // the first mention of a sense that may mean the division itself, from 1 on
	called int32    // the same, of a sense that the text calls a division: "Boone County"
	named  [2]int32 // the first mentions of the first and the last sense of which it is among the best known readings, from 1 on
	homes  int32    // the senses whose best known reading lies in it or is it
}

// A ballot counts, for each region, the names that may mean a place in it, whichever is chosen.
type ballot struct {
	regions []region
	text    uint32 // how many texts were voted on
	slots   []slot // where the regions are, by a hash of Place.Ref; at most half of those of a text are taken
	lines   []above
}

// A slot is where a region of a text is in those of the ballot. One of another text is free.
type slot struct {
	text, ref uint32 // Place.Ref
	region    int32
}

// An above is what holds a place, which is remembered from text to text: names mean the same places again and again.
type above struct {
	ref     uint32    // one more than Place.Ref; 0: none
	regions [4]uint32 // Place.Ref of those in a line
	levels  [4]uint8
	n       uint8
}

// mostAbove is how many places it is remembered of, each in the one spot that its number gives it: 100 kB.
const mostAbove = 1 << 12

// begin makes ready for a text.
func (b *ballot) begin() {
	if b.slots == nil {
		b.slots, b.lines = make([]slot, 1<<6), make([]above, mostAbove)
	}
	b.regions = b.regions[:0]
	if b.text++; b.text == 0 { // once in 2^32 texts
		clear(b.slots)
		b.text = 1
	}
}

// regionOf returns the index of the region with a Place.Ref.
func (b *ballot) regionOf(ref uint32) int32 {
	mask := uint32(len(b.slots) - 1)
	for i := ref * 0x9E3779B1 >> 7 & mask; ; i = (i + 1) & mask {
		s := &b.slots[i]
		if s.text != b.text {
			*s = slot{b.text, ref, int32(len(b.regions))}
			b.regions = append(b.regions, region{})
			if 2*len(b.regions) > len(b.slots) {
				b.grow()
			}
			return int32(len(b.regions)) - 1
		}
		if s.ref == ref {
			return s.region
		}
	}
}

func (b *ballot) grow() {
	old := b.slots
	b.slots = make([]slot, 2*len(old))
	mask := uint32(len(b.slots) - 1)
	for _, s := range old {
		i := s.ref * 0x9E3779B1 >> 7 & mask
		for ; b.slots[i].text == b.text; i = (i + 1) & mask {
		}
		if s.text == b.text {
			b.slots[i] = s
		}
	}
}

// lineOf returns what holds a place.
func (b *ballot) lineOf(p gazetteer.Place) (l line) {
	up := &b.lines[p.Ref()%mostAbove]
	if up.ref != p.Ref()+1 {
		*up = aboveOf(p)
	}
	l.n, l.levels = int(up.n), up.levels
	for i := range l.n {
		l.regions[i] = b.regionOf(up.regions[i])
	}
	return l
}

func aboveOf(p gazetteer.Place) above {
	up := above{ref: p.Ref() + 1}
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
		if int(up.n) < len(up.regions) {
			up.regions[up.n], up.levels[up.n] = a.Ref(), level
			up.n++
		}
	}
	return up
}

// elect fills in the ballot, the lines of the candidates and the votes of the senses, each by how few regions of a level it
// leaves open.
func (b *ballot) elect(senses []sense, all []rated) {
	b.begin()
	for i := range senses {
		se := &senses[i]
		candidates := all[se.from : se.to-1]
		var open [3]float32
		for k := range candidates {
			c := &candidates[k]
			c.line, c.region = b.lineOf(c.Place), -1
			switch c.Kind {
			case gazetteer.Country, gazetteer.Admin1, gazetteer.Admin2:
				c.region = b.regionOf(c.Place.Ref())
			}
			for i2, a := range c.line.regions[:c.line.n] {
				if mark := int32(2*i + 1); b.regions[a].last != mark {
					b.regions[a].last = mark
					open[c.line.levels[i2]]++
				}
			}
		}
		for level, n := range open {
			se.vote[level] = 1 / max(n, 1)
		}
		b.poll(se, candidates, int32(2*i+2))
		b.name(se, candidates)
	}
}

// poll adds a sense's votes, once to each region.
func (b *ballot) poll(se *sense, candidates []rated, mark int32) {
	for k := range candidates {
		c := &candidates[k]
		for i, a := range c.line.regions[:c.line.n] {
			if b.regions[a].last != mark {
				b.regions[a].last = mark
				b.regions[a].weight += se.vote[c.line.levels[i]]
			}
		}
		if c.Kind == gazetteer.Admin2 {
			b.regions[c.region].maybe = se.first + 1
			if se.admin {
				b.regions[c.region].called = se.first + 1
			}
		}
	}
}

// name notes the regions that a sense means, or where it lies, if it means one of the best known places of its name.
func (b *ballot) name(se *sense, candidates []rated) {
	for k := range candidates {
		if candidates[k].Prior == se.most {
			se.famed = se.from + int32(k)
			for _, a := range candidates[k].line.regions[:candidates[k].line.n] {
				b.regions[a].homes++
			}
			break
		}
	}
	for k := range candidates {
		c := &candidates[k]
		if c.region < 0 || se.most-c.Prior > level {
			continue
		}
		at := &b.regions[c.region]
		if at.named[0] == 0 {
			at.named[0] = se.first + 1
		}
		at.named[1] = se.first + 1
	}
}

// enough are the votes of other names, each 1 where it can only mean a place in one region, that make it likely that one more
// lies there; abroad is what is left of that, and of a name, where the region is a country and the place no division of it.
const enough, abroad = 1.5, 0.5

// backed says how far the other names speak for the regions that a candidate is or lies in, from 0 to 1. famed is the best known
// candidate of its sense.
func (b *ballot) backed(se *sense, c, famed *rated) (most float32) {
	for i, a := range c.line.regions[:c.line.n] {
		speaks := b.backing(se, famed, a, c.line.levels[i])
		if c.line.levels[i] == 0 && c.Kind != gazetteer.Admin1 {
			speaks *= abroad
		}
		most = max(most, speaks)
	}
	if c.region >= 0 {
		most = max(most, b.backing(se, famed, c.region, kindLevel(c.Kind)))
	}
	return most
}

// backing says how far other names than a sense's speak for a region.
func (b *ballot) backing(se *sense, famed *rated, region int32, level uint8) float32 {
	at, me := &b.regions[region], se.first+1
	named := at.named[0] != 0 && (at.named[0] != me || at.named[1] != me)
	votes := at.weight - se.vote[level]
	if at.called != 0 && at.called != me {
		return 1 // of all the Lebanons, that of Boone County, whichever Boone County is the best known
	}
	if named && !famed.sibling(region, level) {
		return 1
	}
	homes := at.homes
	if level == 0 {
		homes = 0 // of every name the best known place lies in some country
	} else if famed.line.has(region) {
		homes--
	}
	return min(1, max(0, votes, float32(homes))/enough)
}

// sibling reports whether the best known reading of a name is a region of the same level as another: that the text names Ohio says nothing
// for a town there in "Oregon and Ohio".
func (c *rated) sibling(region int32, level uint8) bool {
	return c.region >= 0 && c.region != region && kindLevel(c.Kind) == level
}

// kindLevel returns the level of a country or a division.
func kindLevel(k gazetteer.Type) uint8 {
	switch k {
	case gazetteer.Admin1:
		return 1
	case gazetteer.Admin2:
		return 2
	}
	return 0
}

// judge judges a candidate of one of so many senses by what the other names may mean.
func (b *ballot) judge(se *sense, c *rated, senses int, f *model.Features) {
	others := float32(max(1, senses-1))
	for i, a := range c.line.regions[:c.line.n] {
		at, level := &b.regions[a], model.Feature(c.line.levels[i])
		f[model.CountryVote+level] = max(f[model.CountryVote+level], (at.weight-se.vote[level])/others)
		if level == 2 && at.maybe != 0 && at.maybe != se.first+1 {
			f[model.MayBeHeld] = 1
		}
	}
	if c.Kind == gazetteer.Admin2 {
		f[model.MayHold] = one(b.regions[c.region].weight > se.vote[2]+0.01)
	}
}
