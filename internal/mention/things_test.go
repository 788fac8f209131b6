package mention

import (
	"testing"

	"example.com/geotag/internal/model"
)

// Things, times, firms, players and streets bear the names of places and are none; their neighbors are.
func TestNamesOfThings(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		source, name string
		reason       model.Reason // zero: it is a place
	}{
		{"The doctor called it Lima syndrome.", "Lima", model.Product},
		{"He ate Frankfurt sausages and Berlin muffins.", "Frankfurt", model.Product},
		{"The Maastricht treaty was signed long ago.", "Maastricht", model.Product},
		{"The treaty was signed in Maastricht.", "Maastricht", 0},
		{"It begins at 7 p.m. Pacific Daylight Time in Reno.", "Pacific", model.Product},
		{"The rocket rose at 4:10 Beijing time.", "Beijing", model.Product},
		{"For a time Beijing was calm.", "Beijing", 0},
		{"Ericsson will open a plant in Kano.", "Ericsson", model.Organization},
		{"Toyota is cutting jobs in Kano.", "Toyota", model.Organization},
		{"A fire broke out in Toyota, Japan.", "Toyota", 0},
		{"Kano Vuplo (NYSE: KVO) lost money.", "Kano", model.Organization},
		{"Kano Vuplo (KVO.N) lost money.", "Kano", model.Organization},
		{"They met in Kano (NYSE rules apply).", "Kano", 0},
		{"It cost US$5 million.", "US", model.Product},
		{"They spent $US 5 million.", "US", model.Product},
		{"Two died of the Marburg virus.", "Marburg", model.Product},
		{"A virus broke out in Kano.", "Kano", 0},
		{"Ohio Vuplo shares fell.", "Ohio", model.Organization},
		{"Ohio Vuplo farmers fell silent.", "Ohio", 0},
		{"The container ship Vuplo Ohio was at sea.", "Ohio", model.Vessel},
		{"The ferry Princess of Malta was at sea.", "Malta", model.Vessel},
		{"The ferry of Malta was at sea.", "Malta", 0},
		{"Jordan had 12 rebounds against Utah.", "Jordan", model.Person},
		{"Jordan had talks with Egypt.", "Jordan", 0},
		{"They lost to the Miami Heat on Friday.", "Miami", model.Team},
		{"They travelled to Miami in the heat.", "Miami", 0},
		{"Chad grinned at his mother.", "Chad", model.Person},
		{"Chad sent soldiers to Niger.", "Chad", 0},
		{"The flat at 20 Bristol Road was sold.", "Bristol", model.Street},
		{"Crews closed Okla. 51 on Friday.", "Okla.", model.Street},
		{"Crews left Tulsa, Okla. 51 were ill.", "Okla.", 0},
		{"Two White House aides left for Kano.", "White", model.Organization},
		{"White House press officers left for Kano.", "White", model.Organization},
		{"The White House stands in Washington.", "White", 0},
		{"The Pentagon has officers in Kano.", "Pentagon", 0},
		{"Rua Lisboa 40 was sold in Recife.", "Lisboa", model.Street},
	} {
		text, set := read(t, tt.source, chainOf(t))
		found := false
		for k := range set.Names {
			if n := &set.Names[k]; text.Slice(n.First, n.First) == tt.name {
				if found = true; set.Mentions[k].Reason != tt.reason {
					t.Errorf("%q: %s is rejected for %v, want %v", tt.source, tt.name, set.Mentions[k].Reason, tt.reason)
				}
			}
		}
		if !found && tt.reason == 0 {
			t.Errorf("%q: %s is no name", tt.source, tt.name)
		}
	}
}

// A country that pays is none in a currency.
func TestPayers(t *testing.T) {
	t.Parallel()
	if v := opinionOf(t, "The US $5 million goes to is far away.", "US"); v.Reason != 0 {
		t.Errorf("the country is %v", v)
	}
}

// Seats of power, towns of odd names, and the ends of addresses are found.
func TestKnownNames(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		source, name string
		role         model.Role
	}{
		{"A crowd stood outside the Pentagon all night.", "Pentagon", model.Location},
		{"The Kremlin rejected the offer.", "Kremlin", model.Actor},
		{"Scotland Yard said that two men were held.", "Scotland Yard", model.Actor},
		{"Traders ran down Wall Street.", "Wall Street", model.Location},
		{"Hail fell on Truth or Consequences, New Mexico.", "Truth or Consequences", model.Location},
		{"Hail fell on What Cheer, Iowa.", "What Cheer", model.Location},
		{"Mrs. Vos, 4 rue Haute, 1000 Bruxelles", "Bruxelles", model.Location},
		{"Moe Ltd, 3 High Street, Leeds LS1 4DY", "Leeds", model.Location},
		{"The Congo burst its banks on Friday.", "The Congo", model.Location},
		{"The river Elbe rose on Monday.", "Elbe", model.Location},
		{"Drones hit Mala Danylivka and left.", "Mala Danylivka", model.Location},
		{"The ward was full, doctors in Deir al-Balah said.", "Deir al-Balah", model.Location},
		{"Mala Danylivska said that she was ill.", "Mala Danylivska", 0},
		{"Sen. Moe (R-Okla.) left.", "Okla.", model.Location},
		{"He lives in Laramie, Wyo.", "Wyo.", model.Location},
	} {
		text, set := read(t, tt.source, chainOf(t))
		var got model.Role
		for k := range set.Names {
			if n := &set.Names[k]; text.Slice(n.First, n.Last) == tt.name {
				got = set.Mentions[k].Role
			}
		}
		if got != tt.role {
			t.Errorf("%q: %s has role %v, want %v", tt.source, tt.name, got, tt.role)
		}
	}
}
