package ground

import (
	"reflect"
	"sync"
	"testing"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/measure"
)

// What is kept of shapes is what is drawn without it, at the same cost for the document: for several at once, when more was drawn than is
// kept, and after somebody changed what was handed out.
func TestKeptShapesAreAsDrawn(t *testing.T) {
	t.Parallel()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	var countries []gazetteer.Place
	for p := range ix.Places() {
		if p.Type() == gazetteer.Country {
			countries = append(countries, p)
		}
	}
	draw := func(shapes *Shapes, i int) (Relation, int) {
		atlas := NewAtlas(shapes)
		p, q := countries[i%len(countries)], countries[(i+1)%len(countries)]
		rel := Relation{Anchor: p}
		switch rel.Kind = measure.Part; i % 3 {
		case 0:
			rel.Bearing, rel.Spread = float64(i%8)*45, 45
		case 1:
			rel.Kind = measure.Border
		case 2:
			rel.Kind, rel.Other = measure.Between, q
		}
		rel.draw(atlas)
		return rel, atlas.left
	}
	shapes := new(Shapes)
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() {
			for i := range 6 * len(countries) {
				got, left := draw(shapes, i)
				want, wantLeft := draw(nil, i)
				if !reflect.DeepEqual(got, want) || left != wantLeft {
					t.Errorf("%d: of %s by what is kept %d vertices are left of %d: %v, want %v", i, got.Anchor.Name(), left, wantLeft, got, want)
					return
				}
				if got.Shape != nil {
					spoil(got.Shape)
				}
			}
		})
	}
	group.Wait()
	if shapes.bytes > maxShapes {
		t.Errorf("%d bytes are kept", shapes.bytes)
	}
}

// spoil changes a shape.
func spoil(shape orb.Geometry) {
	switch shape := shape.(type) {
	case orb.MultiPolygon:
		shape[0][0][0][0] = 999
	case orb.MultiLineString:
		shape[0][0][0] = 999
	}
}
