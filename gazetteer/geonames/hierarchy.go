package geonames

import (
	"bytes"
	"errors"
	"io"
	"iter"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"example.com/geotag/gazetteer"
)

// Hierarchy reads hierarchy.txt: parent, child and kind. Its entries say what their places lie in.
func Hierarchy(r io.Reader) iter.Seq2[gazetteer.Entry, error] {
	return table(r, 2, func(f []string) (gazetteer.Entry, error) {
		return gazetteer.Entry{ID: f[1], Parent: f[0], Point: gazetteer.NoPoint}, errors.Join(number(f[0]), number(f[1]))
	})
}

// maxShape is the longest line of a table of shapes in bytes.
const maxShape = 64 << 20

// Shapes reads shapes_all_low.txt: number and GeoJSON geometry. Its entries have a boundary.
func Shapes(r io.Reader) iter.Seq2[gazetteer.Entry, error] {
	return func(yield func(gazetteer.Entry, error) bool) {
		for l, err := range lines(r, maxShape) {
			if err == nil && (len(l.text) == 0 || bytes.HasPrefix(l.text, []byte("geoNameId"))) {
				continue
			}
			var e gazetteer.Entry
			mended := ""
			if err == nil {
				if e, mended, err = shape(l.text); err != nil {
					err = &gazetteer.RowError{Row: l.number, Reason: err.Error()}
				}
				e.Row = l.number
			}
			if !yield(e, err) {
				return
			}
			if mended != "" && !yield(gazetteer.Entry{}, &gazetteer.RowError{Row: l.number, Reason: "boundary mended: " + mended, Kind: gazetteer.Partial}) {
				return
			}
		}
	}
}

// shape returns the entry of a line, and how its boundary was mended.
func shape(line []byte) (e gazetteer.Entry, mended string, err error) {
	id, text, ok := bytes.Cut(line, []byte{'\t'})
	if !ok {
		return e, "", errors.New("one column, not two")
	}
	if err := number(string(id)); err != nil {
		return e, "", err
	}
	g, err := geojson.UnmarshalGeometry(text)
	if err != nil {
		return e, "", errors.New("the geometry is no GeoJSON")
	}
	e = gazetteer.Entry{ID: string(id), Point: gazetteer.NoPoint}
	switch g := g.Geometry().(type) {
	case orb.Polygon:
		e.Boundary = orb.MultiPolygon{g}
	case orb.MultiPolygon:
		e.Boundary = g
	default:
		return gazetteer.Entry{}, "", errors.New("the geometry is no polygon")
	}
	e.Boundary, mended, err = gazetteer.Repair(e.Boundary)
	return e, mended, err
}
