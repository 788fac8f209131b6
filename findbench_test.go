package geotag_test

import (
	"testing"

	"example.com/geotag"
)

// BenchmarkFind looks names up in the ways that cost differently.
func BenchmarkFind(b *testing.B) {
	tagger := newTagger(b)
	for _, bb := range []struct {
		name  string
		query geotag.Query
	}{
		{"name", geotag.Query{Name: "Springfield"}},
		{"container", geotag.Query{Name: "Springfield, Illinois"}},
		{"address", geotag.Query{Name: "350 Fifth Ave New York NY 10118"}},
		{"abbreviated", geotag.Query{Name: "Santa C. de la S."}},
		{"coordinates", geotag.Query{Name: "48.2, 16.37"}},
		{"fuzzy", geotag.Query{Name: "Sprinkfeild"}},
		{"nothing", geotag.Query{Name: "in an old la casa de las de of the or so to be"}},
		{"prefix", geotag.Query{Name: "sa", Mode: geotag.FindPrefix, Few: true}},
		{"prefix-of-country", geotag.Query{Name: "s", Mode: geotag.FindPrefix, Countries: []string{"DE"}}},
		{"prefix-in", geotag.Query{Name: "s, texas", Mode: geotag.FindPrefix}},
	} {
		b.Run(bb.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := tagger.Find(b.Context(), bb.query); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
