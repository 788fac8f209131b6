package resolve

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/model"
)

// A ReasonID says what kind of reason a Reason is. The values are those of the service's EvidenceId.
type ReasonID uint8

// The reasons for a place, and, from Complement on, those for the place of a stated area.
const (
	Population        ReasonID = 1 + iota // how many people live there, or how well known it is
	Kind                                  // what kind of place it is
	Spelling                              // how the name is spelled and used
	ContainerNextToIt                     // what holds it, or what it holds, stands next to the name
	KindNamed                             // the text says what kind of place it is
	ContainerNamed                        // what holds it is named elsewhere
	SameRegion                            // other places of the text lie or may lie in the same region
	NearOthers                            // other places of the text are near
	Home                                  // the publisher is near
	OnlyOne                               // no other place bears the name
	Complement                            // the text says that the area is of the place
	WithinComplement                      // the text says that the area is of what holds the place
	HoldsTown                             // the place holds a settlement named beside the area
	TooSmall                              // what is named is too small for the area, and the place holds it
	SameSentence                          // the place is named in the sentence of the area, or of what lies in it
	SentencesAway                         // the place is named so many sentences away
)

// A Reason is one reason for an answer, against its runner-up.
type Reason struct {
	ID     ReasonID
	Weight float64 // negative where it spoke for the runner-up
	Text   string  // in words
}

// An Alternative is another reading of a mention.
type Alternative struct {
	Place  gazetteer.Place
	Chance float64 // 0 to 1
}

// Alternatives returns up to so many other readings of a mention, the likeliest first.
func (a *Answers) Alternatives(k, most int) []Alternative {
	r := a.by
	if a.All[k].sense < 0 {
		return nil
	}
	se := &r.group.senses[a.All[k].sense]
	var out []Alternative
	seen := map[gazetteer.Place]bool{r.group.rated[se.best].Place: true}
	for _, i := range r.ranked(se) {
		if c := &r.group.rated[i]; !c.lacked && !seen[c.Place] && len(out) < most {
			seen[c.Place] = true
			out = append(out, Alternative{c.Place, r.group.chance(se, i)})
		}
	}
	return out
}

// ranked returns a sense's candidates by score, leaving out those that its role forbids.
func (r *Resolver) ranked(se *sense) []int32 {
	var order []int32
	for i := se.from; i < se.to; i++ {
		if !math.IsInf(float64(r.group.rated[i].score), -1) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(r.group.rated[b].score, r.group.rated[a].score) })
	return order
}

// leastWeight is what a reason must weigh to be said.
const leastWeight = 0.05

// Why says what decided for the place of a mention against the runner-up, the weightiest first, and last what
// spoke for the runner-up; of one that the gazetteer lacks what tells where it lies.
func (a *Answers) Why(k int) []Reason {
	r := a.by
	if h := a.All[k].host; !h.place.IsZero() {
		return []Reason{h.said()}
	}
	if a.All[k].sense < 0 {
		return nil
	}
	se := &r.group.senses[a.All[k].sense]
	e := explanation{Resolver: r, se: se, best: &r.group.rated[se.best]}
	spelt, nearly := e.spelt()
	if e.other = e.runnerUp(); e.other == nil && nearly {
		return []Reason{spelt}
	} else if e.other == nil {
		return []Reason{{ID: OnlyOne, Text: fmt.Sprintf("no other place is called “%s”", e.slice(e.se.first))}}
	}
	mine, theirs := r.features(e.se, e.best), r.features(e.se, e.other)
	var weights [Home + 1]float64
	for i := range mine {
		weights[reasonOf[i]] += float64((mine[i] - theirs[i]) * r.model.Later[i])
	}
	weights[Home] += float64(r.usual[e.best.Place] - r.usual[e.other.Place])
	if mine[model.Held]+mine[model.HeldByCountry] > 0 { // what is named is what stands next to it
		weights[ContainerNextToIt], weights[ContainerNamed] = weights[ContainerNextToIt]+weights[ContainerNamed], 0
	}
	var out []Reason
	for id, w := range weights {
		if math.Abs(w) >= leastWeight {
			out = append(out, Reason{ReasonID(id), w, e.say(ReasonID(id))})
		}
	}
	slices.SortStableFunc(out, func(a, b Reason) int { return cmp.Compare(b.Weight, a.Weight) })
	if nearly {
		out = append([]Reason{spelt}, out...)
	}
	return out
}

// reasonOf says which reason each feature counts for.
var reasonOf = func() (of [model.NumFeatures]ReasonID) {
	for _, s := range []struct {
		from, to model.Feature
		id       ReasonID
	}{
		{model.Prior, model.Unpeopled, Population},
		{model.Country, model.Namesake, Kind},
		{model.Exact, model.PeopleTown, Spelling},
		{model.HeldByCountry, model.Holds, ContainerNextToIt},
		{model.Town, model.TheTown, KindNamed},
		{model.Acting, model.Acting, Kind},
		{model.CountryVote, model.Admin2Vote, SameRegion},
		{model.MayBeHeld, model.MayHold, ContainerNamed},
		{model.VicinityVote, model.VicinityShare, NearOthers},
		{model.HomeCountry, model.HomeLocal, Home},
		{model.Lacked, model.LackedKnown, ContainerNextToIt},
		{model.CountryNamed, model.Admin2Named, ContainerNamed},
		{model.CountryShare, model.Admin2Share, SameRegion},
		{model.Near, model.DatelineNear, NearOthers},
		{model.Holding, model.HoldingShare, SameRegion},
	} {
		for f := s.from; f <= s.to; f++ {
			of[f] = s.id
		}
	}
	return of
}()

