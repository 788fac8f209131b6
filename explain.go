package geotag

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"example.com/geotag/gazetteer"
)

// alternatives returns the other readings of a sense, the likeliest first.
func (r *reading) alternatives(se *sense) []Candidate {
	var out []Candidate
	seen := map[Place]bool{r.cands[se.best].place: true}
	for _, i := range r.ranked(se) {
		if c := &r.cands[i]; !c.lacked && !seen[c.place] && len(out) < r.o.Alternatives {
			seen[c.place] = true
			out = append(out, Candidate{c.place, r.chance(se, i)})
		}
	}
	return out
}

// ranked returns a sense's candidates by score, leaving out those that its role forbids.
func (r *reading) ranked(se *sense) []int32 {
	var order []int32
	for i := se.from; i < se.to; i++ {
		if !math.IsInf(float64(r.cands[i].score), -1) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(r.cands[b].score, r.cands[a].score) })
	return order
}

// explain says what decided for the best candidate of a sense against the runner-up, the weightiest first, and last what
// spoke for the runner-up.
func (r *reading) explain(se *sense) []Evidence {
	best, other := &r.cands[se.best], r.runnerUp(se)
	if other == nil {
		return []Evidence{{ID: ByOnlyOne, Text: fmt.Sprintf("no other place is called “%s”", r.written(se))}}
	}
	mine, theirs := r.features(se, best), r.features(se, other)
	var weights [len(reasons)]float64
	for i := range mine {
		weights[reasonOf[i]] += float64((mine[i] - theirs[i]) * r.model.later[i])
	}
	if next, named := reasonOf[fHeld], reasonOf[fCountryNamed]; mine[fHeld]+mine[fHeldByCountry] > 0 {
		weights[next], weights[named] = weights[next]+weights[named], 0 // what is named is what stands next to it
	}
	var out []Evidence
	for i, w := range weights {
		if math.Abs(w) >= 0.05 {
			out = append(out, Evidence{reasons[i].id, w, reasons[i].say(r, se, best, other)})
		}
	}
	slices.SortStableFunc(out, func(a, b Evidence) int { return cmp.Compare(b.Weight, a.Weight) })
	return out
}

// runnerUp returns the likeliest candidate that is another place than the best and is in the gazetteer, or nil.
func (r *reading) runnerUp(se *sense) *candidate {
	for _, i := range r.ranked(se) {
		if c := &r.cands[i]; c.place != r.cands[se.best].place && !c.lacked {
			return c
		}
	}
	return nil
}

// reasons are what evidence is grouped into.
var reasons = [...]struct {
	id  EvidenceID
	say func(r *reading, se *sense, best, other *candidate) string
}{
	{ByPopulation, sayPopulation},
	{ByKind, func(_ *reading, _ *sense, best, other *candidate) string {
		return fmt.Sprintf("%s against %s, %s", kindWord(best.kind), kindWord(other.kind), describe(other.place))
	}},
	{BySpelling, func(r *reading, se *sense, best, other *candidate) string {
		return fmt.Sprintf("how “%s” is spelled and used as a name of %s, against %s", r.written(se), best.place.Name(), describe(other.place))
	}},
	{ByContainerNextToIt, sayContainer},
	{ByKindNamed, func(_ *reading, _ *sense, _, other *candidate) string {
		return "the text calls it so, against " + describe(other.place)
	}},
	{ByContainerNamed, sayNamed},
	{BySameRegion, sayRegion},
	{ByNearOthers, sayNear},
	{ByHome, func(r *reading, _ *sense, _, _ *candidate) string { return "near the publisher's " + r.home.Name() }},
}

