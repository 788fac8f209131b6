package geotag_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"example.com/geotag"
	"example.com/geotag/internal/geodesy"
	"example.com/geotag/internal/score"
)

// A name that the caller marks and the gazetteer lacks lies where the text plays, and not in a namesake of one of its parts.
func TestGivenNamesLieWhereTheTextPlays(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, span, host, holder, why string }{
		{"DAYTON, Ohio — Pupils of Jackson Elementary School painted a wall on Friday.", "Jackson Elementary School", "Dayton", "Ohio", "dateline"},
		{"Buses stopped on Madison Avenue in Toledo, Ohio, after a crash.", "Madison Avenue", "Toledo", "Ohio", "lies there"},
		{"A barge hit the Lincoln Street Bridge in Peoria, Illinois, at dawn.", "Lincoln Street Bridge", "Peoria", "Illinois", "its sentence"},
		{"PEORIA, Ill. — A barge was late. Nobody was hurt at Franklin Landing Hall.", "Franklin Landing Hall", "Peoria", "Illinois", "dateline"},
		{"BOONVILLE, Mo. — An owl was kept at the Cooper County Sheriff's Office.", "Cooper County Sheriff's Office", "Cooper County", "Missouri", "part of the name"},
		{"LEBANON, Ind. — Rain kept people away from the Boone County Fair.", "Boone County Fair", "Boone County", "Indiana", "part of the name"},
		{"COLUMBUS, Ohio — A pipe froze in the Franklin County Courthouse.", "Franklin County Courthouse", "Columbus", "Ohio", "dateline"},
		{"Nurses of Saint Zorv Hospital Springfield moved patients to Nixa, Missouri.", "Saint Zorv Hospital Springfield", "Springfield", "Missouri", "part of the name"},
		{"She left the Zorv School of Law at Bristol for London.", "Zorv School of Law at Bristol", "Bristol", "England", "part of the name"},
		{"He taught at Zorv University of Damaturu before he moved to Oslo.", "Zorv University of Damaturu", "Damaturu", "Yobe State", "part of the name"},
		{"Two men drowned off Zorvalka Point in Oregon, a state with cold water. A boat from Coos Bay found them.", "Zorvalka Point", "Oregon", "Oregon", "lies there"},
		{"Hikers of a small Oregon town lost Zorvalka Creek to a mine. The trial is in Coos Bay.", "Zorvalka Creek", "Coos Bay", "Oregon", ""},
		{"DUBLIN, Ireland — She won a place at the London Zorvalka School in spring.", "London Zorvalka School", "London", "England", "part of the name"},
		{"Envoys met in the Armenian Embassy in Ottawa, Canada.", "Armenian Embassy", "Ottawa", "Ontario", "lies there"},
		{"A lion cub was born at the Cincinnati Pet Farm. Guests came from Hamilton.", "Cincinnati Pet Farm", "Cincinnati", "Ohio", "part of the name"},
	} {
		d, err := newTagger(t).Tag(t.Context(), tt.text, geotag.Options{Spans: spansOf(t, tt.text, tt.span), Evidence: true})
		if err != nil || len(d.References) != 1 {
			t.Errorf("%q: %+v, %v", tt.span, d, err)
			continue
		}
		r := d.References[0]
		in := r.Host.Name() == tt.holder
		for up := range r.Host.Ancestors() {
			in = in || up.Name() == tt.holder
		}
		if r.Host.Name() != tt.host || !in {
			t.Errorf("%q: in or near %s of %s, not of %s", tt.span, r.Host.Name(), r.Host.ID(), tt.holder)
		}
		if len(r.Evidence) != 1 || !strings.Contains(r.Evidence[0].Text, tt.why) {
			t.Errorf("%q: evidence %+v, want “%s”", tt.span, r.Evidence, tt.why)
		}
	}
}

// A namesake far away is not meant where all else is of one region, unless it is well known or the text says that it is there.
func TestGivenNamesakesFarAway(t *testing.T) {
	t.Parallel()
	const around = " Crews came from Lawrence, and smoke was seen in Manhattan, Kan., at noon."
	for _, tt := range []struct{ text, span, host, place string }{
		{"TOPEKA, Kan. — A boat sank in Sun Valley." + around, "Sun Valley", "Topeka", ""},
		{"TOPEKA, Kan. — He was born in Sun Valley, Idaho." + around, "Sun Valley", "", "Sun Valley"},
		{"TOPEKA, Kan. — He was born in Palm Springs." + around, "Palm Springs", "", "Palm Springs"},
	} {
		d, err := newTagger(t).Tag(t.Context(), tt.text, geotag.Options{Spans: spansOf(t, tt.text, tt.span)})
		if err != nil || len(d.References) != 1 {
			t.Errorf("%q: %+v, %v", tt.text, d, err)
			continue
		}
		if r := d.References[0]; tt.host != "" && r.Host.Name() != tt.host || tt.place != "" && (r.Place.IsZero() || r.Place.Name() != tt.place) {
			t.Errorf("%q: %+v", tt.text, r)
		}
	}
}

