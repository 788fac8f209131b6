package mention

import (
	"testing"

	"example.com/geotag/internal/model"
)

func TestRelatives(t *testing.T) {
	t.Parallel()
	for source, person := range map[string]bool{
		"She leaves her son London and a dog.":            true,
		"He leaves a daughter, Savannah, and a dog.":      true,
		"She was the mother of Sydney, who sang.":         true,
		"Ida Holt (nee Perth) died on Monday.":            true,
		"Her son in London could not come.":               false,
		"Their daughters, from London, could not come.":   false,
		"The Son London of that name is a painting here.": false,
	} {
		text, set := read(t, source, new(Rules))
		for _, written := range []string{"London", "Savannah", "Sydney", "Perth"} {
			k := -1
			for i := range set.Names {
				if n := &set.Names[i]; text.Slice(n.First, n.Last) == written {
					k = i
				}
			}
			if k >= 0 && (set.Mentions[k].Reason == model.Person && set.Mentions[k].Why == relatedTo) != person {
				t.Errorf("%q: %s: %+v, want a person: %v", source, written, set.Mentions[k].Verdict, person)
			}
		}
	}
}