// reasonOf says which reason each feature counts for.
var reasonOf = func() (of [nFeatures]int) {
	first := [...]feature{fPrior, fCountry, fExact, fHeldByCountry, fTown, fCountryNamed, fCountryShare, fNear, nFeatures}
	for reason, from := range first {
		for f := from; f < nFeatures; f++ {
			of[f] = reason
		}
	}
	set := func(reason int, from, to feature) {
		for f := from; f <= to; f++ {
			of[f] = reason
		}
	}
	set(of[fCountryShare], fCountryVote, fAdmin2Vote)
	set(of[fCountryNamed], fMayBeHeld, fMayHold)
	set(of[fCountry], fActing, fActing)
	set(len(first)-1, fHomeCountry, fHomeNear)
	set(of[fHeldByCountry], fLacked, fLackedKnown)
	return of
}()

func sayPopulation(_ *reading, _ *sense, best, other *candidate) string {
	if a, b := best.place.Population(), other.place.Population(); a > 0 && b > 0 {
		return fmt.Sprintf("population %s against %s of %s", thousands(a), thousands(b), describe(other.place))
	}
	return fmt.Sprintf("how well known it is, against %s", describe(other.place))
}

func sayContainer(r *reading, se *sense, _, other *candidate) string {
	if se.container < 0 {
		return "it holds the place named next to it"
	}
	return fmt.Sprintf("“%s” stands next to it, which does not hold %s", r.slice(se.container), describe(other.place))
}

// sayNamed says how often what holds the best candidate is named.
func sayNamed(r *reading, _ *sense, best, other *candidate) string {
	for a := range best.place.Ancestors() {
		if n := r.regions[r.regionOf(a)].named; n == 1 {
			return fmt.Sprintf("%s is named, against %s", a.Name(), describe(other.place))
		} else if n > 1 {
			return fmt.Sprintf("%s is named %d times, against %s", a.Name(), n, describe(other.place))
		}
	}
	return "what is named elsewhere, against " + describe(other.place)
}

// sayRegion says what share of the places named lies in the smallest division of the best candidate that has another.
func sayRegion(r *reading, se *sense, best, other *candidate) string {
	for a := range best.place.Ancestors() {
		if n := r.regions[r.regionOf(a)].held; n > se.count {
			return fmt.Sprintf("%s has %d of the %d mentions of places, against %s", a.Name(), n, r.total, describe(other.place))
		}
	}
	return "where the text's other places may lie, against " + describe(other.place)
}

func sayNear(r *reading, se *sense, best, other *candidate) string {
	near, km := r.nearest(se, best.place)
	if near.place.IsZero() {
		return "how near other places are, against " + describe(other.place)
	}
	_, far := r.nearest(se, other.place)
	return fmt.Sprintf("%s is %.0f km away; the nearest place to %s is %.0f km away", near.place.Name(), km, describe(other.place), far)
}

func (r *reading) written(se *sense) string { return r.slice(se.first) }

func (r *reading) slice(k int32) string {
	start, end := r.bytes(&r.spans[k])
	return r.text[start:end]
}

// describe names a place with what holds it: "Paris (Lamar County, US)".
func describe(p Place) string {
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

// whyHeld says why an area is one of a place.
func (r *reading) whyHeld(a *StatedArea, h holder, at int32, of Place) []Evidence {
	var out []Evidence
	add := func(id EvidenceID, format string, args ...any) {
		out = append(out, Evidence{ID: id, Weight: float64(3 - len(out)), Text: fmt.Sprintf(format, args...)})
	}
	start, end := r.bytes(&r.spans[h.span])
	switch {
	case h.place == of:
		add(ByComplement, "the text says that it is of %s", h.place.Name())
	case !of.IsZero():
		add(ByWithinComplement, "the text says that it is of %s, which holds %s", of.Name(), h.place.Name())
	}
	if r.holdsTown(a, h.place, at) {
		add(ByHoldsTown, "%s holds a settlement named beside it", h.place.Name())
	}
	if named := r.cands[r.spans[h.span].best].place; named != h.place {
		add(ByTooSmall, "“%s” is too small for it", r.text[start:end])
	}
	if h.far == 0 {
		add(BySameSentence, "“%s” stands in the same sentence", r.text[start:end])
	} else {
		add(BySentencesAway, "“%s” stands %d sentences away, and nothing nearer can hold it", r.text[start:end], h.far)
	}
	return out
}
