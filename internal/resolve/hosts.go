package resolve

import (
	"fmt"
	"math"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/prose"
)

// A host is what holds a place that the gazetteer lacks, and why.
type host struct {
	place gazetteer.Place // zero: nothing tells
	how   footing
}

// A footing says what tells where a place lies that the gazetteer lacks, the surest first.
type footing uint8

const (
	bearing   footing = iota // it bears a part of the name
	beside                   // it stands next to the name, as what holds it
	sentence                 // it is named in its sentence
	dateline                 // it is that of the dateline
	before                   // it is named in a sentence before
	subject                  // the text is mostly about it
	somewhere                // it is any other place, or where the publisher sits
)

// reaches are how far, in meters, half of the places lie from the point of what tells where they are, by what that is: as measured on news, rounded.
var reaches = [...]float64{bearing: 15_000, beside: 10_000, sentence: 15_000, dateline: 15_000, before: 100_000, subject: 40_000, somewhere: 500_000}

// reach returns how far, in meters, a place may lie from the point of its host: no nearer than half of those of its footing, nor than the host is wide.
func (h host) reach() float64 { return max(reaches[h.how], h.place.Uncertainty()) }

// said puts into words what tells where a place lies that the gazetteer lacks.
func (h host) said() Reason {
	id, words := SameRegion, "the text names it, and nothing nearer"
	switch h.how {
	case bearing:
		id, words = Spelling, "a part of the name is its name"
	case beside:
		id, words = ContainerNextToIt, "the text says that it lies there"
	case sentence:
		id, words = SameSentence, "its sentence names it"
	case dateline:
		id, words = SentencesAway, "the dateline names it"
	case before:
		id, words = SentencesAway, "a sentence before names it, and none nearer names another"
	case subject:
		words = "the text is mostly about it"
	}
	return Reason{ID: id, Text: fmt.Sprintf("in or near %s: %s", describe(h.place), words)}
}

// lend gives the unlisted places that the gazetteer has no entry for ("Kolonnawa Bridge in Colombo") the place in or near which
// they most likely lie: what stands next to them, else the nearest in the sentence and those before it, else what the text is mostly about.
// Those for which there is none are unplaced.
func (r *Resolver) lend() {
	about, asked := gazetteer.Place{}, false
	for k := range r.answers {
		a := &r.answers[k]
		if !r.set.Names[k].Unlisted || r.set.Mentions[k].Role == 0 {
			continue
		}
		if !asked {
			about, asked = r.about(), true
		}
		if a.host = r.hostOf(int32(k), about); a.host.place.IsZero() && r.text.LanguageAt(r.set.Names[k].First).Model == prose.Joint {
			a.host = host{r.rumored(int32(k), about), somewhere}
		}
		a.Host = a.host.place
		a.Unplaced = a.Host.IsZero()
	}
}

// rumored returns what likely holds an unlisted place of a text of which the gazetteer knows fewer names than of an English one: the nearest place that
// is named before it, what the text is about, or the first of the countries that speak its language.
func (r *Resolver) rumored(k int32, about gazetteer.Place) gazetteer.Place {
	if i := r.closest(k); i >= 0 {
		return r.chosen(i).Place
	}
	if !about.IsZero() {
		return about
	}
	if countries := r.text.LanguageAt(r.set.Names[k].First).Countries; len(countries) > 0 {
		home, _ := r.ix.Place(countries[0])
		return home
	}
	return gazetteer.Place{}
}

// hosts fills in, for each sense, the place that it would lie in or near if the gazetteer lacked it.
func (r *Resolver) hosts() {
	about := r.about()
	for i := range r.group.senses {
		se := &r.group.senses[i]
		c := &r.group.rated[se.to-1]
		if !se.misplaced && !se.partial && !se.generic && se.most >= r.mostLacked(se) {
			continue
		}
		se.host = r.hostOf(se.first, about)
		c.Place = se.host.place
		c.at, c.line = direction{}, line{}
		if !c.Place.IsZero() {
			c.line = r.ballot.lineOf(c.Place)
		}
		if se.partial {
			r.place(se)
		} else if se.generic {
			r.estrange(se)
		}
	}
}

