package naturalearth

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// maxRecord is the largest shape in bytes that is read.
const maxRecord = 64 << 20

// A record is a shape and its attributes, whose names are in upper case and whose values are trimmed.
type record struct {
	attributes map[string]string
	geometry   orb.Geometry // Point, MultiPoint, MultiLineString or MultiPolygon; nil: none
}

// records yields the records of an Esri shapefile (https://www.esri.com/content/dam/esrisites/sitecore-archive/Files/Pdfs/library/whitepapers/pdfs/shapefile.pdf),
// from its two files, whose text is UTF-8. An error ends it. No kept Go library for them is to be had.
func records(shp, dbf io.Reader) iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		shapes, err := newShapes(shp)
		if err != nil {
			yield(record{}, err)
			return
		}
		table, err := newTable(dbf)
		if err != nil {
			yield(record{}, err)
			return
		}
		for n := 1; ; n++ {
			g, err := shapes.next()
			if errors.Is(err, io.EOF) {
				return
			}
			var r record
			if err == nil {
				r.geometry = g
				r.attributes, err = table.next()
			}
			if err != nil {
				yield(record{}, fmt.Errorf("record %d: %w", n, err))
				return
			}
			if !yield(r, nil) {
				return
			}
		}
	}
}

// shapes reads a .shp front to back.
type shapes struct {
	r   *bufio.Reader
	buf []byte
}

func newShapes(r io.Reader) (*shapes, error) {
	s := &shapes{r: bufio.NewReaderSize(r, 1<<16)}
	var head [100]byte
	if _, err := io.ReadFull(s.r, head[:]); err != nil {
		return nil, fmt.Errorf(".shp: %w", noEOF(err))
	}
	if code := binary.BigEndian.Uint32(head[:]); code != 9994 {
		return nil, fmt.Errorf(".shp: file code %d, not 9994", code)
	}
	return s, nil
}

// noEOF makes an end that comes too early an error.
func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// next reads the next shape; io.EOF: there is none.
func (s *shapes) next() (orb.Geometry, error) {
	var head [8]byte
	if _, err := io.ReadFull(s.r, head[:]); err != nil {
		return nil, err
	}
	n := 2 * int64(binary.BigEndian.Uint32(head[4:]))
	if n < 4 || n > maxRecord {
		return nil, fmt.Errorf(".shp: a shape of %d bytes", n)
	}
	if int64(cap(s.buf)) < n {
		s.buf = make([]byte, n)
	}
	if _, err := io.ReadFull(s.r, s.buf[:n]); err != nil {
		return nil, fmt.Errorf(".shp: %w", noEOF(err))
	}
	return decode(s.buf[:n])
}

// decode decodes a shape. Kinds with heights and measures begin like those without.
func decode(b []byte) (orb.Geometry, error) {
	kind := binary.LittleEndian.Uint32(b)
	switch kind {
	case 0:
		return nil, nil
	case 1, 11, 21:
		if len(b) < 20 {
			return nil, errShort
		}
		return pointAt(b[4:]), nil
	case 8, 18, 28:
		points, err := pointsAt(b, 36, countAt(b, 36))
		return orb.MultiPoint(points), err
	case 3, 13, 23:
		lines, err := parts(b)
		m := make(orb.MultiLineString, len(lines))
		for i, l := range lines {
			m[i] = l
		}
		return m, err
	case 5, 15, 25:
		rings, err := parts(b)
		return polygons(rings), err
	}
	return nil, fmt.Errorf(".shp: unknown kind of shape %d", kind)
}

var errShort = errors.New(".shp: a shape is shorter than it says")

func pointAt(b []byte) orb.Point {
	return orb.Point{math.Float64frombits(binary.LittleEndian.Uint64(b)), math.Float64frombits(binary.LittleEndian.Uint64(b[8:]))}
}

// countAt reads a count, -1 if the shape is too short.
func countAt(b []byte, at int) int {
	if len(b) < at+4 {
		return -1
	}
	return int(binary.LittleEndian.Uint32(b[at:]))
}

