package mention

import (
	"testing"

	"example.com/geotag/internal/model"
)

// What befalls a place makes no actor of it; what it does, and what others want of it, does.
func TestBefallen(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]model.Role{
		"Jakarta was flooded on Friday.":                 model.Location,
		"Jakarta has been badly damaged by the quake.":   model.Location,
		"Texas is still without power.":                  model.Location,
		"The Danube fell to its lowest level in Vienna.": model.Location,
		"Kyiv was under curfew.":                         model.Location,
		"Jakarta was urged to sign the treaty.":          model.Actor,
		"Jakarta has condemned the attack.":              model.Actor,
		"Georgia was under pressure to act.":             model.Actor,
	} {
		_, set := read(t, source, chainOf(t))
		if len(set.Names) == 0 || set.Mentions[0].Reason != 0 || set.Mentions[0].Role != want {
			t.Errorf("%q: %+v, want %v", source, set.Mentions, want)
		}
	}
}
