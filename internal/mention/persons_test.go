package mention

import (
	"testing"

	"example.com/geotag/internal/model"
)

// opinionOf returns what the rules make of the last name of a text that is written so.
func opinionOf(t *testing.T, source, name string) Verdict {
	t.Helper()
	a := advise(t, source)
	for k := len(a.List.Names) - 1; k >= 0; k-- {
		if n := &a.List.Names[k]; a.Text.Slice(n.First, n.Last) == name {
			return a.Opinions[k]
		}
	}
	t.Fatalf("%q: no %s", source, name)
	return Verdict{}
}

// What only persons have, or are, makes a person of a name that countries and towns have, too.
func TestHumans(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		source, name string
		person       bool
	}{
		{"At the trial Georgia's mother cried.", "Georgia", true},
		{"At the talks Georgia's minister left.", "Georgia", false},
		{"Chad and his brother opened a shop.", "Chad", true},
		{"Chad and its army opened fire.", "Chad", false},
		{"Virginia said her son was asleep.", "Virginia", true},
		{"Virginia said its roads were dry.", "Virginia", false},
		{"Austin is six years old.", "Austin", true},
		{"Austin is six miles away.", "Austin", false},
		{"Austin, 34, lost his job.", "Austin", true},
		{"Madison, a nurse, works nights.", "Madison", true},
		{"Madison, a small town, votes today.", "Madison", false},
		{"\"My name is Israel,\" the boy said.", "Israel", true},
		{"Sydney told reporters that she would appeal.", "Sydney", true},
		{"Israel said that he had planned it.", "Israel", false},
		{"The mayor of Sydney told reporters that she would appeal.", "Sydney", false},
		{"Augusta was born in 1911.", "Augusta", true},
		{"India Walker passed the exam.", "India", true},
	} {
		if got := opinionOf(t, tt.source, tt.name).Reason == model.Person; got != tt.person {
			t.Errorf("%q: %s is a person: %v", tt.source, tt.name, got)
		}
	}
}

// A ship keeps its name where the text has it again, and the town of that name stays one.
func TestShipsAgain(t *testing.T) {
	t.Parallel()
	const source = "The frigate Halifax fired; then the Halifax left."
	if v := opinionOf(t, source, "Halifax"); v.Reason != model.Vessel {
		t.Errorf("the ship is %v", v)
	}
	if v := opinionOf(t, source+" It was built in Halifax.", "Halifax"); v.Reason != 0 {
		t.Errorf("the town is %v", v)
	}
}

// Airlines and railways hold the name of a place.
func TestCarriers(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		source, name string
		want         model.Role
	}{
		{"Air India ordered jets.", "India", model.PartOfName},
		{"The air over India is bad.", "India", model.Location},
		{"Trains of Norfolk Southern are slow.", "Norfolk", model.PartOfName},
		{"They left Norfolk for southern roads.", "Norfolk", model.Location},
	} {
		if v := opinionOf(t, tt.source, tt.name); v.Role != tt.want {
			t.Errorf("%q: %v", tt.source, v)
		}
	}
}
