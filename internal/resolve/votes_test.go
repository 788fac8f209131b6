package resolve

import (
	"testing"

	"example.com/geotag/gazetteer/world"
)

// What holds a place is the same whether it is remembered or not, in texts of few regions and of more than a ballot has room for at first.
func TestLinesAreRemembered(t *testing.T) {
	t.Parallel()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	var b ballot
	n := 0
	for range 2 {
		b.begin()
		seen := map[int32]uint32{} // Place.Ref by index
		for p := range ix.Places() {
			if n++; n%37 != 0 {
				continue
			}
			got, want := b.lineOf(p), aboveOf(p)
			if got.n != int(want.n) || got.levels != want.levels {
				t.Fatalf("%s: %v, want %v", p.Name(), got, want)
			}
			for i, at := range got.regions[:got.n] {
				if before, ok := seen[at]; ok && before != want.regions[i] {
					t.Fatalf("%s: region %d is of two places", p.Name(), at)
				}
				seen[at] = want.regions[i]
				if b.regionOf(want.regions[i]) != at {
					t.Fatalf("%s: region %d is another now", p.Name(), at)
				}
			}
		}
		if len(seen) != len(b.regions) || len(seen) < 1000 {
			t.Errorf("%d regions of %d places", len(b.regions), len(seen))
		}
	}
}