// An explanation says in words why a sense means its best candidate and not another.
type explanation struct {
	*Resolver
	se          *sense
	best, other *rated
}

// runnerUp returns the likeliest candidate that is another place than the best and is in the gazetteer, or nil.
func (e *explanation) runnerUp() *rated {
	for _, i := range e.ranked(e.se) {
		if c := &e.group.rated[i]; c.Place != e.best.Place && !c.lacked {
			return c
		}
	}
	return nil
}

// say puts a reason into words.
func (e *explanation) say(id ReasonID) string {
	against := "against " + describe(e.other.Place)
	switch id {
	case Population:
		if a, b := e.best.Place.Population(), e.other.Place.Population(); a > 0 && b > 0 {
			return fmt.Sprintf("population %s against %s of %s", thousands(a), thousands(b), describe(e.other.Place))
		}
		return "how well known it is, " + against
	case Kind:
		return fmt.Sprintf("%s against %s, %s", kindWord(e.best.Kind), kindWord(e.other.Kind), describe(e.other.Place))
	case Spelling:
		return fmt.Sprintf("how “%s” is spelled and used as a name of %s, %s", e.slice(e.se.first), e.best.Place.Name(), against)
	case ContainerNextToIt:
		if e.se.container < 0 {
			return "it holds the place named next to it"
		}
		return fmt.Sprintf("“%s” stands next to it, which does not hold %s", e.slice(e.se.container), describe(e.other.Place))
	case KindNamed:
		return "the text calls it so, " + against
	case ContainerNamed:
		return e.named() + against
	case SameRegion:
		return e.sameRegion() + against
	case NearOthers:
		return e.nearOthers()
	}
	if e.home.IsZero() {
		return "texts that the model learned from name it, " + against
	}
	return e.homeReason()
}

// spelt says how the gazetteer spells the best candidate of a name that the text spells otherwise.
func (e *explanation) spelt() (Reason, bool) {
	n := &e.set.Names[e.se.first]
	if !n.Nearly {
		return Reason{}, false
	}
	for use := range n.Toponym.Uses() {
		if use.Place() == e.best.Place {
			return Reason{ID: Spelling, Text: fmt.Sprintf("spelt %s in the gazetteer", use.Spelling())}, true
		}
	}
	return Reason{}, false
}

// named says how often what holds the best candidate is named.
func (e *explanation) named() string {
	for a := range e.best.Place.Ancestors() {
		if n := e.scene.namedIn(e.ballot.regionOf(a.Ref())); n == 1 {
			return fmt.Sprintf("%s is named, ", a.Name())
		} else if n > 1 {
			return fmt.Sprintf("%s is named %d times, ", a.Name(), n)
		}
	}
	return "what is named elsewhere, "
}

// sameRegion says what share of the places named lies in the smallest division of the best candidate that has another.
func (e *explanation) sameRegion() string {
	for a := range e.best.Place.Ancestors() {
		if n := e.scene.heldIn(e.ballot.regionOf(a.Ref())); n > e.se.count {
			return fmt.Sprintf("%s has %d of the %d mentions of places, ", a.Name(), n, e.scene.total)
		}
	}
	return "where the text's other places may lie, "
}

func (e *explanation) nearOthers() string {
	near, km := e.nearest(e.se, e.best.Place)
	if near.place.IsZero() {
		return "how near other places are, against " + describe(e.other.Place)
	}
	_, far := e.nearest(e.se, e.other.Place)
	return fmt.Sprintf("%s is %.0f km away; the nearest place to %s is %.0f km away", near.place.Name(), km, describe(e.other.Place), far)
}

// slice returns a mention as the text writes it.
func (e *explanation) slice(k int32) string {
	start, end := e.set.Bytes(e.text, k)
	return e.text.Source[start:end]
}

// describe names a place with what holds it: "Paris (Lamar County, US)".
func describe(p gazetteer.Place) string {
	if p.Type() == gazetteer.Country {
		return p.Name()
	}
	if parent, ok := p.Parent(); ok && parent.Type() != gazetteer.Country {
		return fmt.Sprintf("%s (%s, %s)", p.Name(), parent.Name(), p.Country())
	}
	return fmt.Sprintf("%s (%s)", p.Name(), p.Country())
}

func kindWord(k gazetteer.Type) string {
	switch k {
	case gazetteer.Country:
		return "a country"
	case gazetteer.Admin1, gazetteer.Admin2:
		return "an administrative division"
	case gazetteer.Settlement:
		return "a settlement"
	}
	return "a place"
}

// thousands prints a number with commas.
func thousands(n uint64) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}
