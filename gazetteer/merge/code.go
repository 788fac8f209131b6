package merge

import (
	"encoding/binary"
	"errors"
	"math"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
)

// A sourced is an entry and the number of its source.
type sourced struct {
	gazetteer.Entry
	source uint16
}

// appendEntry codes an entry so that the bytes sort by id, rank and sequence. An id starts with 0 and the four bytes of
// the number that it is, or with 1; it holds no zero byte, which ends it.
func appendEntry(b []byte, e *gazetteer.Entry, rank Rank, seq uint64, source uint16) []byte {
	if n, ok := gazetteer.IDNumber(e.ID); ok {
		b = binary.BigEndian.AppendUint32(append(b, 0), n)
	} else {
		b = append(b, 1)
	}
	b = append(append(b, e.ID...), 0, byte(rank))
	b = binary.BigEndian.AppendUint64(b, seq)
	b = binary.BigEndian.AppendUint16(b, source)
	for _, s := range [...]string{e.Name, e.FeatureCode, e.Country, e.Parent, e.AreaSource} {
		b = appendString(b, s)
	}
	b = append(b, byte(e.Type))
	b = binary.AppendUvarint(b, e.Population)
	b = binary.AppendUvarint(b, uint64(e.Row))
	b = appendFloats(b, e.Point[0], e.Point[1], e.Extent.Min[0], e.Extent.Min[1], e.Extent.Max[0], e.Extent.Max[1], e.AreaM2, e.Uncertainty, e.BoundaryM2)
	b = binary.AppendUvarint(b, uint64(len(e.Names)))
	for _, n := range e.Names {
		b = appendString(b, n.Text)
		b = binary.AppendUvarint(b, uint64(n.Flags))
		b = binary.AppendUvarint(b, uint64(len(n.Langs)))
		for _, l := range n.Langs {
			b = appendString(b, l)
		}
	}
	b = appendPolygons(b, e.Boundary)
	switch g := e.Outline.(type) {
	case orb.MultiLineString:
		b = binary.AppendUvarint(append(b, outlineLines), uint64(len(g)))
		for _, l := range g {
			b = appendPoints(b, l)
		}
	case orb.MultiPolygon:
		b = appendPolygons(append(b, outlinePolygons), g)
	default:
		b = append(b, 0)
	}
	return b
}

// What the byte before an outline says it is; 0: there is none.
const (
	outlineLines    = 1
	outlinePolygons = 2
)

func appendPolygons(b []byte, m orb.MultiPolygon) []byte {
	b = binary.AppendUvarint(b, uint64(len(m)))
	for _, polygon := range m {
		b = binary.AppendUvarint(b, uint64(len(polygon)))
		for _, ring := range polygon {
			b = appendPoints(b, ring)
		}
	}
	return b
}

func appendPoints(b []byte, points []orb.Point) []byte {
	b = binary.AppendUvarint(b, uint64(len(points)))
	for _, p := range points {
		b = appendFloats(b, p[0], p[1])
	}
	return b
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func appendFloats(b []byte, values ...float64) []byte {
	for _, v := range values {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
	}
	return b
}

// errRecord cannot happen but by a temporary file that something else wrote to.
var errRecord = errors.New("merge: a temporary file was damaged")

// decodeEntry reads what appendEntry wrote.
func decodeEntry(b []byte) (s sourced, err error) {
	d := decoder{b: b}
	if k := d.next(1); k[0] == 0 {
		d.next(4)
	}
	s.ID = d.id()
	head := d.next(1 + 8 + 2)
	s.source = binary.BigEndian.Uint16(head[9:])
	for _, to := range [...]*string{&s.Name, &s.FeatureCode, &s.Country, &s.Parent, &s.AreaSource} {
		*to = d.str()
	}
	s.Type = gazetteer.Type(d.next(1)[0])
	s.Population = d.uvarint()
	s.Row = int(d.uvarint())
	for _, to := range [...]*float64{
		&s.Point[0], &s.Point[1], &s.Extent.Min[0], &s.Extent.Min[1], &s.Extent.Max[0], &s.Extent.Max[1], &s.AreaM2, &s.Uncertainty, &s.BoundaryM2,
	} {
		*to = d.float()
	}
	for range d.count() {
		n := gazetteer.Name{Text: d.str(), Flags: gazetteer.NameFlags(d.uvarint())}
		for range d.count() {
			n.Langs = append(n.Langs, d.str())
		}
		s.Names = append(s.Names, n)
	}
	s.Boundary = d.polygons()
	switch d.next(1)[0] {
	case outlineLines:
		var m orb.MultiLineString
		for range d.count() {
			m = append(m, d.points())
		}
		s.Outline = m
	case outlinePolygons:
		s.Outline = d.polygons()
	}
	if d.bad || len(d.b) > 0 {
		return sourced{}, errRecord
	}
	return s, nil
}

// A decoder reads a record front to back. After the first read beyond the end, all reads yield nothing.
type decoder struct {
	b   []byte
	bad bool
}

func (d *decoder) next(n int) []byte {
	if uint(n) > uint(len(d.b)) {
		d.b, d.bad = nil, true
		return make([]byte, min(uint(n), 16))
	}
	v := d.b[:n]
	d.b = d.b[n:]
	return v
}

func (d *decoder) uvarint() uint64 {
	v, n := binary.Uvarint(d.b)
	d.next(max(n, 1))
	if d.bad {
		return 0
	}
	return v
}

// count reads how many things follow, of which each has a byte or more.
func (d *decoder) count() int {
	n := d.uvarint()
	if n > uint64(len(d.b)) {
		d.b, d.bad = nil, true
		return 0
	}
	return int(n)
}

func (d *decoder) polygons() (m orb.MultiPolygon) {
	for range d.count() {
		var polygon orb.Polygon
		for range d.count() {
			polygon = append(polygon, d.points())
		}
		m = append(m, polygon)
	}
	return m
}

func (d *decoder) points() (list []orb.Point) {
	for range d.count() {
		list = append(list, orb.Point{d.float(), d.float()})
	}
	return list
}

func (d *decoder) str() string { return string(d.next(d.count())) }

func (d *decoder) float() float64 { return math.Float64frombits(binary.LittleEndian.Uint64(d.next(8))) }

// id reads a text up to a zero byte.
func (d *decoder) id() string {
	for i, c := range d.b {
		if c == 0 {
			return string(d.next(i + 1)[:i])
		}
	}
	d.b, d.bad = nil, true
	return ""
}
