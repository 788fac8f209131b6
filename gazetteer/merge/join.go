package merge

import (
	"iter"
	"slices"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/geodesy"
)

// Entries yields the places, by id. It may be called once, after all Adds.
func (m *Merger) Entries() iter.Seq2[gazetteer.Entry, error] {
	return func(yield func(gazetteer.Entry, error) bool) {
		var group []sourced
		for record, err := range m.sorter.Sorted() {
			if err != nil {
				yield(gazetteer.Entry{}, err)
				return
			}
			s, err := decodeEntry(record)
			if err != nil {
				yield(gazetteer.Entry{}, err)
				return
			}
			if len(group) > 0 && group[0].ID != s.ID {
				if !m.yieldPlace(group, yield) {
					return
				}
				group = group[:0]
			}
			group = append(group, s)
		}
		if len(group) > 0 {
			m.yieldPlace(group, yield)
		}
	}
}

// yieldPlace yields the place of the entries, if they make one.
func (m *Merger) yieldPlace(group []sourced, yield func(gazetteer.Entry, error) bool) bool {
	if !m.has(group[0].ID) {
		why := m.missing(group)
		for _, s := range group {
			m.reports[s.source].skip(why, s.Row)
		}
		return true
	}
	e := m.join(group)
	m.lists.apply(&e)
	return yield(e, nil)
}

// missing says why entries make no place.
func (m *Merger) missing(group []sourced) string {
	for _, s := range group {
		if s.Name != "" && !m.placed.has(s.ID) {
			return "it has no geometry or point, and no other source says where it is"
		}
	}
	if slices.ContainsFunc(group, func(s sourced) bool { return s.HasPoint() }) {
		return "it has no name, and adds to a place that no source describes"
	}
	return "it adds to a place that no source describes"
}

// join makes one entry of those of a place, which come by rank.
func (m *Merger) join(group []sourced) gazetteer.Entry {
	var e gazetteer.Entry
	e.ID, e.Point = group[0].ID, gazetteer.NoPoint
	var described []uint16 // by these sources
	kept := false
	for i := range group {
		s := &group[i]
		whole := s.Type != 0 && s.HasPoint()
		switch r := m.reports[s.source]; {
		case whole && r.rank != BuiltIn && s.Type != gazetteer.Postcode && slices.Contains(described, s.source):
			// What is built in may await one number twice, and a table of postal codes may have one in several places.
			r.skip("another row of the source has the same id", s.Row)
			continue
		case s.Type != 0 && !kept:
			kept = true
			r.Kept++
		default:
			r.Merged++
		}
		if whole {
			described = append(described, s.source)
		}
		fill(&e, &s.Entry)
		if e.Parent == "" {
			e.Parent = m.parent(&s.Entry)
		}
	}
	if !e.HasPoint() {
		e.Point = m.seats[e.ID].point
	}
	if e.AreaM2 == 0 && len(e.Boundary) > 0 {
		e.AreaM2, e.AreaSource = geodesy.MultiArea(e.Boundary), "its boundary"
	}
	if e.Type == gazetteer.Country {
		m.usualName(&e, group)
	}
	if e.Parent == e.ID {
		e.Parent = ""
	}
	return e
}

// usualName gives a country the display name that it has in what is built in, unless one of the builder's own sources has another.
func (m *Merger) usualName(e *gazetteer.Entry, group []sourced) {
	for _, s := range group {
		if s.Name == "" {
			continue
		}
		switch m.reports[s.source].rank {
		case Own:
			return
		case BuiltIn:
			if s.Name != e.Name {
				e.Names = append(e.Names, gazetteer.Name{Text: e.Name})
				e.Name = s.Name
			}
			return
		}
	}
}

// fill fills the fields of e that are empty with those of s.
func fill(e, s *gazetteer.Entry) {
	first(&e.Type, s.Type)
	first(&e.FeatureCode, s.FeatureCode)
	first(&e.Country, s.Country)
	first(&e.Population, s.Population)
	first(&e.Uncertainty, s.Uncertainty)
	first(&e.Extent, s.Extent)
	if !e.HasPoint() {
		e.Point = s.Point
	}
	if e.AreaM2 == 0 && (s.AreaM2 > 0 || e.AreaSource == "") {
		e.AreaM2, e.AreaSource = s.AreaM2, s.AreaSource
	}
	if len(e.Boundary) == 0 {
		e.Boundary, e.BoundaryM2 = s.Boundary, s.BoundaryM2
	}
	if e.Outline == nil {
		e.Outline = s.Outline
	}
	if e.Name == "" {
		e.Name = s.Name
	} else if s.Name != "" {
		e.Names = append(e.Names, gazetteer.Name{Text: s.Name})
	}
	e.Names = append(e.Names, s.Names...)
}

func first[T uint64 | float64 | string | gazetteer.Type | orb.Bound](to *T, v T) {
	var zero T
	if *to == zero {
		*to = v
	}
}

// parent returns the id of the smallest place known that holds the entry's.
func (m *Merger) parent(e *gazetteer.Entry) string {
	for id := e.Parent; id != ""; id = coarser(id) {
		if kept := m.keptID(id); kept != e.ID && m.has(kept) {
			return kept
		}
	}
	return ""
}
