package train

import (
	"fmt"
	"strings"

	"example.com/geotag/gazetteer"
)

// Real texts seldom say "Paris, Texas" where the bigger Paris would be the better guess without Texas, so that what
// stands next to a name is taught by sentences made up from the gazetteer, too.
var exercises = []string{
	"A fire broke out in %s, %s, on Monday.",
	"%s, %s (AP) — Two people were hurt on Monday.",
	"The road to %s in %s was closed on Monday.",
	"Police in %s (%s) made an arrest on Monday.",
}

const (
	exerciseCorpus = "exercises"
	exerciseStep   = 97   // of the settlements that would do, the share that is used
	exercisePeople = 1000 // of a settlement that does
)

// exerciseLessons makes lessons of places, each with its first-order division or its country next to it.
func exerciseLessons(ix *gazetteer.Index) []Lesson {
	var out []Lesson
	n := 0
	for p := range ix.Places() {
		if !exercised(ix, p) {
			continue
		}
		for up := range p.Ancestors() {
			if t := up.Type(); t != gazetteer.Admin1 && t != gazetteer.Country {
				continue
			}
			if n++; n%exerciseStep == 0 {
				out = append(out, exercise(p, up, exercises[n/exerciseStep%len(exercises)]))
			}
		}
	}
	return out
}

// exercised reports whether a place is used: a settlement that shares its name with others, a facility, or a feature of
// nature.
func exercised(ix *gazetteer.Index, p gazetteer.Place) bool {
	switch p.Type() {
	case gazetteer.Settlement:
		name, ok := ix.Lookup(p.Name())
		return ok && name.NumUses() > 1 && p.Population() >= exercisePeople
	case gazetteer.Facility, gazetteer.Water, gazetteer.Landform, gazetteer.Island:
		return true
	}
	return false
}

func exercise(p, up gazetteer.Place, sentence string) Lesson {
	text := fmt.Sprintf(sentence, p.Name(), up.Name())
	start := strings.Index(text, p.Name())
	at := p.Point()
	return Lesson{Corpus: exerciseCorpus, Text: text, Partial: true, Names: []Name{{
		Start: start, End: start + len(p.Name()), Kind: PlaceName, Point: &at, ID: p.ID(),
	}}}
}