// What holds an unlisted place bounds how well it is known where that is.
func TestUncertaintyOfUnlisted(t *testing.T) {
	t.Parallel()
	uncertainty := func(text string) float64 {
		d, err := newTagger(t).Tag(t.Context(), text, geotag.Options{Spans: spansOf(t, text, "Zorvalka Trail")})
		if err != nil || len(d.References) != 1 {
			t.Fatalf("%q: %+v, %v", text, d, err)
		}
		return d.References[0].Uncertainty
	}
	town := uncertainty("They ran the Zorvalka Trail in Laramie, Wyoming.")
	state := uncertainty("They ran the Zorvalka Trail in Wyoming.")
	before := uncertainty("It rained in Laramie and in Cheyenne, Wyoming. They ran the Zorvalka Trail.")
	if town < 5000 || town > 20_000 || state < 10*town || before <= town {
		t.Errorf("in a town %.0f m, in a state %.0f m, after one %.0f m", town, state, before)
	}
}

// farFrom returns how far a place is from a point, in meters: a river, as it flows.
func farFrom(p geotag.Place, at orb.Point) float64 {
	d := geodesy.Distance(p.Point(), at)
	if course, ok := p.Outline().(orb.MultiLineString); ok {
		for _, bend := range slices.Concat(course...) {
			d = min(d, geodesy.Distance(bend, at))
		}
	}
	return d
}

// Of a marked name in local news so many are placed within 25 miles, by what kind of name it is. No model learns from these texts.
func TestGivenNamesOfLocalNews(t *testing.T) {
	t.Parallel()
	f, err := os.Open("testdata/gold/uslocal-own.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	const reach = 40_234 // 25 miles, in meters
	near, all := map[string]int{}, map[string]int{}
	for doc, err := range score.Read(f) {
		if err != nil {
			t.Fatal(err)
		}
		m := doc.Mentions[0]
		at := func(codePoints int) (n int) {
			for range codePoints {
				_, size := utf8.DecodeRuneInString(doc.Text[n:])
				n += size
			}
			return n
		}
		d, err := newTagger(t).Tag(t.Context(), doc.Text, geotag.Options{Spans: []geotag.Span{{Start: at(m.Start), End: at(m.End)}}})
		if err != nil {
			t.Fatal(err)
		}
		all[doc.Source]++
		if len(d.References) == 1 && farFrom(d.References[0].Shown(), orb.Point{*m.Lon, *m.Lat}) <= reach {
			near[doc.Source]++
		} else {
			t.Logf("%s is not near", doc.ID)
		}
	}
	for kind, least := range map[string]float64{"town": 0.96, "state": 1, "natural": 0.87, "facility": 0.95} {
		if share := float64(near[kind]) / float64(all[kind]); share < least {
			t.Errorf("%s: %d of %d, want %.2f", kind, near[kind], all[kind], least)
		}
	}
}

// A street is no town that it is called after, however sure a chain is of that: free text and marked.
func TestStreetsAreNoTowns(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"NEW YORK — A water main broke under Madison Avenue before dawn and flooded two basements. Buses were sent down Park Avenue for the day.",
		"ALBANY, N.Y. — A tree fell across Madison Avenue at noon. Crews cleared Madison Avenue by three.",
	} {
		d, err := newTagger(t).Tag(t.Context(), text, geotag.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range d.References {
			if r.Shown().Name() == "Madison" {
				t.Errorf("%q: Madison Avenue is shown in %s", text, r.Shown().ID())
			}
		}
	}
}

// A town that acts in its news is where what lies there lies all the same.
func TestHostThatActs(t *testing.T) {
	t.Parallel()
	text := "Repairs of Zorvalka Hall will cost a million. Topeka would pay a third. Shows have left for Denver and Omaha."
	d, err := newTagger(t).Tag(t.Context(), text, geotag.Options{Spans: spansOf(t, text, "Zorvalka Hall")})
	if err != nil || len(d.References) != 1 || d.References[0].Host.Name() != "Topeka" {
		t.Errorf("%+v, %v", d.References, err)
	}
}
