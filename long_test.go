package geotag_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"example.com/geotag"
	"example.com/geotag/gazetteer"
)

func tag(t *testing.T, text string, o geotag.Options) *geotag.Document {
	t.Helper()
	d, err := newTagger(t).Tag(t.Context(), text, o)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// named returns the mentions of a place as the text has them.
func named(text string, d *geotag.Document, name string) (out []string) {
	for _, r := range d.References {
		if r.Place.Name() == name {
			for _, m := range r.Mentions {
				out = append(out, text[m.Start:m.End])
			}
		}
	}
	return out
}

func codes(warnings []geotag.Warning) (out []geotag.WarningCode) {
	for _, w := range warnings {
		out = append(out, w.Code)
	}
	return out
}

// A long text is read in parts, whose mentions, areas, relations, points and rejections all stand where the text has them, once each.
func TestLongTextIsOneAnswer(t *testing.T) {
	t.Parallel()
	for name, unit := range map[string]string{
		"paragraphs":    "Floods hit Kano State in Nigeria on Monday, and Jack London fled the rising water.\n\n",
		"sentences":     "Floods hit Kano State in Nigeria on Monday, and Jack London fled the rising water. ",
		"wrapped lines": "Floods hit Kano\nState in Nigeria on Monday, and Jack\nLondon fled the rising water.\n",
		"markup":        "<p class=\"It hit. And hit.\">Floods hit <b>Kano</b>&nbsp;State in Nigeria on Monday, and Jack London fled the rising water.</p>",
	} {
		const again = 1000
		text := strings.Repeat(unit, again) + "Some 1,300 km² of it burned 30 km north of Kano, at 12.5 N 8.5 E, they said."
		d := tag(t, text, geotag.Options{Rejected: true})
		if n := len(named(text, d, "Nigeria")); n != again {
			t.Errorf("%s: Nigeria is named %d times, want %d", name, n, again)
		}
		states := named(text, d, "Kano State")
		if n := len(states); n != again {
			t.Errorf("%s: Kano State is named %d times, want %d", name, n, again)
		}
		for _, s := range states {
			if s != states[0] || !strings.HasPrefix(s, "Kano") {
				t.Fatalf("%s: a mention of Kano State is %q", name, s)
			}
		}
		if n := len(d.Rejected); n < again {
			t.Errorf("%s: %d rejections, want one of each Jack London", name, n)
		}
		if len(d.Areas) != 1 || text[d.Areas[0].Start:d.Areas[0].End] != "1,300 km²" || len(d.Relations) != 1 || len(d.Coordinates) != 1 {
			t.Errorf("%s: areas %v, relations %v, points %v", name, d.Areas, d.Relations, d.Coordinates)
		} else if c := d.Coordinates[0]; text[c.Start:c.End] != "12.5 N 8.5 E" {
			t.Errorf("%s: the point is %q", name, text[c.Start:c.End])
		}
		if len(d.Warnings) > 0 || d.Language != "en" {
			t.Errorf("%s: warnings %v, language %q", name, d.Warnings, d.Language)
		}
	}
}

// What the parts of a text are cut within is no part's own: what a script hides stays hidden, and a span that is given is whole.
func TestLongTextIsCutWithCare(t *testing.T) {
	t.Parallel()
	prose := strings.Repeat("It rained and rained for days on end. ", 800)
	text := "<p>" + prose + "</p><script>" + strings.Repeat("Kano. ", 20_000) + "</script><p>Then it stopped in Ibadan.</p>"
	d := tag(t, text, geotag.Options{})
	if kano, ibadan := named(text, d, "Kano"), named(text, d, "Ibadan"); len(kano) > 0 || !slices.Equal(ibadan, []string{"Ibadan"}) {
		t.Errorf("Kano %v, Ibadan %v; want the one that is no script", kano, ibadan)
	}
	text = strings.Repeat("Kano ", 60_000)
	var given []geotag.Span
	for i := 0; i+14 < 30_000; i += 15 {
		given = append(given, geotag.Span{Start: i, End: i + 4})
	}
	given = append(given, geotag.Span{Start: 30_000, End: 90_000}) // over all of a part and more
	if d = tag(t, text, geotag.Options{Spans: given}); len(named(text, d, "Kano")) < len(given)-1 {
		t.Errorf("of %d spans %d are answered", len(given), len(named(text, d, "Kano")))
	}
}

// A dateline stands at the beginning of a text, not of a part.
func TestLongTextHasOneDateline(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("It rained and rained for days on end. KANO, Nigeria - it was said - saw little of it. ", 2000)
	for _, r := range tag(t, text, geotag.Options{}).References {
		for i, m := range r.Mentions {
			if m.Role == geotag.Dateline && m.Start > 1000 {
				t.Fatalf("mention %d of %s is a dateline", i, r.Place.Name())
			}
		}
	}
}

// counting is a context that counts how often it is looked at, and ends after so many looks.
type counting struct {
	context.Context
	looks, most int
}

func (c *counting) Err() error {
	if c.looks++; c.most > 0 && c.looks > c.most {
		return context.Canceled
	}
	return nil
}

// Whatever a text holds, the context is looked at every 16 KiB of it at least, and at each area that is drawn; and the first look that finds
// it ended is the last but a few.
func TestContextIsLookedAt(t *testing.T) {
	tagger := newTagger(t)
	for _, h := range hostile {
		text := strings.Repeat(h.unit, (128<<10)/len(h.unit))
		all := &counting{Context: t.Context()}
		d, err := tagger.Tag(all, text, geotag.Options{Rejected: true, Evidence: true, Alternatives: 3, ClipAreas: true})
		if err != nil {
			t.Fatal(err)
		}
		if cut := slices.Contains(codes(d.Warnings), geotag.AnswerCut); !cut && all.looks < len(text)>>14 || all.looks < len(d.Areas) {
			t.Errorf("%s: %d looks for %d bytes and %d areas", h.name, all.looks, len(text), len(d.Areas))
		}
		for _, most := range []int{1, all.looks / 2, all.looks - 1} {
			ctx := &counting{Context: t.Context(), most: max(most, 1)}
			if all.looks <= ctx.most {
				continue
			}
			if _, err := tagger.Tag(ctx, text, geotag.Options{Rejected: true, Evidence: true, Alternatives: 3, ClipAreas: true}); err == nil || ctx.looks > ctx.most+3 {
				t.Errorf("%s: after %d looks of %d: error %v after %d", h.name, ctx.most, all.looks, err, ctx.looks)
			}
		}
	}
}

// A request that asks for much gets as much as there is space for, and is told.
func TestAnswerIsBounded(t *testing.T) {
	t.Parallel()
	all := geotag.Options{Rejected: true, Evidence: true, Alternatives: 20, ClipAreas: true}
	for name, tt := range map[string]struct {
		text string
		want []geotag.WarningCode
	}{
		"areas":      {strings.Repeat("9 km²,", 20_000), []geotag.WarningCode{geotag.AnswerCut}},
		"mentions":   {strings.Repeat("Kano\n", 40_000), []geotag.WarningCode{geotag.AnswerCut}},
		"rejections": {strings.Repeat("Jack London fled. ", 10_000), nil},
		"clipped":    {strings.Repeat("13 km² of Canada burned. ", 100), []geotag.WarningCode{geotag.ShapesCut}},
	} {
		d := tag(t, tt.text, all)
		if got := codes(d.Warnings); !slices.Equal(got, tt.want) {
			t.Errorf("%s: warnings %v, want %v", name, got, tt.want)
		}
		features := d.FeatureCollection(tt.text, geotag.FeatureOptions{Geometry: geotag.DetailBoundary, PerMention: true}).Features
		if n, most := len(features), 2500+len(tt.text)/400; n > most {
			t.Errorf("%s: %d features, want no more than %d", name, n, most)
		}
	}
}

// The ten areas in 283 bytes that once took a second and a half are drawn as they should be; what is too much is drawn as plain circles.
func TestDrawingIsBounded(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	for i := range 300 {
		fmt.Fprintf(&text, "%d km² of Canada burned. ", 1300+i)
		d := &geotag.Document{}
		if i == 9 || i == 299 {
			d = tag(t, text.String(), geotag.Options{ClipAreas: true})
		}
		clipped := 0
		for _, a := range d.Areas {
			if a.Shape == nil {
				t.Error("an area without a shape")
			}
			if a.Clipped {
				clipped++
			}
		}
		switch {
		case i == 9 && (clipped != 10 || len(d.Warnings) > 0):
			t.Errorf("of ten areas %d are clipped; warnings %v", clipped, d.Warnings)
		case i == 299 && (len(d.Areas) != 300 || clipped < 10 || clipped > 30 || !slices.Equal(codes(d.Warnings), []geotag.WarningCode{geotag.ShapesCut})):
			t.Errorf("of %d areas %d are clipped; warnings %v", len(d.Areas), clipped, d.Warnings)
		}
	}
}

// Relations beyond what is drawn stand in the answer without a shape.
func TestRelationsBeyondDrawing(t *testing.T) {
	t.Parallel()
	var countries []gazetteer.Place
	for p := range newTagger(t).Gazetteer().Places() {
		if p.Type() == gazetteer.Country && p.HasBoundary() {
			countries = append(countries, p)
		}
	}
	var text strings.Builder
	for i, p := range countries {
		fmt.Fprintf(&text, "A tent stood near the border between %s and %s. ", p.Name(), countries[(i+7)%len(countries)].Name())
	}
	d := tag(t, text.String(), geotag.Options{})
	c := d.FeatureCollection(text.String(), geotag.FeatureOptions{})
	undrawn := 0
	for i := range c.Features {
		if f := &c.Features[i]; f.Properties.Relation != nil && f.Geometry.Geometry == nil {
			undrawn++
			if f.BBox != nil || f.Properties.GeometrySource != 0 || f.Properties.Relation.AnchorPlaceID == "" {
				t.Errorf("an undrawn relation has the box %v and the source %v", f.BBox, f.Properties.GeometrySource)
			}
		}
	}
	if told := slices.Contains(codes(d.Warnings), geotag.ShapesCut); told != (undrawn > 0) {
		t.Errorf("%d of %d relations are not drawn; warnings %v", undrawn, len(d.Relations), d.Warnings)
	}
}

// The boundaries of one answer have room for the largest three; those of all countries are drawn coarser, and each feature stands.
func TestBoundariesAreBounded(t *testing.T) {
	t.Parallel()
	few := "Canada, the United States and Russia signed it."
	c := tag(t, few, geotag.Options{}).FeatureCollection(few, geotag.FeatureOptions{Geometry: geotag.DetailBoundary})
	if len(c.Features) != 3 || len(c.Warnings) > 0 {
		t.Errorf("%d features, warnings %v", len(c.Features), c.Warnings)
	}
	var names []string
	for p := range newTagger(t).Gazetteer().Places() {
		if p.Type() == gazetteer.Country && p.HasBoundary() {
			names = append(names, p.Name())
		}
	}
	many := strings.Join(names, ", ")
	d := tag(t, many, geotag.Options{Language: "en"})
	c = d.FeatureCollection(many, geotag.FeatureOptions{Geometry: geotag.DetailBoundary, PerMention: true})
	vertices := 0
	for i := range c.Features {
		switch g := c.Features[i].Geometry.Geometry.(type) {
		case nil:
			t.Errorf("%s has no geometry", c.Features[i].Properties.Name)
		case orb.Polygon:
			vertices += len(g[0])
		case orb.MultiPolygon:
			for _, p := range g {
				vertices += len(p[0])
			}
		}
	}
	if len(c.Features) < len(d.References) || vertices == 0 || vertices > 100_000 || !slices.Equal(codes(c.Warnings), []geotag.WarningCode{geotag.ShapesCut}) {
		t.Errorf("%d vertices, warnings %v", vertices, c.Warnings)
	}
}

// The box of a feature holds its geometry, to the last digit, of every place and simplified as well.
func TestBoxesHoldBoundaries(t *testing.T) {
	t.Parallel()
	seen := 0
	for p := range newTagger(t).Gazetteer().Places() {
		if !p.HasBoundary() {
			continue
		}
		seen++
		for _, stray := range []float64{0, 700, 20_000} {
			f := geotag.PlaceFeature(p, geotag.FeatureOptions{Geometry: geotag.DetailBoundary, StrayM: stray})
			polygons, _ := f.Geometry.Geometry.(orb.MultiPolygon)
			if one, ok := f.Geometry.Geometry.(orb.Polygon); ok {
				polygons = orb.MultiPolygon{one}
			}
			for _, polygon := range polygons {
				for _, at := range polygon[0] {
					west, south, east, north := f.BBox[0], f.BBox[1], f.BBox[2], f.BBox[3]
					lon := west <= at[0] && at[0] <= east || west > east && (at[0] >= west || at[0] <= east)
					if !lon || at[1] < south || at[1] > north {
						t.Fatalf("%s within %g m: %v lies outside its box %v", p.Name(), stray, at, f.BBox)
					}
				}
			}
		}
	}
	if seen < 7000 {
		t.Errorf("%d boundaries, want thousands", seen)
	}
}