// pointsAt reads n points that follow a count.
func pointsAt(b []byte, at, n int) ([]orb.Point, error) {
	if n < 0 || len(b) < at+4 || n > (len(b)-at-4)/16 {
		return nil, errShort
	}
	points := make([]orb.Point, n)
	for i := range points {
		points[i] = pointAt(b[at+4+16*i:])
	}
	return points, nil
}

// parts reads the parts of a line or polygon: after kind and box their number, that of all points, where each starts, and the points.
func parts(b []byte) ([][]orb.Point, error) {
	n, total := countAt(b, 36), countAt(b, 40)
	if n < 0 || total < 0 || n > (len(b)-44)/4 {
		return nil, errShort
	}
	points, err := pointsAt(b, 40+4*n, total)
	if err != nil {
		return nil, err
	}
	out := make([][]orb.Point, n)
	for i := range out {
		from, to := countAt(b, 44+4*i), total
		if i+1 < n {
			to = countAt(b, 48+4*i)
		}
		if from < 0 || to < from || to > total {
			return nil, errors.New(".shp: parts of a shape are out of order")
		}
		out[i] = points[from:to]
	}
	return out, nil
}

// polygons gives each hole, which runs counter-clockwise here, to the exterior that contains it.
func polygons(rings [][]orb.Point) orb.MultiPolygon {
	var m orb.MultiPolygon
	var holes []orb.Ring
	for _, r := range rings {
		if ring := orb.Ring(r); len(ring) > 0 && ring.Orientation() == orb.CCW {
			holes = append(holes, ring)
		} else {
			m = append(m, orb.Polygon{ring})
		}
	}
	for _, hole := range holes {
		for i := range m {
			if len(m[i][0]) > 0 && planar.RingContains(m[i][0], hole[0]) {
				m[i] = append(m[i], hole)
				break
			}
		}
	}
	return m
}

// A table reads a .dbf front to back.
type table struct {
	r      *bufio.Reader
	fields []field
	row    []byte
	left   int
}

type field struct {
	name  string
	width int
}

func newTable(r io.Reader) (*table, error) {
	t := &table{r: bufio.NewReaderSize(r, 1<<16)}
	var head [32]byte
	if _, err := io.ReadFull(t.r, head[:]); err != nil {
		return nil, fmt.Errorf(".dbf: %w", noEOF(err))
	}
	t.left = int(binary.LittleEndian.Uint32(head[4:]))
	t.row = make([]byte, binary.LittleEndian.Uint16(head[10:]))
	descriptors := make([]byte, max(0, int(binary.LittleEndian.Uint16(head[8:]))-len(head)))
	if _, err := io.ReadFull(t.r, descriptors); err != nil {
		return nil, fmt.Errorf(".dbf: %w", noEOF(err))
	}
	width := 1
	for ; len(descriptors) >= 32 && descriptors[0] != '\r'; descriptors = descriptors[32:] {
		name, _, _ := strings.Cut(string(descriptors[:11]), "\x00")
		t.fields = append(t.fields, field{strings.ToUpper(name), int(descriptors[16])})
		width += int(descriptors[16])
	}
	if width > len(t.row) {
		return nil, fmt.Errorf(".dbf: fields of %d bytes in rows of %d", width, len(t.row))
	}
	return t, nil
}

func (t *table) next() (map[string]string, error) {
	if t.left--; t.left < 0 {
		return nil, errors.New(".dbf: fewer rows than there are shapes")
	}
	if _, err := io.ReadFull(t.r, t.row); err != nil {
		return nil, fmt.Errorf(".dbf: %w", noEOF(err))
	}
	row := make(map[string]string, len(t.fields))
	rest := t.row[1:]
	for _, f := range t.fields {
		row[f.name] = strings.Trim(strings.ToValidUTF8(string(rest[:f.width]), ""), " \x00")
		rest = rest[f.width:]
	}
	return row, nil
}
