package geotag_test

import (
	"strings"
	"testing"

	"example.com/geotag"
)

// A point that a text states is a feature of its own, with the country and the division that it falls in, and obeys the filters.
func TestStatedCoordinates(t *testing.T) {
	const text = "Rescuers in Tromsø were sent to 69°39'N 18°57'E; the buoy was at 10.5000 N 150.2500 W."
	tagger := newTagger(t)
	tag := func(o geotag.Options) *geotag.FeatureCollection {
		doc, err := tagger.Tag(t.Context(), text, o)
		if err != nil {
			t.Fatal(err)
		}
		return doc.FeatureCollection(text, geotag.FeatureOptions{PerMention: true, Type: geotag.TypePoint})
	}
	var got []string
	for _, f := range tag(geotag.Options{}).Features {
		if f.Properties.Kind == geotag.KindCoordinates {
			got = append(got, f.Properties.Name+" "+f.Properties.Coordinates.Format.String()+" in "+f.Properties.CountryCode+"/"+f.Properties.Admin1Name)
		}
	}
	want := "69°39'N 18°57'E sexagesimal in NO/Troms; 10.5000 N 150.2500 W decimal in /"
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("stated: %s; want %s", s, want)
	}
	if n := len(tag(geotag.Options{Countries: []string{"SE"}}).Features); n != 0 {
		t.Errorf("%d features in Sweden, want none", n)
	}
	if n := len(tag(geotag.Options{Roles: []geotag.Role{geotag.Demonym}}).Features); n != 0 {
		t.Errorf("%d features among demonyms, want none", n)
	}
}

// A feature for each mention stands in the order of the text, and a type of geometry holds for all.
func TestFeatureShapes(t *testing.T) {
	const text = "Oslo fell silent. Bergen did not. Oslo, 40 km north of Drammen, lost 20 km²; Norway mourned."
	doc, err := newTagger(t).Tag(t.Context(), text, geotag.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range doc.FeatureCollection(text, geotag.FeatureOptions{PerMention: true}).Features {
		if m := f.Properties.Mentions; len(m) > 1 {
			t.Errorf("%s has %d mentions", f.Properties.Name, len(m))
		} else if len(m) == 1 {
			names = append(names, m[0].Text)
		}
	}
	if got := strings.Join(names, " "); got != "Oslo Bergen Oslo Drammen Norway" {
		t.Errorf("mentions in the order %s", got)
	}
	for typ, want := range map[geotag.GeometryType]string{geotag.TypePoint: "Point", geotag.TypeMultiPolygon: "MultiPolygon"} {
		some := 0
		for _, f := range doc.FeatureCollection(text, geotag.FeatureOptions{Type: typ, Geometry: geotag.DetailBoundary}).Features {
			if f.Geometry.Geometry == nil {
				continue
			}
			if some++; f.Geometry.GeoJSONType() != want {
				t.Errorf("%s is a %s, want a %s", f.Properties.Name, f.Geometry.GeoJSONType(), want)
			}
		}
		if some < 3 {
			t.Errorf("only %d features are a %s", some, want)
		}
	}
}
