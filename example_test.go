package geotag_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	"example.com/geotag"
	"example.com/geotag/gazetteer/world"
)

// A text becomes the places that it names, each an entry of the gazetteer with its mentions.
func Example() {
	ix, err := world.Index()
	if err != nil {
		log.Fatal(err)
	}
	tagger := geotag.New(ix)
	const text = "Floods in Kano and Ibadan drove thousands from their homes."
	doc, err := tagger.Tag(context.Background(), text, geotag.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, ref := range doc.References {
		at := ref.Place.Point()
		for _, m := range ref.Mentions {
			fmt.Printf("%s at byte %d: %s, %s, %.1f %.1f\n", text[m.Start:m.End], m.Start, ref.Place.Name(), ref.Place.Country(), at.Lat(), at.Lon())
		}
	}
	// Output:
	// Kano at byte 10: Kano, NG, 12.0 8.5
	// Ibadan at byte 19: Ibadan, NG, 7.4 3.9
}

// What is wrong with a request is said field by field.
func ExampleInputError() {
	ix, err := world.Index()
	if err != nil {
		log.Fatal(err)
	}
	_, err = geotag.New(ix).Tag(context.Background(), "Floods in Kano.", geotag.Options{Countries: []string{"NG", "Nigeria"}})
	if bad, ok := errors.AsType[*geotag.InputError](err); ok {
		for _, v := range bad.Violations {
			fmt.Println(v.Field, v.Problem)
		}
	}
	// Output:
	// country_codes[1] "Nigeria" is not a country code; give ISO 3166-1 alpha-2, such as UA
}

// A text becomes a map, without a server.
func ExampleDocument_GeoJSON() {
	ix, err := world.Index()
	if err != nil {
		log.Fatal(err)
	}
	const text = "A fire burned 640 acres."
	doc, err := geotag.New(ix).Tag(context.Background(), text, geotag.Options{Language: "en"})
	if err != nil {
		log.Fatal(err)
	}
	geoJSON, err := doc.GeoJSON(text)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.140s...\n", geoJSON)
	// Output:
	// {"type":"FeatureCollection","features":[{"type":"Feature","id":1,"geometry":null,"properties":{"kind":"FEATURE_KIND_STATED_AREA","name":"640...
}

// Features are plain structs, for programs that want more of them than their JSON.
func ExampleDocument_FeatureCollection() {
	ix, err := world.Index()
	if err != nil {
		log.Fatal(err)
	}
	const text = "Rain fell on Kano, and a crowd gathered at Lake Kolonnawa in Kano."
	doc, err := geotag.New(ix).Tag(context.Background(), text, geotag.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range doc.FeatureCollection(text, geotag.FeatureOptions{Language: "ru"}).Features {
		p := f.Properties
		if p.Kind == geotag.KindUnlistedPlace {
			fmt.Printf("%d %s: in or near %s\n", f.ID, p.Name, p.Host.Name)
		} else {
			fmt.Printf("%d %s: %v\n", f.ID, p.Name, f.Geometry.Geometry)
		}
	}
	// Output:
	// 1 Кано: [8.51672 12.00012]
	// 2 Lake Kolonnawa: in or near Кано
}

// A name becomes the places that bear it, the best known first.
func ExampleTagger_Find() {
	ix, err := world.Index()
	if err != nil {
		log.Fatal(err)
	}
	found, err := geotag.New(ix).Find(context.Background(), geotag.Query{Name: "Paris, Texas"})
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range found[:1] {
		up, _ := f.Place.Parent()
		fmt.Printf("%s in %s (%v)\n", f.Place.Name(), up.Name(), f.Match)
	}
	// Output:
	// Paris in Lamar County (exact)
}

// A stated area becomes square meters, and a share of the place that it is an area of.
func ExampleTagger_ConvertArea() {
	ix, err := world.Index()
	if err != nil {
		log.Fatal(err)
	}
	area, err := geotag.New(ix).ConvertArea(context.Background(), "roughly 1,300 square kilometers", "Kursk Oblast")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.0f m², hedged %v, %.1f %% of %s\n", area.LowM2, area.Qualifier, 100*area.Share, area.Place.Name())
	// Output:
	// 1300000000 m², hedged about, 4.3 % of Kursk Oblast
}
