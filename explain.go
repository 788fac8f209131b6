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
		if c := &r.cands[i]; !seen[c.place] && len(out) < r.o.Alternatives {
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

// explain says what decided for the best candidate of a sense against the runner-up, the weightiest first.
func (r *reading) explain(se *sense) []Evidence {
	best := &r.cands[se.best]
	var other *candidate
	for _, i := range r.ranked(se) {
		if c := &r.cands[i]; c.place != best.place {
			other = c
			break
		}
	}
	if other == nil {
		return []Evidence{{ID: "ONLY_ONE", Text: fmt.Sprintf("no other place is called “%s”", r.written(se))}}
	}
	mine, theirs := r.features(se, best), r.features(se, other)
	var out []Evidence
	for i := range nFeatures {
		w := float64((mine[i] - theirs[i]) * weights[i])
		if math.Abs(w) >= 0.05 {
			out = append(out, Evidence{evidenceIDs[i], w, r.inWords(i, se, best, other)})
		}
	}
	slices.SortStableFunc(out, func(a, b Evidence) int { return cmp.Compare(math.Abs(b.Weight), math.Abs(a.Weight)) })
	return out
}

var evidenceIDs = [nFeatures]string{
	fPopulation: "POPULATION", fExact: "EXACT_SPELLING", fUsage: "USAGE", fContainer: "CONTAINER_NEXT_TO_IT",
	fNamed: "CONTAINER_NAMED", fCountry: "SAME_COUNTRY", fNear: "NEAR_OTHERS", fHome: "HOME", fWord: "KIND_NAMED",
}

// inWords says what a feature means for two candidates.
func (r *reading) inWords(f feature, se *sense, best, other *candidate) string {
	rival := describe(other.place)
	switch f {
	case fPopulation:
		if a, b := best.place.Population(), other.place.Population(); a > 0 && b > 0 {
			return fmt.Sprintf("population %s against %s of %s", thousands(a), thousands(b), rival)
		}
		return fmt.Sprintf("%s against %s", kindWord(best.kind), rival)
	case fExact:
		return fmt.Sprintf("the text's spelling “%s”, against %s", r.written(se), rival)
	case fUsage:
		return fmt.Sprintf("how the name is used, against %s", rival)
	case fContainer:
		if se.container < 0 {
			return "it holds the place named next to it"
		}
		return fmt.Sprintf("“%s” stands next to it", r.slice(se.container))
	case fNamed:
		return fmt.Sprintf("what holds it is named elsewhere, against %s", rival)
	case fCountry:
		return fmt.Sprintf("%s has %.0f %% of the places named, against %s", best.place.Country(), 100*r.share(best), rival)
	case fNear:
		near, km := r.nearest(se, best.place)
		return fmt.Sprintf("%s is %.0f km away, against %s", near.place.Name(), km, rival)
	case fHome:
		return fmt.Sprintf("near the publisher's %s", r.home.Name())
	}
	return fmt.Sprintf("the text calls it so, against %s", rival)
}

func (r *reading) share(c *candidate) float32 { return r.country[countryIndex(c.country)] }

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
