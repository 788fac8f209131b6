package main

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/planar"
)

// A ring that the dateline cuts goes on past it, and its shape on this side stays.
func TestPushed(t *testing.T) {
	cut := orb.Ring{{1, 0.4}, {1, 0.45}, {1, 0.5}, {0.9, 0.5}, {0.9, 0.4}, {1, 0.4}}
	out := pushed(cut)
	if box := out.Bound(); box.Max[0] != 1+beyond || box.Min[0] != 0.9 || !out.Closed() {
		t.Errorf("%v", out)
	}
	for i := 1; i < len(out); i++ {
		if out[i][0] == 1 && out[i-1][0] == 1 {
			t.Errorf("an edge lies on the dateline: %v", out)
		}
	}
	if area := math.Abs(planar.Area(out)); math.Abs(area-(0.1+beyond)*0.1) > 1e-12 {
		t.Errorf("the area is %v", area)
	}
	whole := orb.Ring{{0.5, 0.4}, {0.6, 0.4}, {0.6, 0.5}, {0.5, 0.4}}
	if out := pushed(whole); len(out) != len(whole) || out.Bound() != whole.Bound() {
		t.Errorf("what the dateline does not cut is %v", out)
	}
}

// Exterior rings go clockwise on the screen and holes the other way, whatever the source does.
func TestOrientation(t *testing.T) {
	outer, hole := orb.Ring{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}}, orb.Ring{{2, 2}, {4, 2}, {4, 4}, {2, 4}, {2, 2}}
	for range 2 {
		p := polygons(orb.Polygon{outer, hole})[0]
		if p[0].Orientation() != orb.CCW || p[1].Orientation() != orb.CW { // of an axis that goes down
			t.Errorf("%v, %v", p[0].Orientation(), p[1].Orientation())
		}
		outer.Reverse()
	}
}

func TestProject(t *testing.T) {
	for _, p := range []orb.Point{{0, 0}, {-74, 40.7}, {151.2, -33.9}, {179.9, 80}} {
		if q := unproject(project(p)); planar.Distance(p, q) > 1e-9 {
			t.Errorf("%v comes back as %v", p, q)
		}
	}
	if p := project(orb.Point{0, -90}); p[1] < 1+1.0/64 || math.IsInf(p[1], 0) {
		t.Errorf("the pole is at %v", p)
	}
}

// Edges that two divisions share make lines from where three meet to where they do again.
func TestJoined(t *testing.T) {
	a, b, c, d, e := orb.Point{0, 0}, orb.Point{1, 0}, orb.Point{2, 0}, orb.Point{1, 1}, orb.Point{1, 2}
	lines, meet := joined([]edge{{a, b}, {b, c}, {b, d}, {d, e}})
	var lengths []int
	for _, l := range lines {
		lengths = append(lengths, len(l))
	}
	slices.Sort(lengths)
	if !slices.Equal(lengths, []int{2, 2, 3}) || meet[b] != 3 || meet[a] != 1 || meet[d] != 2 {
		t.Errorf("%v, %v", lines, meet)
	}
	ring, _ := joined([]edge{{a, b}, {b, d}, {d, a}})
	if len(ring) != 1 || len(ring[0]) != 4 || ring[0][0] != ring[0][3] {
		t.Errorf("a ring is %v", ring)
	}
}

// A line ends on the coast that it was drawn to: what crosses it is cut, and what falls short goes on.
func TestCatch(t *testing.T) {
	n := net{}
	n.add(orb.LineString{{0.5, 0.5}, {0.501, 0.5}})
	near := loose / equator / 2
	for _, end := range []float64{0.5 + near, 0.5 - near} {
		l := n.catch(orb.LineString{{0.5005, 0.49}, {0.5005, end}})
		if last := l[len(l)-1]; planar.Distance(last, orb.Point{0.5005, 0.5}) > 1e-9 {
			t.Errorf("from %v it ends at %v", end, last)
		}
	}
	far := orb.LineString{{0.5005, 0.4}, {0.5005, 0.49}}
	if l := n.catch(far); len(l) != 2 {
		t.Errorf("a line far away ends at %v", l)
	}
}

// The middle of a polygon with a hole lies in neither.
func TestMiddle(t *testing.T) {
	c := orb.Polygon{{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}, {{0.1, 0.1}, {0.8, 0.1}, {0.8, 0.9}, {0.1, 0.9}, {0.1, 0.1}}}
	if m := middle(c); !planar.PolygonContains(c, m) || m[0] < 0.8 {
		t.Errorf("%v", m)
	}
}

func TestTable(t *testing.T) {
	field := func(name string, typ byte, size int) []byte {
		b := make([]byte, 32)
		copy(b, name)
		b[11], b[16] = typ, byte(size)
		return b
	}
	head := make([]byte, 32)
	binary.LittleEndian.PutUint32(head[4:], 2)
	binary.LittleEndian.PutUint16(head[8:], 32+2*32+1)
	binary.LittleEndian.PutUint16(head[10:], 1+6+4)
	b := slices.Concat(head, field("NAME", 'C', 6), field("RANK", 'N', 4), []byte("\r Kano   2.5 Łódz   7"))
	rows, err := readTable(b)
	if err != nil || len(rows) != 2 || rows[0].text("name") != "Kano" || rows[0].number("rank", 0) != 2.5 {
		t.Fatalf("%v, %v", rows, err)
	}
	for n := range len(b) {
		if _, err := readTable(b[:n]); err == nil {
			t.Errorf("a table is taken that ends after %d bytes", n)
		}
	}
}

// Tiles of a zoom are the pieces of one shape: a square that four of them share.
func TestCut(t *testing.T) {
	square := orb.Polygon{{{0.25, 0.25}, {0.75, 0.25}, {0.75, 0.75}, {0.25, 0.75}, {0.25, 0.25}}}
	l := &layer{name: "land", coarse: []feature{{polygon: square}}}
	n := 0
	c := cutting{extent: units, zoom: 1, done: func(x, y int, tile []byte) error {
		layers, err := mvt.Unmarshal(tile)
		if err != nil {
			return err
		}
		n++
		got := layers[0].Features[0].Geometry.Bound()
		want := orb.Bound{Min: orb.Point{units / 2, units / 2}, Max: orb.Point{units + margin, units + margin}}
		if x == 1 {
			want.Min[0], want.Max[0] = -margin, units/2
		}
		if y == 1 {
			want.Min[1], want.Max[1] = -margin, units/2
		}
		if got != want {
			t.Errorf("%d, %d: %v, want %v", x, y, got, want)
		}
		return nil
	}}
	if err := c.cut(0, 0, 0, [][]piece{prepare(l, 1, false)}, []string{"land"}); err != nil || n != 4 {
		t.Errorf("%d tiles, %v", n, err)
	}
}

// Equal blobs stand in the file once.
func TestFile(t *testing.T) {
	f := newFile([]byte("labels"))
	f.put([]byte("sea"))
	before := len(f.bytes())
	f.put([]byte("sea"))
	if after := f.bytes(); len(after) != before+12 || !bytes.HasPrefix(after, []byte("GTBASE2\n")) {
		t.Errorf("%d bytes after %d", len(after), before)
	}
}
