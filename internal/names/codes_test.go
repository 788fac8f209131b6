package names_test

import (
	"strings"
	"testing"
)

// A short form means a place only where one may stand, and what it means depends on the town before it.
func TestShortForms(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ source, written, ids string }{
		{"The band has a page on VK and sings there.", "VK", ""}, // the United Kingdom in Dutch
		{"A note in the RU archive said that it was lost.", "RU", ""},
		{"A PA system failed in Hull.", "PA", ""},
		{"The MS patient and the OR nurse left.", "MS", ""},
		{"He moved to Blumenau, SC, in May.", "SC", "BR.26"},
		{"He moved to Greenville, SC, in May.", "SC", "US.SC"},
		{"He moved to Londrina, PR, in May.", "PR", "BR.18"},
		{"He moved to Mayagüez, PR, in May.", "PR", "PR"},
		{"He moved to Zzyvax, PR, in May.", "PR", ""},
		{"It rained in Recife (PE) and in Natal - RN.", "PE", "BR.30"},
		{"It rained in Recife (PE) and in Natal - RN.", "RN", "BR.22"},
		{"She lives in Madurai, TN, and he in Memphis, TN.", "TN", "IN.25|US.TN"},
		{"The tram to Winterthur ZH was late.", "ZH", "CH.ZH"},
		{"He was born in Sondrio (SO).", "SO", "IT.09.SO"},
		{"Read BR-SP and DE-BY.", "BR-SP", "BR.27"},
		{"Sen. Moe (R-Okla.) left.", "Okla.", "US.OK"},
		{"Rep. Moe, D-N.J., left.", "N.J.", "US.NJ"},
		{"Rep. Moe (D-W.Va.) left.", "W.Va.", "US.WV"},
		{"A mill in Camden, N. J., closed.", "N. J.", "US.NJ"},
		{"Jones N. J. and Lee K. wrote it.", "N. J.", ""},
		{"A mill near Quuxville, CA, closed.", "CA", "US.CA"},
		{"Send it to Quuxville, WA 98101.", "WA", "US.WA"},
		{"Sales grew in MN, WI and IA.", "WI", "US.WI"},
		{"Ann Lee, MD, and Bo Ray, PA, wrote it.", "PA", ""},
		{"In Paris, Ms. Roe spoke to Col. Day.", "Ms.", ""},
		{"In Paris, Ms. Roe spoke to Dr. Day.", "Dr.", ""},
		{"The ACT and the SAT were cancelled.", "ACT", ""},
		{"Portland OR Seattle, he said.", "OR", ""},
		{"Uruapan, Mich., y Ann Arbor, Mich., ganaron.", "Mich.", "MX.16|US.MI"},
	} {
		text, list := find(t, tt.source, "")
		var got []string
		for k := range list.Names {
			if n := &list.Names[k]; text.Slice(n.First, n.Last) == tt.written {
				got = append(got, n.Best().Place.ID())
			}
		}
		if g := strings.Join(got, "|"); g != tt.ids {
			t.Errorf("%q: %s means %q, want %q", tt.source, tt.written, g, tt.ids)
		}
	}
}

// A town and the short form after it are linked, whatever stands between.
func TestShortFormsHold(t *testing.T) {
	t.Parallel()
	for _, source := range []string{"Duluth, Minn.", "Duluth (MN)", "Duluth MN", "Duluth 4, Minn.", "Duluth, MN 55802", "DULUTH, MINN. MAN HELD IN RAID"} {
		text, list := find(t, source, "")
		if len(list.Names) < 2 || list.Names[0].Container != 1 || list.Names[1].Candidates[list.Names[1].Holds].Place.ID() != "US.MN" {
			t.Errorf("%q: names %q do not hold one another", source, written(text, list))
		}
	}
}

// Rivers and mountains that share names with divisions are told by what stands around them.
func TestNature(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ source, written, id string }{
		{"They canoed down the Delaware.", "Delaware", "river:delaware"},
		{"The Delaware in spring is cold.", "Delaware", "river:delaware"},
		{"The senate of Delaware met.", "Delaware", "US.DE"},
		{"They crossed the Delaware border.", "Delaware", "US.DE"},
		{"The Delaware of his youth is gone.", "Delaware", "US.DE"},
		{"The Tennessee and Cumberland rivers rose.", "Tennessee", "river:tennessee"},
		{"The Tennessee and Alabama governors met.", "Tennessee", "US.TN"},
		{"Two men drowned in the Uruguay on Friday.", "Uruguay", "river:uruguay"},
		{"The president of Uruguay spoke.", "Uruguay", "UY"},
		{"The Gambia overflowed in August.", "Gambia", "river:gambia"},
		{"They crossed the Gambia by ferry.", "Gambia", "river:gambia"},
		{"Snow lies on Kilimanjaro all year.", "Kilimanjaro", "peak:mount-kilimanjaro"},
		{"The governor of Kilimanjaro spoke.", "Kilimanjaro", "TZ.06"},
		{"He saw Ohio, and the Missouri River.", "Ohio", "US.OH"},
		{"The upper Colorado is dry.", "Colorado", "river:colorado"},
		{"The people of the Gambia voted.", "Gambia", "GM"},
		{"Hikers climbed Chimborazo at night.", "Chimborazo", "peak:chimborazo"},
		{"The prefect of Chimborazo spoke.", "Chimborazo", "EC.06"},
		{"Staff at the White House left.", "White House", "landmark:white-house"},
	} {
		n := nameIn(t, tt.source, tt.written)
		if id := n.Best().Place.ID(); id != tt.id {
			t.Errorf("%q: %s means %s, want %s", tt.source, tt.written, id, tt.id)
		}
	}
	if !means(nameIn(t, "A shop in White House, Tennessee, closed.", "White House"), "4667282") {
		t.Error("White House without an article is no town")
	}
}
