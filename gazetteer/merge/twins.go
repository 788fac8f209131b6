package merge

import (
	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/fold"
	"example.com/geotag/internal/geodesy"
)

// twinM is how far apart in metres two records of one settlement may put it.
const twinM = 10e3

// A twin is a place that may be another record's: a settlement that has no number, and is taken in by the record that has one, or a place of one's own.
type twin struct {
	id      string
	point   orb.Point
	kind    gazetteer.Type
	country string
}

// Await notes a settlement whose id is no number. When one of the same name and country is added that has a number and lies
// within 10 km, the two are one place. It counts for what is added after it, and the settlement itself is to be added last.
func (m *Merger) Await(e *gazetteer.Entry) {
	if _, ok := gazetteer.IDNumber(e.ID); ok || e.Type != gazetteer.Settlement || e.Country == "" {
		return
	}
	key := e.Country + fold.Name(e.Name)
	m.twins[key] = append(m.twins[key], twin{e.ID, e.Point, e.Type, e.Country})
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

// ownTwinM is how far apart in meters a place of one's own and another source's of the same name and type may be to be one place: round figures
// that we chose, by the size of such places.
var ownTwinM = map[gazetteer.Type]float64{
	gazetteer.Country: 1000e3, gazetteer.Continent: 1000e3, gazetteer.Union: 1000e3, gazetteer.Admin1: 100e3, gazetteer.Region: 50e3, gazetteer.Water: 50e3,
	gazetteer.Admin2: 30e3, gazetteer.Settlement: twinM, gazetteer.Landform: twinM, gazetteer.Island: twinM, gazetteer.Airport: 5e3, gazetteer.Facility: 2e3,
}

// own notes a place of one's own, and that its names are to be trusted.
func (m *Merger) own(e *gazetteer.Entry) {
	for i := range e.Names {
		e.Names[i].Flags |= gazetteer.Trusted
	}
	if e.Name == "" {
		return
	}
	if e.Type != 0 && e.HasPoint() {
		for _, n := range append(e.Names, gazetteer.Name{Text: e.Name}) {
			key := fold.Name(n.Text)
			m.owned[key] = append(m.owned[key], twin{e.ID, e.Point, e.Type, e.Country})
		}
	}
	e.Names = append(e.Names, gazetteer.Name{Text: e.Name, Flags: gazetteer.Trusted})
}

// takeOwned makes an entry of another source add to the place of one's own that it is, if there is one.
func (m *Merger) takeOwned(e *gazetteer.Entry) {
	if len(m.owned) == 0 || e.Type == 0 || !e.HasPoint() || m.named.has(e.ID) {
		return
	}
	try := func(name string) bool {
		m.keyed = fold.AppendName(m.keyed[:0], name)
		for _, t := range m.owned[string(m.keyed)] {
			if t.kind == e.Type && (t.country == "" || e.Country == "" || t.country == e.Country) && geodesy.Distance(t.point, e.Point) <= ownTwinM[t.kind] {
				m.same[e.ID] = t.id
				e.ID = t.id
				return true
			}
		}
		return false
	}
	if try(e.Name) {
		return
	}
	for _, n := range e.Names {
		if n.Flags&(gazetteer.Code|gazetteer.Abbreviation|gazetteer.Demonym) == 0 && try(n.Text) {
			return
		}
	}
}
