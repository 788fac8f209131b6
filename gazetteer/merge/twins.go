package merge

import (
	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/fold"
	"example.com/geotag/internal/geodesy"
)

// twinM is how far apart in metres two records of one settlement may put it.
const twinM = 10e3

// A twin is a settlement that has no number, and is taken in by the record that has one.
type twin struct {
	id    string
	point orb.Point
}

// Await notes a settlement whose id is no number. When one of the same name and country is added that has a number and lies
// within 10 km, the two are one place. It counts for what is added after it, and the settlement itself is to be added last.
func (m *Merger) Await(e *gazetteer.Entry) {
	if _, ok := gazetteer.IDNumber(e.ID); ok || e.Type != gazetteer.Settlement || e.Country == "" {
		return
	}
	key := e.Country + fold.Name(e.Name)
	m.twins[key] = append(m.twins[key], twin{e.ID, e.Point})
}

// takeTwins makes the settlements that await e the same as e.
func (m *Merger) takeTwins(e *gazetteer.Entry) {
	if _, ok := gazetteer.IDNumber(e.ID); !ok || e.Type != gazetteer.Settlement || len(m.twins) == 0 || !e.HasPoint() {
		return
	}
	m.keyed = fold.AppendName(append(m.keyed[:0], e.Country...), e.Name)
	for _, t := range m.twins[string(m.keyed)] {
		if _, taken := m.same[t.id]; !taken && geodesy.Distance(t.point, e.Point) <= twinM {
			m.same[t.id] = e.ID
		}
	}
}
