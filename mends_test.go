package geotag_test

import (
	"errors"
	"strings"
	"testing"

	"example.com/geotag"
)

// spansOf returns where some strings stand first in a text.
func spansOf(t *testing.T, text string, some ...string) []geotag.Span {
	t.Helper()
	var out []geotag.Span
	for _, s := range some {
		i := strings.Index(text, s)
		if i < 0 {
			t.Fatalf("%q does not stand in %q", s, text)
		}
		out = append(out, geotag.Span{Start: i, End: i + len(s)})
	}
	return out
}

// A name that the gazetteer has is not lent to a place of its own name, nor to any while a region bears it.
func TestPlaceDoesNotLieInItself(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"The tremor was felt 40 km north of Hualien.":        "Hualien",
		"He fought in Kashmir and later lived in Nebraska.":  "Kashmir",
		"Her father, Bengali by birth, had settled in Iowa.": "Bengali",
	} {
		d, err := newTagger(t).Tag(t.Context(), text, geotag.Options{})
		if err != nil || len(d.References) == 0 {
			t.Fatalf("%s: %+v, %v", text, d, err)
		}
		for _, r := range d.References {
			if r.Name == want || r.Place.IsZero() {
				t.Errorf("%s: %q is unlisted, in or near %s", text, r.Name, r.Host.Name())
			}
		}
	}
	d, err := newTagger(t).Tag(t.Context(), "The tremor was felt 40 km north of Hualien.", geotag.Options{})
	if err != nil || len(d.Relations) != 1 || d.Relations[0].Anchor.Name() != d.References[0].Place.Name() {
		t.Errorf("relations %+v, %v", d.Relations, err)
	}
}

// What the caller marks is looked up without its article, its possessive and white space, and answered as it was marked.
func TestGivenSpans(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, span, id, host string }{
		{"Pirates boarded a ship in the Gulf of Aden.", "the Gulf of Aden", "gulf:gulf-of-aden", ""},
		{"They crossed the Zorvalka Mountains in Wyoming on foot.", "the Zorvalka Mountains", "", "Wyoming"},
		{"Vermont's senators agreed.", "Vermont's", "US.VT", ""},
		{"It lies in The Hague.", "The Hague", "2747373", ""},
		{"It rained in Kano .", " Kano ", "2335204", ""},
		{"Cars queued at the Kolonnawa Bridge.", "the Kolonnawa Bridge", "", "Kolonnawa"},
		{"A fire broke out in Mt.Vernon, Ohio.", "Mt.Vernon", "5163799", ""},
	} {
		spans := spansOf(t, tt.text, tt.span)
		d, err := newTagger(t).Tag(t.Context(), tt.text, geotag.Options{Spans: spans})
		if err != nil || len(d.References) != 1 {
			t.Errorf("%q: %+v, %v", tt.span, d, err)
			continue
		}
		r := d.References[0]
		if m := r.Mentions[0]; m.Start != spans[0].Start || m.End != spans[0].End {
			t.Errorf("%q: answered as %q", tt.span, tt.text[m.Start:m.End])
		}
		switch {
		case tt.host != "" && (r.Host.Name() != tt.host || r.Name != tt.span):
			t.Errorf("%q: %q in or near %s", tt.span, r.Name, r.Host.Name())
		case tt.host == "" && (r.Place.IsZero() || tt.id != "" && r.Place.ID() != tt.id):
			t.Errorf("%q: %s %s", tt.span, r.Place.ID(), r.Place.Name())
		}
	}
}

