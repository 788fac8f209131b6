package own

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/features"
)

// Options say how to read places of one's own. The zero value is useful.
type Options struct {
	// Map says which columns or properties fields have, beside what their names tell.
	Map Mapping
	// Columns are those of a table that has no header row.
	Columns []string
	// Country returns the ISO 3166-1 alpha-2 code of a country by a name or another code, in any case. Nil: only codes of two letters are known.
	Country func(name string) (code string, ok bool)
	// Known says how a row stands to the place of another source that has its id. Nil: there is none.
	Known func(e *gazetteer.Entry) Standing
}

// A Standing is how a row stands to the place of its id.
type Standing uint8

const (
	New     Standing = iota // there is no place of the id
	Same                    // the row adds to it, and need not say what kind of place it is
	Another                 // it is another place: a number of the row that is no id of the gazetteer's
)

// A record is a row or a feature: a text for each field that it has.
type record struct {
	values  [numFields]string
	names   []gazetteer.Name // of a feature, whose names may have languages
	shape   orb.Geometry     // of a feature
	feature bool
}

// A reading makes an entry of a record, and collects what is not taken as it stands.
type reading struct {
	o     *Options
	notes []*gazetteer.RowError
}

func (r *reading) note(format string, args ...any) {
	r.notes = append(r.notes, &gazetteer.RowError{Reason: fmt.Sprintf(format, args...), Kind: gazetteer.Partial})
}

// entry makes an entry of a record. What is wrong with an optional value is noted; an error is why there is no entry.
func (o *Options) entry(rec *record) (gazetteer.Entry, []*gazetteer.RowError) {
	r := reading{o: o}
	e := gazetteer.Entry{
		Name: rec.values[name], FeatureCode: r.code(rec.values[code]), Country: r.country(rec.values[country]), AreaSource: rec.values[areaSource],
		Population: uint64(r.number(population, rec, 1e11)), AreaM2: r.number(area, rec, 1e16), Uncertainty: r.number(uncertainty, rec, math.MaxInt32),
		Names: append(rec.names, split(rec.values[names])...), Point: gazetteer.NoPoint,
	}
	if rec.values[parent] != "" {
		e.Parent = ID(rec.values[parent])
	}
	if err := r.place(&e, rec); err != nil {
		return gazetteer.Entry{}, []*gazetteer.RowError{{Reason: err.Error()}}
	}
	if !gazetteer.IsName(e.Name) && e.Name != "" {
		return gazetteer.Entry{}, []*gazetteer.RowError{{Reason: fmt.Sprintf("name %q has no letter and no digit", e.Name)}}
	}
	if e.Name == "" && len(e.Names) > 0 && e.HasPoint() {
		e.Name, e.Names = e.Names[0].Text, e.Names[1:]
	}
	if err := r.identify(&e, rec.values[id]); err != nil {
		return gazetteer.Entry{}, []*gazetteer.RowError{{Reason: err.Error()}}
	}
	r.kind(&e, rec)
	return e, r.notes
}

var errNameless = errors.New("no id and no name")

// identify sets the id: that of the record, or one made of name and point, which the same row has again at another time.
func (r *reading) identify(e *gazetteer.Entry, said string) error {
	if said = strings.TrimSpace(said); said != "" {
		e.ID = ID(said)
		return nil
	}
	if e.Name == "" {
		return errNameless
	}
	if !e.HasPoint() {
		return errors.New("no id, and no geometry or point to make one of")
	}
	e.ID = hashed(fmt.Sprintf("%s\x00%.5f\x00%.5f", strings.ToLower(e.Name), e.Point[1], e.Point[0]))
	return nil
}

// ID returns the id in a gazetteer of what a source calls so: the same, if that is up to 64 bytes of printable ASCII without spaces around it; else
// one made of it.
func ID(text string) string {
	text = strings.TrimSpace(text)
	if len(text) > 64 || strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' }) {
		return hashed(text)
	}
	return text
}

// hashed returns "own:" and 12 hexadecimal digits.
func hashed(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "own:" + hex.EncodeToString(sum[:6])
}

// place sets point, extent and boundary.
func (r *reading) place(e *gazetteer.Entry, rec *record) error {
	shape := rec.shape
	if !rec.feature && (rec.values[lat] != "" || rec.values[lon] != "" || rec.values[geometry] == "") {
		y, x, err := coordinates(rec.values[lat], rec.values[lon])
		if err != nil {
			return err
		}
		e.Point = orb.Point{features.Wrapped(x), y}
	}
	if !rec.feature && rec.values[geometry] != "" {
		var err error
		if shape, err = parseGeometry(rec.values[geometry]); err != nil {
			return err
		}
	}
	return r.setShape(e, shape)
}

