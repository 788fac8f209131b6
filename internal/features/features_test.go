package features

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"example.com/geotag/gazetteer"
)

const town = `{"type":"Feature","properties":{"name":"A"},"geometry":{"type":"Point","coordinates":[1,2]}}`

// outline reads a text and tells its features and errors in short.
func outline(text string) string {
	var b strings.Builder
	for f, err := range Read(strings.NewReader(text)) {
		if row, ok := errors.AsType[*gazetteer.RowError](err); ok {
			fmt.Fprintf(&b, "row %d; ", row.Row)
		} else if err != nil {
			fmt.Fprintf(&b, "error: %v", err)
		} else {
			fmt.Fprintf(&b, "%v %v; ", f.Properties["name"], f.Geometry)
		}
	}
	return strings.TrimSuffix(b.String(), "; ")
}

func TestRead(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, want string }{
		{town, "A [1 2]"},
		{town + "\n" + town + "\n", "A [1 2]; A [1 2]"},
		{"\x1e" + town + "\n\x1e" + town, "A [1 2]; A [1 2]"},
		{`{"type":"FeatureCollection","name":"x","features":[` + town + "," + town + `],"more":{}}`, "A [1 2]; A [1 2]"},
		{`{"features":[],"type":"FeatureCollection"}`, ""},
		{`{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":"x"}},` + town + `]}`, "row 1; A [1 2]"},
		{town + `{"type":`, "A [1 2]; error: after 1 features, at byte 100: unexpected EOF"},
		{"", "error: after 0 features, at byte 0: unexpected EOF"},
		{"[1]", "row 1"},
		{`{"type":"FeatureCollection","features":[` + town, "A [1 2]; error: after 1 features, at byte 132: unexpected EOF"},
	} {
		if got := outline(tt.in); got != tt.want {
			t.Errorf("%.60s\n got %s\nwant %s", tt.in, got, tt.want)
		}
	}
}

func TestSetGeometry(t *testing.T) {
	t.Parallel()
	horseshoe := orb.Polygon{{{0, 0}, {10, 0}, {10, 10}, {8, 10}, {8, 2}, {2, 2}, {2, 10}, {0, 10}, {0, 0}}}
	var e gazetteer.Entry
	if err := SetGeometry(&e, horseshoe); err != nil || len(e.Boundary) != 1 || !planar.PolygonContains(horseshoe, e.Point) {
		t.Errorf("%+v, %v", e, err)
	}
	bow := orb.Polygon{{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}}
	e = gazetteer.Entry{}
	if err := SetGeometry(&e, bow); err == nil || !strings.Contains(err.Error(), "crosses itself") || len(e.Boundary) != 2 || !e.HasPoint() {
		t.Errorf("%+v, %v", e, err)
	}
	e = gazetteer.Entry{}
	if err := SetGeometry(&e, orb.Polygon{{{0, 0}, {1, 1}, {0, 0}}}); err == nil || !strings.Contains(err.Error(), "left out") || e.Boundary != nil || !e.HasPoint() {
		t.Errorf("%+v, %v", e, err)
	}
	if err := SetGeometry(&e, nil); err != nil || e.HasPoint() {
		t.Errorf("nothing: %+v, %v", e, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(town)
	f.Add(`{"type":"FeatureCollection","features":[` + town + `]}`)
	f.Add(`{"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[0,1],[0,0]]],[]]}}`)
	f.Fuzz(func(t *testing.T, text string) {
		n := 0
		for feature, err := range Read(strings.NewReader(text)) {
			if n++; n > len(text)+1 {
				t.Fatal("more features than bytes")
			}
			if err == nil {
				var e gazetteer.Entry
				_ = SetGeometry(&e, feature.Geometry)
			}
		}
	})
}

// What crosses the antimeridian is cut there, however it is written; what is merely wide is not.
func TestSplit(t *testing.T) {
	t.Parallel()
	box := func(west, east float64) orb.Polygon {
		return orb.Polygon{{{west, 0}, {east, 0}, {east, 2}, {west, 2}, {west, 0}}}
	}
	for _, tt := range []struct {
		in       orb.Polygon
		polygons int
		west     float64 // of the extent
		east     float64
	}{
		{box(1, 3), 1, 1, 3}, {box(179, 181), 2, 179, -179}, {box(-182, -178), 2, 178, -178}, {box(190, 200), 1, -170, -160},
		{orb.Polygon{{{179, 0}, {-179, 0}, {-179, 2}, {179, 2}, {179, 0}}}, 2, 179, -179},
		{append(box(170, 190), orb.Ring{{-175, 1}, {-174, 1}, {-174, 1.5}, {-175, 1}}), 2, 170, -170},
		{orb.Polygon{{{-180, -90}, {-90, -70}, {0, -65}, {90, -70}, {180, -90}, {-180, -90}}}, 1, -180, 180}, // round a pole
	} {
		var e gazetteer.Entry
		err := SetGeometry(&e, tt.in)
		if err != nil || len(e.Boundary) != tt.polygons || e.Extent.Min[0] != tt.west || e.Extent.Max[0] != tt.east {
			t.Errorf("%v: %v, extent %v, %v", tt.in, e.Boundary, e.Extent, err)
		}
		for _, p := range e.Boundary {
			if b := p.Bound(); b.Min[0] < -180 || b.Max[0] > 180 {
				t.Errorf("%v: %v", tt.in, b)
			}
		}
	}
}