// Filters hold for all that an answer has.
func TestFiltersHoldForStatements(t *testing.T) {
	t.Parallel()
	const text = "Floods covered 900 km² of Kano State. A depot burned 20 km north of Lyon. Officials met at the Zorvalka Bridge in Lyon."
	tag := func(o geotag.Options) *geotag.Document {
		t.Helper()
		o.Rejected = true
		d, err := newTagger(t).Tag(t.Context(), text, o)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	if d := tag(geotag.Options{}); len(d.Areas) != 1 || len(d.Relations) != 1 {
		t.Fatalf("%d areas, %d relations", len(d.Areas), len(d.Relations))
	}
	if d := tag(geotag.Options{Countries: []string{"FR"}}); len(d.Areas) != 0 || len(d.Relations) != 1 {
		t.Errorf("of France %d areas, %d relations", len(d.Areas), len(d.Relations))
	}
	if d := tag(geotag.Options{Countries: []string{"NG"}}); len(d.Areas) != 1 || len(d.Relations) != 0 {
		t.Errorf("of Nigeria %d areas, %d relations", len(d.Areas), len(d.Relations))
	}
	if d := tag(geotag.Options{Roles: []geotag.Role{geotag.Demonym}}); len(d.References) != 0 {
		t.Errorf("demonyms %+v", d.References)
	}
	if d := tag(geotag.Options{Spans: spansOf(t, text, "Lyon")}); len(d.Areas) != 0 || len(d.Relations) != 1 || len(d.Rejected) != 0 {
		t.Errorf("with a span %d areas, %d relations, %d rejections", len(d.Areas), len(d.Relations), len(d.Rejected))
	}
}

// A fault is blamed on the span that has it, by its place among those given.
func TestFaultySpanIsNamed(t *testing.T) {
	t.Parallel()
	_, err := newTagger(t).Tag(t.Context(), "Kano and Lagos", geotag.Options{Spans: []geotag.Span{{Start: 9, End: 14}, {Start: 0, End: 4}, {Start: 2, End: 2}}})
	bad, ok := errors.AsType[*geotag.InputError](err)
	if !ok || len(bad.Violations) != 1 || bad.Violations[0].Field != "spans[2]" {
		t.Errorf("got %v", err)
	}
}

// Words of land are words, not parts of others or names.
func TestSharesOfLand(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"Flood water covers 20 % of Ukraine.":                          1,
		"The army controls 30 % of Sudan.":                             1,
		"Wells in Coverdale said 20 % of Ukraine was poor.":            0,
		"The patients who recovered came from 20 % of Ukraine.":        0,
		"A household survey reached 20 % of Ukraine.":                  0,
		"Blackburn officials had calls from 15 % of France last year.": 0,
	} {
		d, err := newTagger(t).Tag(t.Context(), text, geotag.Options{})
		if err != nil || len(d.Areas) != want {
			t.Errorf("%s: %d areas, want %d, error %v", text, len(d.Areas), want, err)
		}
	}
}

// A part of a place whose area is not known is a statement of its own, on the map at the place.
func TestShareOfUnknownArea(t *testing.T) {
	t.Parallel()
	const text = "Floods cover 80 % of Lokoja and 20 % of Nigeria."
	d, err := newTagger(t).Tag(t.Context(), text, geotag.Options{})
	if err != nil || len(d.Shares) != 1 || len(d.Areas) != 1 {
		t.Fatalf("%+v, %v", d, err)
	}
	if s := d.Shares[0]; s.Place.Name() != "Lokoja" || s.Part != 0.8 || text[s.Start:s.End] != "80 % of Lokoja" {
		t.Errorf("%+v", s)
	}
	f := d.FeatureCollection(text, geotag.FeatureOptions{}).Features
	if s := f[len(f)-2]; s.Properties.Kind != geotag.KindStatedShare || s.Properties.Share.PlaceID != d.Shares[0].Place.ID() || s.Properties.Location == nil {
		t.Errorf("%+v", s)
	}
}

// A country is no division of it that other languages call alike, unless the text calls it one.
func TestCountryBeforeItsDivision(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"In Mexico, gunmen killed six in Celaya.":             "MX",
		"Gunmen in the state of Mexico killed six in Toluca.": "MX.15",
	} {
		d, err := newTagger(t).Tag(t.Context(), text, geotag.Options{})
		if err != nil || len(d.References) == 0 || d.References[0].Place.ID() != want {
			t.Errorf("%s: %+v, %v, want %s", text, d, err, want)
		}
	}
}

// A state is no state in a list of towns, if it has a large city of its name.
func TestCityInAListOfTowns(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"He has lived in London, New York and Paris.":                                               "5128581",
		"He has lived in Oregon, New York and Connecticut.":                                         "US.NY",
		"Shells fell on the Poltava, Kherson and Zaporizhzhia regions, and on the town of Orikhiv.": "UA.08",
	} {
		d, err := newTagger(t).Tag(t.Context(), text, geotag.Options{})
		if err != nil || len(d.References) < 3 || d.References[1].Place.ID() != want {
			t.Errorf("%s: %+v, %v, want %s", text, d, err, want)
		}
	}
}
