// Package features reads GeoJSON features one at a time, and turns their geometries into what a gazetteer holds.
package features

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/paulmach/orb/geojson"

	"example.com/geotag/gazetteer"
)

// maxFeature is about the largest feature in bytes that is read; Natural Earth's largest has 3 MB.
const maxFeature = 64 << 20

// Read yields the features of a FeatureCollection, or of Features one after the other: a line each (NDJSON), in a list, after a record
// separator each (RFC 8142), or just one; or of TopoJSON, which has to be held as a whole. Else it holds one at a time. Whole numbers of more than
// 15 digits are json.Number, for they may be ids. A feature that is none yields a *gazetteer.RowError with its number; JSON that
// cannot be read ends the rest, with where it breaks.
func Read(r io.Reader) iter.Seq2[*geojson.Feature, error] {
	return func(yield func(*geojson.Feature, error) bool) {
		in := &limited{r: marked(r), left: maxFeature}
		s := &stream{in: in, dec: json.NewDecoder(in), yield: yield}
		for begun := false; !begun || s.dec.More(); begun = true {
			err := s.value()
			if errors.Is(err, errStop) {
				return
			}
			if errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			if err != nil {
				yield(nil, fmt.Errorf("after %d features, at byte %d: %w", s.n, s.dec.InputOffset(), err))
				return
			}
		}
		if in.err != nil {
			yield(nil, in.err)
		}
	}
}

// marked returns what follows the byte order mark of UTF-8, if there is one.
func marked(r io.Reader) io.Reader {
	b := bufio.NewReaderSize(r, 1<<16)
	if mark, _ := b.Peek(3); bytes.Equal(mark, []byte("\ufeff")) {
		b.Discard(len(mark))
	}
	return b
}

// Emit yields an entry, unless it has no id, and what of its row is left out, which is the row as a whole if there is no entry. It reports whether
// to go on.
func Emit(yield func(gazetteer.Entry, error) bool, row int, e gazetteer.Entry, left ...*gazetteer.RowError) bool {
	e.Row = row
	if e.ID != "" && !yield(e, nil) {
		return false
	}
	for _, l := range left {
		if l.Row = row; e.ID != "" && l.Kind == gazetteer.BadRow {
			l.Kind = gazetteer.Partial
		}
		if !yield(gazetteer.Entry{}, l) {
			return false
		}
	}
	return true
}

// Entries yields the entries that convert makes of the features of r. It returns an entry without an id for what is none, and what is
// left out of it; rows are set here, as Emit does.
func Entries(r io.Reader, convert func(*geojson.Feature) (gazetteer.Entry, []*gazetteer.RowError)) iter.Seq2[gazetteer.Entry, error] {
	return func(yield func(gazetteer.Entry, error) bool) {
		row := 0
		for f, err := range Read(r) {
			row++
			if err != nil {
				if !yield(gazetteer.Entry{}, err) {
					return
				}
				continue
			}
			e, left := convert(f)
			if !Emit(yield, row, e, left...) {
				return
			}
		}
	}
}

// errStop says that the caller wants no more.
var errStop = errors.New("stop")

// A stream reads features off a decoder.
type stream struct {
	in    *limited
	dec   *json.Decoder
	n     int // features so far
	yield func(*geojson.Feature, error) bool
}

// value reads a FeatureCollection, member by member, or a Feature, whose members it cannot tell from the other's before "type" is
// there: they are kept until then.
func (s *stream) value() error {
	switch t, err := s.dec.Token(); {
	case err != nil:
		return err
	case t == json.Delim('['):
		return s.list()
	case t != json.Delim('{'):
		return misplaced(t, '{')
	}
	members := map[string]json.RawMessage{}
	for s.dec.More() {
		key, err := s.dec.Token()
		if err != nil {
			return err
		}
		if key == "features" {
			if err := s.collection(); err != nil {
				return err
			}
			continue
		}
		var v json.RawMessage
		if err := s.dec.Decode(&v); err != nil {
			return err
		}
		members[key.(string)] = v
	}
	if err := s.delim('}'); err != nil {
		return err
	}
	switch string(members["type"]) {
	case `"FeatureCollection"`:
		return nil
	case `"Topology"`:
		return s.topology(members)
	}
	whole, err := json.Marshal(members)
	if err != nil {
		return err
	}
	return s.feature(whole)
}

func (s *stream) delim(want json.Delim) error {
	t, err := s.dec.Token()
	if err != nil {
		return err
	}
	if t != want {
		return misplaced(t, want)
	}
	return nil
}

func misplaced(t json.Token, want json.Delim) error {
	return fmt.Errorf("%v, where a %v of GeoJSON should stand", t, want)
}

func (s *stream) collection() error {
	if err := s.delim('['); err != nil {
		return err
	}
	return s.list()
}

// list reads the features of a list that is begun.
func (s *stream) list() error {
	for s.dec.More() {
		var v json.RawMessage
		if err := s.dec.Decode(&v); err != nil {
			return err
		}
		if err := s.feature(v); err != nil {
			return err
		}
	}
	return s.delim(']')
}

func (s *stream) feature(b []byte) error {
	s.n++
	s.in.left = maxFeature
	f, err := geojson.UnmarshalFeature(b)
	if err == nil {
		err = exactly(f, b)
	}
	if err != nil {
		f, err = nil, fmt.Errorf("no GeoJSON feature: %w", err)
	}
	if !s.yield(f, rowError(s.n, err)) {
		return errStop
	}
	return nil
}

// rowError returns an error about a row as a *gazetteer.RowError, and nil as nil.
func rowError(row int, err error) error {
	if err == nil {
		return nil
	}
	return &gazetteer.RowError{Row: row, Reason: err.Error()}
}

// A limited reader stops when a feature is too large, and makes spaces of record separators.
type limited struct {
	r    io.Reader
	left int
	err  error // of r, but for its end
}

func (l *limited) Read(b []byte) (int, error) {
	if l.left <= 0 {
		return 0, fmt.Errorf("a feature is larger than %d bytes", maxFeature)
	}
	n, err := l.r.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		l.err = err // which the decoder takes for an end between two features
	}
	l.left -= n
	for i, c := range b[:n] {
		if c == 0x1E {
			b[i] = ' '
		}
	}
	return n, err
}
