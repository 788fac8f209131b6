package resolve_test

import (
	"testing"

	"example.com/geotag/internal/model"
)

// That a text names a region says nothing for a town there whose name is rather that of another region of the level.
func TestSiblings(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ source, written, id string }{
		{"wheat grew in Oregon; corn grew in Ohio", "Oregon", "US.OR"},
		{"hail fell on Nevada. nothing fell on Missouri", "Nevada", "US.NV"},
		{"trains join Indiana and Pennsylvania", "Indiana", "US.IN"},
		{"polls closed in Delaware and Ohio", "Delaware", "US.DE"},
		{"snow fell on Wyoming and Ohio", "Wyoming", "US.WY"},
		{"the shops of Delaware, Ohio", "Delaware", "5151891"},
	} {
		if got := id(t, setup{}.answer(t, tt.source), tt.written); got != tt.id {
			t.Errorf("%q: %s is %s, want %s", tt.source, tt.written, got, tt.id)
		}
	}
	town := option(t, setup{}.choices(t, "wheat grew in Oregon; corn grew in Ohio", "Oregon", 1), "5165734").Features
	for _, f := range []model.Feature{model.Admin1Named, model.Near, model.Neighbor, model.Close} {
		if town[f] != 0 {
			t.Errorf("Ohio speaks for its Oregon: feature %d is %g", f, town[f])
		}
	}
	if town[model.Unbacked] < 0.5*town[model.Behind] {
		t.Errorf("Oregon in Ohio is behind by %g and unbacked by %g", town[model.Behind], town[model.Unbacked])
	}
	if f := option(t, setup{}.choices(t, "corn grew in Oregon and Toledo", "Oregon", 1), "5165734").Features; f[model.Near] == 0 {
		t.Error("Toledo is not near the Oregon beside it")
	}
}

// A county that the text calls so speaks for a town in it, whichever county of that name is the best known.
func TestNamedCounty(t *testing.T) {
	t.Parallel()
	for source, backed := range map[string]bool{"a barn in Lebanon and the jail of Boone County": true, "a barn in Lebanon and the jail of Kano": false} {
		town := option(t, setup{}.choices(t, source, "Lebanon", 0), "4922673").Features
		if (town[model.Unbacked] == 0) != backed {
			t.Errorf("%q: the Lebanon of Boone County, Indiana, is unbacked by %g", source, town[model.Unbacked])
		}
	}
}

// A place is hardly meant by a name that it had once, unless nothing else bears it.
func TestOutdated(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"Salisbury": "2638664", "Saigon": "1566083", "Peking": "1816670", "Danzig": "3099434"} {
		if got := id(t, setup{}.answer(t, "rain on "+name), name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}
