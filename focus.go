package geotag

import (
	"cmp"
	"slices"

	"example.com/geotag/gazetteer"
)

// focus says what a text is about, from the places it refers to: for each level, the places with their shares of the
// mentions. A settlement counts for its region and country too. Datelines do not count: they say where a text was
// written.
func focus(refs []Reference) Focus {
	var countries, regions, settlements tally
	for _, ref := range refs {
		n := 0
		for _, m := range ref.Mentions {
			if m.Role != Dateline {
				n++
			}
		}
		count := func(p Place) {
			switch p.Type() {
			case gazetteer.Country:
				countries.add(p, n)
			case gazetteer.Admin1, gazetteer.Region:
				regions.add(p, n)
			case gazetteer.Settlement:
				settlements.add(p, n)
			}
		}
		shown := ref.Shown()
		count(shown)
		for a := range shown.Ancestors() {
			count(a)
		}
	}
	return Focus{countries.top(), regions.top(), settlements.top()}
}

// A tally counts the mentions of places.
type tally struct {
	places []FocusPlace   // Share holds the count
	at     map[uint32]int // index in places, by Place.Ref, once there are many
	total  int
}

// manyPlaces is where a map finds a place faster than a look at each.
const manyPlaces = 24

// find returns the index of a place, or of where it belongs.
func (t *tally) find(p Place) int {
	if len(t.places) < manyPlaces {
		i := 0
		for i < len(t.places) && t.places[i].Place != p {
			i++
		}
		return i
	}
	if t.at == nil {
		t.at = map[uint32]int{}
		for i, f := range t.places {
			t.at[f.Place.Ref()] = i
		}
	}
	if i, ok := t.at[p.Ref()]; ok {
		return i
	}
	t.at[p.Ref()] = len(t.places)
	return len(t.places)
}

func (t *tally) add(p Place, n int) {
	if n == 0 {
		return
	}
	i := t.find(p)
	if i == len(t.places) {
		t.places = append(t.places, FocusPlace{Place: p})
	}
	t.places[i].Share += float64(n)
	t.total += n
}

const (
	focusPlaces = 3   // at most, for each level
	focusShare  = 0.1 // at least, but for the first
)

// top returns the places with the largest shares, the first mentioned first among equals.
func (t *tally) top() []FocusPlace {
	for i := range t.places {
		t.places[i].Share /= float64(t.total)
	}
	slices.SortStableFunc(t.places, func(a, b FocusPlace) int { return cmp.Compare(b.Share, a.Share) })
	n := 0
	for n < len(t.places) && n < focusPlaces && (n == 0 || t.places[n].Share >= focusShare) {
		n++
	}
	return t.places[:n:n]
}
