package ground_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/internal/geodesy"
	"example.com/geotag/internal/ground"
	"example.com/geotag/internal/mention"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/prose"
	"example.com/geotag/internal/resolve"
	"example.com/geotag/measure"
)

// put returns an English text, answered by the rules and the embedded model.
func put(t *testing.T, source string) *ground.Ground {
	t.Helper()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	m, err := model.Default()
	if err != nil {
		t.Fatal(err)
	}
	text, err := prose.NewReader(ix).Read(t.Context(), source, "en")
	if err != nil {
		t.Fatal(err)
	}
	set, err := mention.NewReader(ix, m.Roles).Read(t.Context(), text, new(mention.Rules))
	if err != nil {
		t.Fatal(err)
	}
	answers, err := resolve.New(ix, m).Resolve(t.Context(), text, set, gazetteer.Place{})
	if err != nil {
		t.Fatal(err)
	}
	return &ground.Ground{Answers: answers, Wanted: func(gazetteer.Place) bool { return true }}
}

func areas(t *testing.T, g *ground.Ground) []ground.Area {
	t.Helper()
	all, _, err := g.Areas(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// area returns the only area of a text.
func area(t *testing.T, g *ground.Ground) *ground.Area {
	t.Helper()
	all := areas(t, g)
	if len(all) != 1 {
		t.Fatalf("%d areas in %q, want 1", len(all), g.Text.Source)
	}
	return &all[0]
}

func relations(t *testing.T, g *ground.Ground) []ground.Relation {
	t.Helper()
	all, err := g.Relations(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestAttach(t *testing.T) {
	t.Parallel()
	const filler = "Nobody slept. "
	for _, tt := range []struct{ what, source, place, anchor string }{
		{"what of names", "A fire burned 300 km² of Texas on Monday.", "US.TX", "US.TX"},
		{"a division within what of names", "They hold 1,300 km² of Russian territory near Sudzha in Kursk Oblast.", "RU.41", "486816"},
		{"the same, in the sentence before", "Fighting reached Sudzha in Kursk Oblast. They hold 1,300 km² of Russian territory.", "RU.41", "486816"},
		{"what holds a place too small", "A fire burned 1,300 km² near Sudzha.", "RU.41", "486816"},
		{"the small before the large", "In Texas and in Malta 10 km² burned.", "MT", "MT"},
		{"large enough only", "In Texas and in Malta 10,000 km² burned.", "US.TX", "US.TX"},
		{"what holds a town of the sentence", "In Kenya and in Nigeria, south of Kano, 50,000 km² burned.", "NG", "2335204"},
		{"the sentence itself", "In Togo it was hot. In Texas 10 km² burned.", "US.TX", "US.TX"},
		{"a sentence before", "In Texas it was hot. The fire burned 10 km² then.", "US.TX", "US.TX"},
		{"too many sentences before", "In Texas it was hot. " + strings.Repeat(filler, 7) + "The fire burned 10 km² then.", "", ""},
		{"not what it is compared with", "The lake, near the size of Latvia, has 100 km² more.", "", ""},
		{"no dateline", "LAGOS, Nigeria (AP) — The fire burned 10 km² then.", "", ""},
	} {
		all := areas(t, put(t, tt.source))
		if len(all) == 0 {
			t.Errorf("%s: no area", tt.what)
			continue
		}
		a := all[len(all)-1]
		place, anchor := "", ""
		if !a.Place.IsZero() {
			place, anchor = a.Place.ID(), a.Anchor.ID()
		}
		if place != tt.place || anchor != tt.anchor {
			t.Errorf("%s: of %q around %q, want %q around %q", tt.what, place, anchor, tt.place, tt.anchor)
		}
		if (a.Shape != nil) != (tt.place != "") {
			t.Errorf("%s: a shape of %d polygons", tt.what, len(a.Shape))
		}
	}
}

func TestConsidered(t *testing.T) {
	t.Parallel()
	a := area(t, put(t, "In Texas, in Malta and in Malta again 10 km² burned."))
	if len(a.Considered) != 1 || a.Considered[0].ID() != "US.TX" {
		t.Errorf("considered: %v", a.Considered)
	}
	if want := 10e6 / a.Place.AreaM2(); math.Abs(a.Share-want) > 1e-9 {
		t.Errorf("share %g, want %g", a.Share, want)
	}
}

func TestAnchorIsTheNearest(t *testing.T) {
	t.Parallel()
	a := area(t, put(t, "In Texas, from Austin by way of Dallas, 9,000 km² burned, far from Houston and others."))
	if a.Place.ID() != "US.TX" || a.Anchor.Name() != "Dallas" {
		t.Errorf("an area of %s around %s", a.Place.Name(), a.Anchor.Name())
	}
	a = area(t, put(t, "In Texas it was hot in Austin. Some 9,000 km² burned in Texas."))
	if a.Place.ID() != "US.TX" || a.Anchor.Name() != "Austin" {
		t.Errorf("an area of %s around %s", a.Place.Name(), a.Anchor.Name())
	}
	a = area(t, put(t, "In Texas 9,000 km² burned near Dallas. It was hot in Austin."))
	if a.Place.ID() != "US.TX" || a.Anchor.Name() != "Dallas" {
		t.Errorf("an area of %s around %s", a.Place.Name(), a.Anchor.Name())
	}
}

func TestClip(t *testing.T) {
	t.Parallel()
	const source = "A fire burned 200 km² of Malta on Monday."
	plain, clipped := put(t, source), put(t, source)
	clipped.Clip = true
	a, b := area(t, plain), area(t, clipped)
	if a.Clipped || !b.Clipped {
		t.Errorf("clipped %v and %v", a.Clipped, b.Clipped)
	}
	for _, x := range []*ground.Area{a, b} {
		if drawn := geodesy.MultiArea(x.Shape); math.Abs(drawn/200e6-1) > 0.02 {
			t.Errorf("drawn with %g m²", drawn)
		}
	}
	if len(a.Shape) != 1 || len(a.Shape[0]) != 1 || len(a.Shape[0][0]) != 65 {
		t.Error("without clipping it is no plain circle")
	}
}

func TestWhy(t *testing.T) {
	t.Parallel()
	g := put(t, "They hold 1,300 km² of Russian territory near Sudzha in Kursk Oblast.")
	if a := area(t, g); a.Why != nil {
		t.Errorf("reasons that nobody asked for: %v", a.Why)
	}
	g.Why = true
	var got []resolve.ReasonID
	for _, r := range area(t, g).Why {
		got = append(got, r.ID)
	}
	for _, want := range []resolve.ReasonID{resolve.WithinComplement, resolve.HoldsTown, resolve.SameSentence} {
		if !slices.Contains(got, want) {
			t.Errorf("no %d among %v", want, got)
		}
	}
	g = put(t, "In Texas it was hot. The fire burned 10 km² then.")
	g.Why = true
	if a := area(t, g); len(a.Why) != 1 || a.Why[0].ID != resolve.SentencesAway || !strings.Contains(a.Why[0].Text, "1 sentence") {
		t.Errorf("reasons %v", a.Why)
	}
}

func TestShares(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]float64{
		"Troops occupy 20 % of Ukraine by now.":              0.2,
		"They say that half of Malta is desert by now.":      0.5,
		"It is a third of Ukraine's territory by now.":       1. / 3,
		"It has 20 % of Ukraine's people by now.":            0,
		"Some 20 % of Ukraine voted for it by then.":         0,
		"Troops occupy it. Some 20 % of Ukraine voted then.": 0, // the troops are of another sentence
		"Troops occupy 20 % of Ukrainian villages by now.":   0,
	} {
		all := areas(t, put(t, source))
		if want == 0 {
			if len(all) != 0 {
				t.Errorf("%q: an area of %s", source, all[0].Place.Name())
			}
			continue
		}
		if len(all) != 1 || math.Abs(all[0].StatedShare-want) > 0.01 || all[0].Place.IsZero() {
			t.Errorf("%q: %d areas, want a share of %g", source, len(all), want)
			continue
		}
		if a := all[0]; math.Abs(a.LowM2/(want*a.Place.AreaM2())-1) > 0.02 || a.Shape == nil {
			t.Errorf("%q: %g m² of %s", source, a.LowM2, a.Place.Name())
		}
	}
}

func TestComparison(t *testing.T) {
	t.Parallel()
	a := area(t, put(t, "The fire burned an area twice the size of Latvia by noon."))
	if a.Qualifier != measure.Comparison || !a.Place.IsZero() || a.Shape != nil || a.StatedShare != 0 {
		t.Errorf("a comparison is an area of %s, %v", a.Place.Name(), a.Qualifier)
	}
	if math.Abs(a.LowM2/2/64.6e9-1) > 0.03 {
		t.Errorf("twice Latvia has %g m²", a.LowM2)
	}
	// Beside a figure a comparison says nothing new.
	a = area(t, put(t, "The fire burned 129,000 km², twice the size of Latvia, by noon."))
	if a.Qualifier == measure.Comparison || math.Abs(a.LowM2-129e9) > 1e6 {
		t.Errorf("the figure gives way to the comparison: %v", a.Area)
	}
}

func TestShareRestatesFigure(t *testing.T) {
	t.Parallel()
	a := area(t, put(t, "Troops occupy 120,000 km², or 20 % of Ukraine, by now."))
	if a.Place.ID() != "UA" || a.StatedShare != 0.2 || a.LowM2 != 120e9 || a.Restatement == nil || !a.Restatement.Consistent {
		t.Errorf("%v of %s, restated %+v", a.Area, a.Place.Name(), a.Restatement)
	}
	a = area(t, put(t, "Troops occupy 12,000 km², or 20 % of Ukraine, by now."))
	if a.Restatement == nil || a.Restatement.Consistent || a.Restatement.DifferencePercent < 500 {
		t.Errorf("restated %+v", a.Restatement)
	}
}

func TestRelations(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ source, want string }{
		{"A quake shook the land 30 km south of Kano.", "30 km south of Kano"},
		{"A village between London and Oxford burned.", "between London and Oxford"},
		{"They restored flights between London and Oxford.", ""},
		{"They guard the border between Mexico and Guatemala.", "border between Mexico and Guatemala"},
		{"The island between Mexico and Guatemala is dry.", "between Mexico and Guatemala"},
		{"They held talks between Mexico and Guatemala.", ""},
		{"It lies halfway between Mexico and Guatemala.", "halfway between Mexico and Guatemala"},
		{"A ship sank off Lagos at noon.", "off Lagos"},
		{"Police cordoned off Lagos at noon.", ""},
		{"A ship sailed off the coast of Lagos at noon.", "off the coast of Lagos"},
		{"They were near Kano at noon.", "near Kano"},
		{"They were between Kano.", ""},
	} {
		var got []string
		for _, r := range relations(t, put(t, tt.source)) {
			got = append(got, tt.source[r.Start:r.End])
			if r.Shape == nil || r.Uncertainty <= 0 || r.Anchor.IsZero() {
				t.Errorf("%q: not drawn: %+v", tt.source, r)
			}
		}
		if g := strings.Join(got, "|"); g != tt.want {
			t.Errorf("%q: relations %q, want %q", tt.source, g, tt.want)
		}
	}
}

func TestRelationPoint(t *testing.T) {
	t.Parallel()
	all := relations(t, put(t, "A fire burned 30 km south of Kano at noon."))
	if len(all) != 1 || all[0].Point == nil {
		t.Fatalf("relations %+v", all)
	}
	r := all[0]
	if d := geodesy.Distance(r.Anchor.Point(), *r.Point); math.Abs(d-30e3) > 100 || r.Point[1] >= r.Anchor.Point()[1] {
		t.Errorf("30 km south is %v, %g m away", *r.Point, d)
	}
	all = relations(t, put(t, "A village between London and Oxford burned."))
	if len(all) != 1 || all[0].Point == nil || all[0].Other.Name() != "Oxford" {
		t.Fatalf("relations %+v", all)
	}
	r = all[0]
	if a, b := geodesy.Distance(r.Anchor.Point(), *r.Point), geodesy.Distance(r.Other.Point(), *r.Point); math.Abs(a-b) > 400 {
		t.Errorf("between is %g m and %g m away", a, b)
	}
}

func TestAsked(t *testing.T) {
	t.Parallel()
	const source = "A fire burned 10 km² of Malta, and 300 km² of Texas burned near Kano."
	g := put(t, source)
	cut := strings.Index(source, "and")
	g.Asked = func(start, _ int) bool { return start > cut }
	stated := area(t, g)
	if stated.Place.ID() != "US.TX" {
		t.Errorf("an area of %s", stated.Place.Name())
	}
	g.Wanted = func(gazetteer.Place) bool { return false }
	if all := relations(t, g); len(all) > 0 {
		t.Errorf("%d relations that nobody wants", len(all))
	}
	if all := areas(t, g); len(all) > 0 {
		t.Errorf("%d areas that nobody wants", len(all))
	}
	if a := ground.Of(stated.Area, g.All[0].Place); a.Place != g.All[0].Place && a.Shape == nil {
		t.Errorf("an area of %s", a.Place.Name())
	}
}

func TestCanceled(t *testing.T) {
	t.Parallel()
	g := put(t, "A fire burned 10 km² of Malta, near Kano.")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := g.Areas(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("areas: error %v", err)
	}
	if _, err := g.Relations(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("relations: error %v", err)
	}
}
