package train

import (
	"strings"
	"testing"

	"example.com/geotag/gazetteer/world"
	"example.com/geotag/internal/model"
)

// A frame's names stand where it says, in both uses, and nothing of its marks is left.
func TestFrameLessons(t *testing.T) {
	t.Parallel()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	uses := map[model.Role]int{}
	for _, l := range frameLessons(ix) {
		if strings.ContainsAny(l.Text, "{}[]") || len(l.Names) == 0 || !l.Partial || l.Uses != SomeUses {
			t.Fatalf("%+v", l)
		}
		if got := len(l.used()); got != len(l.Names) {
			t.Errorf("%q: %d of %d names", l.Text, got, len(l.Names))
		}
		for _, n := range l.Names {
			uses[n.Role]++
		}
	}
	if few := 400; uses[model.Location] < few || uses[model.Actor] < few || len(uses) != 2 {
		t.Errorf("names in roles %v", uses)
	}
	f := framer{turn{names: []string{"Chad", "Mali"}}, turn{names: []string{"Kano"}}}
	l := f.lesson("{C} beat {C} in [T].")
	if l.Text != "Chad beat Mali in Kano." || l.Text[l.Names[2].Start:l.Names[2].End] != "Kano" || l.Names[2].Role != model.Location {
		t.Errorf("%+v", l)
	}
}