// chosen returns the candidate that the last pass chose for a mention, or nil: of one that is no place, or that turned out to be
// unlisted.
func (r *Resolver) chosen(k int32) *rated {
	if !r.set.Accepted(k) {
		return nil
	}
	best := r.group.senses[r.group.of[k]].best
	if best < 0 || len(r.answers) > 0 && r.group.rated[best].lacked {
		return nil
	}
	return &r.group.rated[best]
}

// hostSentences is how many sentences back a host is looked for, hostSpans how many names away.
const hostSentences, hostSpans = 3, 24

// hostOf returns what holds a mention by the words next to it, or else the nearest place named in its sentence or the ones before, or
// what the text is about: that which is smaller than a country and where the text plays.
func (r *Resolver) hostOf(k int32, about gazetteer.Place) host {
	n := &r.set.Names[k]
	for _, holder := range [...]int32{n.Container, n.Misplaced} {
		if holder < 0 {
			continue
		}
		if c := r.chosen(holder); c != nil {
			return host{c.Place, beside}
		}
	}
	if r.set.Mentions[k].Given.End > 0 && (n.Unlisted || n.Partial || r.group.senses[r.group.of[k]].generic) {
		return r.narrow(k, r.whereabouts(k, about))
	}
	if i := r.closest(k); i >= 0 {
		if c := r.chosen(i); r.leads(k, i) || r.plays(k, c.Place) || r.scenery(k, i) {
			return host{c.Place, r.apart(k, i)}
		}
	}
	if about.IsZero() || r.plays(k, about) {
		return host{about, subject}
	}
	return host{}
}

// apart says where the mention i stands, which means what holds the mention k.
func (r *Resolver) apart(k, i int32) footing {
	if r.set.Mentions[i].Role == model.Dateline {
		return dateline
	}
	if r.text.Words[r.set.Names[k].First].Sentence == r.text.Words[r.set.Names[i].First].Sentence {
		return sentence
	}
	return before
}

// within returns what is chosen for a mention, or for the one that stands next to it and that it holds: Troy for Ohio in "Troy, Ohio".
func (r *Resolver) within(i int32) *rated {
	c := r.chosen(i)
	if r.set.Names[i].Holds < 0 {
		return c
	}
	for _, k := range [2]int32{i - 1, i + 1} {
		if k >= 0 && k < int32(len(r.set.Names)) && r.set.Names[k].Container == i {
			if held := r.chosen(k); held != nil && Within(held.Place, c.Place) && !held.lacked {
				return held
			}
		}
	}
	return c
}

// leads reports whether only a few words, the last a preposition of place, lead from a mention to one after it: "Kleinmachnow, just
// outside Potsdam".
func (r *Resolver) leads(k, to int32) bool {
	n, o := &r.set.Names[k], &r.set.Names[to]
	const few = 3
	if o.First-n.Last < 2 || o.First-n.Last > few+1 || to != k+1 {
		return false
	}
	w := &r.text.Words[o.First-1]
	return w.Class.Has(lexicon.PlacePrep) && r.text.Words[n.First].Sentence == w.Sentence && !r.text.Words[o.First-2].Class.Has(lexicon.Conjunction)
}

// scenery reports whether a mention follows the only town or division that the text names, and is not listed with it: "A fire in Kano
// reached Vuplo".
func (r *Resolver) scenery(k, town int32) bool {
	c := r.chosen(town)
	switch c.Kind {
	case gazetteer.Settlement, gazetteer.Admin1, gazetteer.Admin2:
	default:
		return false
	}
	for i := range r.scene.anchors {
		if a := &r.scene.anchors[i]; a.place != c.Place && (r.set.Names[k].Unlisted || a.sense != r.group.of[k]) {
			return false
		}
	}
	for i := r.set.Names[town].Last + 1; i < r.set.Names[k].First; i++ {
		if w := &r.text.Words[i]; w.Class.Has(lexicon.Conjunction) {
			return false
		}
	}
	return town < k
}

