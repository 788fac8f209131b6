package merge

import (
	"slices"
	"strings"

	"example.com/geotag/gazetteer"
)

// mostSteps bounds the way up from a place: no chain of places is as long, but those of a file that was made to be slow.
const mostSteps = 1000

// ringed reports whether the parent of an entry lies in the entry's place by what was added before it; else it notes the parent. That the row
// which describes a place puts it into a division is not noted: there are too many of them, and the codes of divisions say themselves what those lie in.
func (m *Merger) ringed(e *gazetteer.Entry) bool {
	parent := m.keptID(e.Parent)
	if parent == "" || parent == e.ID || coarser(e.ID) == parent {
		return false
	}
	if m.reaches(parent, e.ID) {
		return true
	}
	described := e.Type != 0 && (coarser(parent) != "" || isCountry(parent))
	if !described && !slices.Contains(m.up[e.ID], parent) {
		m.up[e.ID] = append(m.up[e.ID], parent)
	}
	return false
}

// reaches reports whether the place of an id lies in another, by way of what each lies in.
func (m *Merger) reaches(from, to string) bool {
	if len(m.up) == 0 {
		return from == to || strings.HasPrefix(from, to+".")
	}
	list, seen := []string{from}, map[string]bool{from: true}
	for i := 0; i < len(list) && i < mostSteps; i++ {
		id := list[i]
		if id == to {
			return true
		}
		for _, up := range append(slices.Clone(m.up[id]), m.keptID(coarser(id))) {
			if up != "" && !seen[up] {
				seen[up] = true
				list = append(list, up)
			}
		}
	}
	return false
}

// isCountry reports whether an id is the code of a country.
func isCountry(id string) bool {
	return len(id) == 2 && id >= "AA" && id <= "ZZ"
}
