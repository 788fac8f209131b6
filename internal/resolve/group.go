package resolve

import (
	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/mention"
	"example.com/geotag/internal/names"
	"example.com/geotag/internal/prose"
)

// A sense is a name in one meaning: all mentions that bear the name, in the same container or in none.
type sense struct {
	from, to  int32           // its candidates among the rated; the last is the reading that the gazetteer lacks the place
	first     int32           // its first mention
	name      uint32          // Toponym.Ref
	container int32           // the mention that holds it, or -1
	admin     bool            // the text calls it a division: names.Name
	misplaced bool            // it is said to lie where the gazetteer has no such place: names.Links
	partial   bool            // the caller gave it in longer names only, of which the gazetteer has no entry: "Kano" in "Kano Gate"
	generic   bool            // the caller gave it, and many things are called so: "Mill Creek"
	count     int32           // mentions
	holds     gazetteer.Place // what it must mean to hold another: Ontario in "London, Ontario"
	host      host            // what it lies in or near if the gazetteer lacks it, once that is asked
	best      int32           // the candidate chosen, or -1
	chance    float64         // of that among the others
	near      float32         // how near the closest of the text's other places is: model.Near
	vote      [3]float32      // what it adds to the votes of countries and divisions
	most      float32         // the largest prior of its candidates
	famed     int32           // the candidate that has it
}

// A rated is a candidate of a sense with what its ranking found.
type rated struct {
	names.Candidate
	line    line       // what holds the place, once it is asked for
	region  int32      // it is itself, in those of the ballot, or -1
	at      direction  // where it lies, once it is asked for
	base    [2]float32 // the score by what does not change between the passes, for the first and the later ones
	seat    int32      // of a division, that of its sense's candidates which is its seat, or -1; once it is weighed
	weighed bool       // base is known
	fits    bool       // its sense may mean it, in this pass
	lacked  bool       // the reading that the gazetteer lacks the place, which lies in or near this one
	away    bool       // of a sense of parts: it is not where the text plays
	score   float32    // with the context
}

// A key tells senses apart.
type key struct {
	name, container uint32 // Toponym.Ref
	demonym, admin  bool
	partial         bool
}

// A grouping holds the senses of a text's mentions.
type grouping struct {
	senses []sense
	rated  []rated
	of     []int32 // of each mention its sense; of one that is not accepted, 0
	byKey  map[key]int32
}

// gather groups the accepted mentions into senses; those with a container first, for they tell what the others mean.
func (g *grouping) gather(text *prose.Text, set *mention.Set) {
	g.senses, g.rated, g.of = g.senses[:0], g.rated[:0], g.of[:0]
	if g.byKey == nil {
		g.byKey = map[key]int32{}
	}
	clear(g.byKey)
	for range set.Names {
		g.of = append(g.of, 0)
	}
	for _, contained := range []bool{true, false} {
		for k := range set.Names {
			n := &set.Names[k]
			if !set.Accepted(int32(k)) || (max(n.Container, n.Misplaced) >= 0) != contained {
				continue
			}
			id := g.senseOf(text, set, int32(k))
			g.of[k] = id
			se := &g.senses[id]
			se.count++
			if n.Holds >= 0 {
				se.holds = n.Candidates[n.Holds].Place
			}
		}
	}
}

// senseOf returns the sense of a mention, which it makes if there is none yet.
func (g *grouping) senseOf(text *prose.Text, set *mention.Set, k int32) int32 {
	n := &set.Names[k]
	partial := loose(text, n, &set.Mentions[k])
	bare := key{name: n.Toponym.Ref(), demonym: n.Demonym, admin: n.Admin, partial: partial}
	full := bare
	if holder := max(n.Container, n.Misplaced); holder >= 0 {
		full.container = set.Names[holder].Toponym.Ref()
	}
	if id, ok := g.byKey[full]; ok {
		return id
	}
	id := int32(len(g.senses))
	g.byKey[full] = id
	from, to := g.own(n)
	county := n.Admin || n.Last > n.First && n.Best().Kind == gazetteer.Admin2
	g.senses = append(g.senses, sense{
		from: from, to: to, first: k, name: bare.name, container: n.Container, misplaced: n.Misplaced >= 0, partial: partial, generic: generic(text, n, &set.Mentions[k]), admin: county, best: -1, most: best(g.rated[from : to-1]),
	})
	if _, taken := g.byKey[bare]; !taken {
		g.byKey[bare] = id
	}
	return id
}

// outdated is how much less known, on the scale of names.Prior, a place is by a name that it has no more than by the others that
// are not its display name, so that Salisbury is no town in Africa. It is still the only place that a text means by "Saigon". Set by hand.
const outdated = 2.5

// best returns the largest prior of the candidates of a sense.
func best(all []rated) float32 {
	most := all[0].Prior
	for i := range all {
		most = max(most, all[i].Prior)
	}
	return most
}

// own returns the candidates of a name as a range of its sense's own, for scores differ by sense.
func (g *grouping) own(n *names.Name) (from, to int32) {
	from = int32(len(g.rated))
	for _, c := range n.Candidates {
		if c.Flags&gazetteer.Historic != 0 {
			c.Prior -= outdated
		}
		g.rated = append(g.rated, rated{Candidate: c})
	}
	g.rated = append(g.rated, rated{lacked: true})
	return from, int32(len(g.rated))
}