// plays reports whether a text plays around a place: at least two mentions other than of the name asked about mean places near it,
// and no fewer than mean others; or in its country; or in a country, of a text that names nothing else.
func (r *Resolver) plays(k int32, host gazetteer.Place) bool {
	if host.Type() == gazetteer.Country {
		return r.scene.heldIn(r.ballot.regionOf(host.Ref())) == r.scene.total
	}
	at, own := directionOf(host.Point()), int32(-1)
	if !r.set.Names[k].Unlisted {
		own = r.group.of[k]
	}
	near, all := r.company(at, own)
	if near >= 2 && 2*near >= all {
		return true
	}
	for a := range host.Ancestors() {
		if a.Type() == gazetteer.Country {
			held := r.scene.heldIn(r.ballot.regionOf(a.Ref()))
			if own >= 0 {
				held -= r.group.senses[own].count // it may be counted where it was taken for another
			}
			return held >= 2 && 2*held >= r.scene.total
		}
	}
	return false
}

// company returns how many mentions mean places near a direction, and how many any place, but for those of one sense.
func (r *Resolver) company(at direction, but int32) (near, all int32) {
	for i := range r.scene.anchors {
		a := &r.scene.anchors[i]
		if a.sense == but || r.group.rated[r.group.senses[a.sense].best].lacked {
			continue
		}
		if all += a.count; at.dot(a.at) > cos250 {
			near += a.count
		}
	}
	return near, all
}

// closest returns the mention nearest to another, in its sentence or the ones before, that means a place smaller than a country, or -1.
func (r *Resolver) closest(k int32) int32 { return r.nearby(k, hostSentences, 0, r.local) }

// nearby returns the mention nearest to another, in its sentence or so many before or after it, that means a place that fits, or -1.
func (r *Resolver) nearby(k, before, after int32, fits func(k int32, c *rated) bool) (best int32) {
	n := &r.set.Names[k]
	sentence := r.text.Words[n.First].Sentence
	best, gap := int32(-1), int32(math.MaxInt32)
	for _, step := range []int32{-1, 1} {
		for i, tried := k+step, 0; i >= 0 && i < int32(len(r.set.Names)) && tried < hostSpans; i, tried = i+step, tried+1 {
			o := &r.set.Names[i]
			if d := r.text.Words[o.First].Sentence - sentence; d > after || d < -before {
				break
			}
			c := r.chosen(i)
			if c == nil || !fits(i, c) || !n.Unlisted && r.group.of[i] == r.group.of[k] {
				continue
			}
			if d := max(o.First-n.Last, n.First-o.Last); d < gap {
				best, gap = i, d
			}
			break
		}
	}
	return best
}

// local reports whether a mention means a place that another may lie in or near: where something happens, or a town or division that acts in its news, and
// no country or capital that does.
func (r *Resolver) local(k int32, c *rated) bool {
	role := r.set.Mentions[k].Role
	here := role == model.Location || role == model.Dateline || role == model.Actor && !c.Sovereign()
	return here && c.Kind != gazetteer.Country && c.Kind != gazetteer.Continent && !c.lacked
}

// localWeight puts a local place before any number of countries.
const localWeight = 100

// about returns the place that most of the text's mentions mean, smaller than a country if there is one.
func (r *Resolver) about() gazetteer.Place {
	best, most := gazetteer.Place{}, int32(0)
	for i := range r.group.senses {
		se := &r.group.senses[i]
		if se.best < 0 || se.partial || r.set.Names[se.first].Demonym {
			continue
		}
		c := &r.group.rated[se.best]
		n := se.count
		if r.local(se.first, c) {
			n *= localWeight
		}
		if n > most {
			best, most = c.Place, n
		}
	}
	return best
}
