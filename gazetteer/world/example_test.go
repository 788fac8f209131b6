package world_test

import (
	"fmt"
	"log"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer/world"
)

// The built-in gazetteer answers names and points without a file.
func Example() {
	ix, err := world.Index()
	if err != nil {
		log.Fatal(err)
	}
	name, ok := ix.Lookup("Sudzha")
	if !ok {
		log.Fatal("no such name")
	}
	for u := range name.Uses() {
		p := u.Place()
		fmt.Println(p.Name(), p.Type(), p.Country(), p.ID())
	}
	for _, a := range ix.Locate(orb.Point{35.27, 51.19}, 5000).Areas[:2] {
		fmt.Println(a.Place.Name(), a.How)
	}
	// Output:
	// Sudzha settlement RU 486816
	// Russia by boundary
	// Kursk Oblast by boundary
}