// setShape sets what a geometry says; a point that is set already stays.
func (r *reading) setShape(e *gazetteer.Entry, shape orb.Geometry) error {
	if shape == nil {
		return nil
	}
	if err := onEarth(shape); err != nil {
		return err
	}
	point := e.Point
	if err := features.SetGeometry(e, shape); err != nil {
		r.note("%s", err)
	}
	if !math.IsNaN(point[0]) {
		e.Point = point
	}
	return nil
}

// onEarth says why a geometry's coordinates are no degrees.
func onEarth(g orb.Geometry) error {
	b := g.Bound()
	if b.IsEmpty() || math.Abs(b.Min[1]) <= 90 && math.Abs(b.Max[1]) <= 90 && math.Abs(b.Min[0]) <= 540 && math.Abs(b.Max[0]) <= 540 {
		return nil
	}
	far := b.Max
	if math.Abs(b.Min[0]) > math.Abs(far[0]) || math.Abs(b.Min[1]) > math.Abs(far[1]) {
		far = b.Min
	}
	switch {
	case math.Abs(far[0]) >= projected || math.Abs(far[1]) >= projected:
		return fmt.Errorf("the coordinates %v look projected, in meters: degrees are needed", far)
	case math.Abs(far[0]) <= 90 && math.Abs(far[1]) <= 180:
		return fmt.Errorf("the latitude in %v is not from -90 to 90: longitude and latitude look swapped", far)
	}
	return fmt.Errorf("%v is not longitude and latitude in degrees", far)
}

// kind sets the type, unless nothing tells it and the entry adds to a place that is known.
func (r *reading) kind(e *gazetteer.Entry, rec *record) {
	said := rec.values[kind]
	usual := gazetteer.Settlement
	switch rec.shape.(type) {
	case nil, orb.Point, orb.MultiPoint:
		if len(e.Boundary) > 0 || e.Extent != (orb.Bound{}) { // of a table
			usual = gazetteer.Region
		}
	default:
		usual = gazetteer.Region
	}
	standing := New
	if r.o.Known != nil {
		standing = r.o.Known(e)
	}
	if standing == Another {
		e.ID = hashed(e.ID + "\x00" + e.Name)
		r.note("id %q is that of another place, which is called otherwise and far away: taken as %s", rec.values[id], e.ID)
	}
	adds := e.Name == "" || rec.feature && rec.shape == nil || standing == Same
	switch t, ok := parseType(said); {
	case ok:
		e.Type = t
	case adds:
	default:
		e.Type = usual
	}
	if _, ok := parseType(said); !ok && !isUnknown(said) {
		taken := "nothing"
		if e.Type != 0 {
			taken = "a " + e.Type.String()
		}
		r.note("type %q is none of those known: taken for %s", said, taken)
	}
}

func (r *reading) number(f Field, rec *record, most float64) float64 {
	s := rec.values[f]
	if isUnknown(s) {
		return 0
	}
	v, err := quantity(s, most)
	if err != nil {
		r.note("%s %v: taken for unknown", f, err)
	}
	return v
}

func (r *reading) code(s string) string {
	if strings.ContainsFunc(s, func(c rune) bool { return c < '!' || c > '~' }) {
		r.note("feature_code %q is not printable ASCII: left out", s)
		return ""
	}
	return s
}

// usualCodes are codes that are in use beside those of ISO 3166-1.
var usualCodes = map[string]string{"UK": "GB", "EL": "GR", "XKX": "XK", "XKK": "XK"}

func (r *reading) country(s string) string {
	if isUnknown(s) && !strings.EqualFold(s, "na") { // which is Namibia
		return ""
	}
	c := strings.ToUpper(s)
	if usual, ok := usualCodes[c]; ok {
		return usual
	}
	if len(c) == 2 && strings.Trim(c, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		return c
	}
	if r.o.Country != nil {
		if c, ok := r.o.Country(s); ok {
			return c
		}
	}
	r.note("country %q is none that is known: left out", s)
	return ""
}

// split returns the names in a text with | or ; between.
func split(text string) (list []gazetteer.Name) {
	for n := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '|' || r == ';' }) {
		if n = strings.TrimSpace(n); gazetteer.IsName(n) {
			list = append(list, gazetteer.Name{Text: n})
		}
	}
	return list
}
