package resolve

import (
	"math"
	"slices"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/mention"
	"example.com/geotag/internal/names"
	"example.com/geotag/internal/prose"
)

// A name that the caller gives and the gazetteer lacks is a place for certain, so that it always has a host. It may hold the name of a place
// ("Lincoln" in "Lincoln Elementary School"), of which there are many far from where the text plays: it lies there only if that is near what
// would else hold it.

// whereabouts returns what holds a mention that the caller says to be a place: the nearest of its sentence, the dateline, the nearest of the
// sentences before, or what the text is about, as far as the text plays there; else the nearest of all, or where the publisher sits.
func (r *Resolver) whereabouts(k int32, about gazetteer.Place) host {
	i := r.nearby(k, 0, 0, r.local)
	if i < 0 || !r.leads(k, i) {
		i = r.nearby(k, 0, 0, func(i int32, c *rated) bool { return r.local(i, c) && r.plays(k, c.Place) })
	}
	if i >= 0 {
		return host{r.within(i).Place, r.apart(k, i)}
	}
	if d := r.scene.datelined; d >= 0 {
		if c := r.chosen(r.group.senses[d].first); c != nil {
			return host{c.Place, dateline}
		}
	}
	if i = r.closest(k); i >= 0 && r.plays(k, r.chosen(i).Place) {
		return host{r.within(i).Place, before}
	}
	if !about.IsZero() && r.plays(k, about) {
		return host{about, subject}
	}
	lies := func(_ int32, c *rated) bool {
		return (c.Kind == gazetteer.Settlement || c.Kind == gazetteer.Admin2) && !c.lacked && (about.IsZero() || around(c, about))
	}
	for _, far := range [...]int32{0, hostSentences, math.MaxInt32} {
		if i = r.nearby(k, far, far, lies); i >= 0 {
			return host{r.chosen(i).Place, somewhere}
		}
	}
	if about.IsZero() {
		about = r.home
	}
	return host{about, somewhere}
}

// narrow returns a town in a host that is a first-order division, if the text names one: the nearest.
func (r *Resolver) narrow(k int32, h host) host {
	if h.place.Type() != gazetteer.Admin1 {
		return h
	}
	i := r.nearby(k, math.MaxInt32, math.MaxInt32, func(_ int32, c *rated) bool {
		return c.Kind == gazetteer.Settlement && !c.lacked && Within(c.Place, h.place)
	})
	if i < 0 {
		return h
	}
	return host{r.chosen(i).Place, max(h.how, before)}
}

// around reports whether a candidate is a place, or lies in or near it.
func around(c *rated, p gazetteer.Place) bool {
	return c.Place == p || Within(c.Place, p) || c.direction().dot(directionOf(p.Point())) > cos250
}

// nearPart is how far, in kilometers, a place may lie from what a name would else lie in, so that the name is its. Set by hand.
const nearPart = 50

// place tells, for a sense of parts of names, which of its candidates lie where the text plays, by the host that it would have if they did not.
func (r *Resolver) place(se *sense) {
	lacked := &r.group.rated[se.to-1]
	if lacked.away = lacked.Place.IsZero(); lacked.away {
		return
	}
	n := &r.set.Names[se.first]
	spot, sure := built(r.text, n), firm(r.text, n)
	none := true
	for i := se.from; i < se.to-1; i++ {
		c := &r.group.rated[i]
		if c.away = spot; !Within(lacked.Place, c.Place) {
			c.away = !sure && !Within(c.Place, lacked.Place) && r.astray(se, c)
		}
		none = none && c.away
	}
	lacked.away = !none
}

// astray reports whether a candidate of a sense of parts lies far from its host, and no more of the text plays there.
func (r *Resolver) astray(se *sense, c *rated) bool {
	at := r.group.rated[se.to-1].direction()
	if chord(at.dot(c.direction())) <= nearPart || r.named(c) || se.host.how == somewhere && (c.Kind == gazetteer.Water || c.Kind == gazetteer.Landform) {
		return false
	}
	own := r.group.of[se.first]
	ours, _ := r.company(at, own)
	theirs, _ := r.company(c.direction(), own)
	return theirs <= ours
}

