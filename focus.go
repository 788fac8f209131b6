package geotag

import (
	"cmp"
	"slices"

	"example.com/geotag/gazetteer"
)

// A focus finds what texts are about, one after the other.
type focus struct{ countries, regions, settlements tally }

// of says what a text is about, from the places it refers to: for each level, the places with their shares of the
// mentions. A settlement counts for its region and country too. Datelines do not count: they say where a text was
// written.
func (f *focus) of(refs []Reference) Focus {
	for i := range refs {
		n := 0
		for _, m := range refs[i].Mentions {
			if m.Role != Dateline {
				n++
			}
		}
		if n == 0 {
			continue
		}
		shown := refs[i].Shown()
		f.count(shown, n)
		for a := range shown.Ancestors() {
			f.count(a, n)
		}
	}
	if len(refs) == 0 {
		return Focus{}
	}
	top := make([]FocusPlace, 0, 3*focusPlaces) // of all levels, allocated as one
	return Focus{f.countries.top(&top), f.regions.top(&top), f.settlements.top(&top)}
}

// count adds so many mentions of a place to those of its level.
func (f *focus) count(p Place, n int) {
	switch p.Type() {
	case gazetteer.Country:
		f.countries.add(p, n)
	case gazetteer.Admin1, gazetteer.Region:
		f.regions.add(p, n)
	case gazetteer.Settlement:
		f.settlements.add(p, n)
	}
}

// forget lets go of the text.
func (f *focus) forget() {
	for _, t := range [...]*tally{&f.countries, &f.regions, &f.settlements} {
		clear(t.at)
		t.places, t.total, t.many = t.places[:0], 0, false
	}
}

// A tally counts the mentions of places.
type tally struct {
	places []FocusPlace   // Share holds the count
	at     map[uint32]int // index in places, by Place.Ref, once there are many
	many   bool           // there are
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
	if !t.many {
		if t.many = true; t.at == nil {
			t.at = map[uint32]int{}
		}
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

// top appends the places with the largest shares to those of all levels, the first mentioned first among equals, and returns them.
func (t *tally) top(all *[]FocusPlace) []FocusPlace {
	if len(t.places) == 0 {
		return nil
	}
	for i := range t.places {
		t.places[i].Share /= float64(t.total)
	}
	slices.SortStableFunc(t.places, func(a, b FocusPlace) int { return cmp.Compare(b.Share, a.Share) })
	n := 0
	for n < len(t.places) && n < focusPlaces && (n == 0 || t.places[n].Share >= focusShare) {
		n++
	}
	from := len(*all)
	*all = append(*all, t.places[:n]...)
	return (*all)[from:len(*all):len(*all)]
}
