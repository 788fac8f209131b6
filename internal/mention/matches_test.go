package mention

import (
	"testing"

	"example.com/geotag/internal/model"
)

// A team is none where it plays, and a place is none that only lies near a score.
func TestContenders(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		source, name string
		team         bool
	}{
		{"Lagos beat Kano 3-1 with two late goals.", "Kano", true},
		{"Lagos beat Kano 3-1 with two late goals.", "Lagos", true},
		{"Ghana were 243 for 5 at tea.", "Ghana", true},
		{"Ghana sent 243 for 5 months.", "Ghana", false},
		{"Ibadan (14-9) lost again, 88-79, to Kano.", "Ibadan", true},
		{"Ibadan (14-9) lost again, 88-79, to Kano.", "Kano", true},
		{"The council of Ibadan voted 9-0 against the plan of the league.", "Ibadan", false},
		{"The Bulls trailed by nine against Ibadan in the third quarter before Daniels hit three jumpers.", "Ibadan", true},
		{"The firm moved its meeting in the third quarter to Ibadan.", "Ibadan", false},
		{"Results: Oyo State 24 Kano State 18.", "Kano State", true},
		{"Temperatures on Tuesday: Ibadan 98, Kano 110.", "Kano", false},
		{"Scores: Ibadan 98, Kano 91; Lagos 110, Abuja 104.", "Abuja", true},
		{"The match in Kano was called off at 2-1 in the second half.", "Kano", false},
		{"The mayor of Kano won the fixture with two goals and a penalty.", "Kano", false},
		{"Kano striker Musa has left the squad.", "Kano", true},
		{"He took five wickets for Kano.", "Kano", true},
		{"Ghana faces a season of floods.", "Ghana", false},
		{"Ghana face Nigeria in the quarter-final on Friday.", "Nigeria", true},
	} {
		a := advise(t, tt.source)
		found := false
		for k := range a.List.Names {
			n := &a.List.Names[k]
			if a.Text.Slice(n.First, n.Last) == tt.name {
				found = true
				if got := a.Opinions[k].Reason == model.Team; got != tt.team {
					t.Errorf("%q: %s is a team: %v", tt.source, tt.name, got)
				}
			}
		}
		if !found {
			t.Errorf("%q: no %s", tt.source, tt.name)
		}
	}
}