// estrange tells whether all candidates of a sense that is called what many things are, such as "Mill Creek", are settlements or divisions far from
// where the text plays.
func (r *Resolver) estrange(se *sense) {
	lacked := &r.group.rated[se.to-1]
	lacked.away = true
	if lacked.Place.IsZero() || se.host.how == beside || se.host.how == somewhere {
		return
	}
	at, own := lacked.direction(), r.group.of[se.first]
	ours, _ := r.company(at, own)
	if ours < 2 {
		return
	}
	for i := se.from; i < se.to-1; i++ {
		c := &r.group.rated[i]
		if c.Kind != gazetteer.Settlement && c.Kind != gazetteer.Admin2 || chord(at.dot(c.direction())) < nearNamesake+c.Place.Uncertainty()/1000 {
			return
		}
		if theirs, _ := r.company(c.direction(), own); theirs >= ours {
			return
		}
	}
	lacked.away = false
}

// nearNamesake is how far, in kilometers, a place may lie from what would else hold it beyond its own extent, so that no namesake is meant that the
// gazetteer lacks. Set by hand.
const nearNamesake = 150

// renowned is how well known a place is, as a prior, that is meant though it lies far away and is called what many things are: Palm Springs. Set by hand.
const renowned = 5

// generic reports whether a name that the caller gives is what many things are called, and no place of the name is well known: "Mill Creek".
func generic(t *prose.Text, n *names.Name, m *mention.Mention) bool {
	const kinds = lexicon.FeatureWord | lexicon.FacilityNoun | lexicon.SchoolNoun | lexicon.StreetNoun
	return m.Given.End > 0 && !n.Partial && n.Last > n.First && n.Best().Prior < renowned && slices.ContainsFunc(t.Words[n.First:n.Last+1], func(w prose.Word) bool {
		return w.Class.Has(kinds)
	})
}

// named reports whether another name of the text means a candidate.
func (r *Resolver) named(c *rated) bool {
	return slices.ContainsFunc(r.scene.anchors, func(a anchor) bool {
		return a.place == c.Place && !a.chosen.lacked && !r.group.senses[a.sense].partial
	})
}

// loose reports whether a name is known by a part of it that may be another's: a name that the caller gives, and which is no university of a
// place that holds the part.
func loose(t *prose.Text, n *names.Name, m *mention.Mention) bool {
	if !n.Partial || n.Sure || m.Given.End == 0 {
		return false
	}
	kind := n.Best().Kind
	return !firm(t, n) || built(t, n) && (kind == gazetteer.Admin1 || kind == gazetteer.Country)
}

// built reports whether a name is a building's, which lies at one spot of a division that it is called after: "Oregon State Penitentiary".
func built(t *prose.Text, n *names.Name) bool {
	return slices.ContainsFunc(t.Words[n.First:n.Last+1], func(w prose.Word) bool {
		return w.Class.Has(lexicon.FacilityNoun | lexicon.SchoolNoun)
	})
}

// firm reports whether a part names a place that is better known than anybody of its name: "Cincinnati" in "Cincinnati Zoo", and not "Madison".
func firm(t *prose.Text, n *names.Name) bool {
	const person = lexicon.GivenName | lexicon.RareName | lexicon.AmbiguousName | lexicon.Surname | lexicon.Common | lexicon.FeatureWord
	best := n.Best().Prior
	return best >= metropolis || best >= city && !t.Words[n.First].Class.Has(person)
}

// How well known a place is, as a prior, that is meant rather than a person of its name: a country, or a capital; or where the name is nobody's a
// city of a quarter of a million. Set by hand.
const metropolis, city = 8.2, 6.3
