package geotag

import (
	"math"
	"sync/atomic"

	"github.com/paulmach/orb"
)

// A FeaturePlace is what a feature says of a place of the gazetteer, whatever the text says. The features of many answers share one, which
// is therefore read-only; the same pointer tells the same bytes, but one place may have several in the course of time.
type FeaturePlace struct {
	Name        string // in the language that is asked for
	PlaceID     string
	PlaceType   PlaceType
	FeatureCode string
	CountryCode string
	Admin1Name  string
	Admin1ID    string
	Population  float64
	AreaM2      float64
	AreaSource  string
	BoundaryM2  float64
	AreaWarning string
	Ancestors   []Ancestor
	Location    LatLng

	place     Place
	language  string
	line      []Ancestor   // the place itself, then Ancestors
	point     orb.Geometry // where it is, as a geometry that is allocated once
	extent    orb.Bound    // its own, or its point
	bbox      []float64    // of extent; nil: it is a point
	uncertain float64      // meters
}

// A placeTable keeps what features say of places from answer to answer, for texts name the same places again and again, and each is
// decoded from a dozen spots of the index. It has a fixed number of slots, of which a place takes the one that its number and the language of
// names say, from whatever was there. It is safe for concurrent use.
type placeTable struct {
	slots []atomic.Pointer[FeaturePlace]
}

// How many places are kept: by a Tagger, at some 600 bytes each, and for a single answer that no Tagger made. Measured: of the places of
// 658 articles, three in four are found among so many.
const (
	keptPlaces = 1 << 11
	fewPlaces  = 1 << 6
)

func newPlaceTable(slots int) *placeTable {
	return &placeTable{make([]atomic.Pointer[FeaturePlace], slots)}
}

// slot returns where a place belongs.
func (t *placeTable) slot(p Place, language string) *atomic.Pointer[FeaturePlace] {
	h := p.Ref()
	for i := range len(language) {
		h = h*31 + uint32(language[i])
	}
	h *= 0x9e3779b1 // Knuth's: neighbors in the index part
	return &t.slots[uint64(h)*uint64(len(t.slots))>>32]
}

// of returns what features say of a place.
func (m *mapper) of(p Place) *FeaturePlace {
	slot := m.places.slot(p, m.o.Language)
	if known := slot.Load(); known != nil && known.place == p && known.language == m.o.Language {
		return known
	}
	made := m.describe(p)
	slot.Store(made)
	return made
}

// describe decodes a place.
func (m *mapper) describe(p Place) *FeaturePlace {
	f := &FeaturePlace{
		Name: m.name(p), PlaceID: p.ID(), PlaceType: PlaceType(p.Type()), FeatureCode: p.FeatureCode(), CountryCode: p.Country(),
		Population: float64(p.Population()), AreaM2: p.AreaM2(), BoundaryM2: p.BoundaryM2(), Location: latLng(p.Point()),
		place: p, language: m.language(), point: p.Point(), uncertain: math.Round(p.Uncertainty()),
	}
	f.AreaSource, f.AreaWarning = areaNotes(p)
	f.line = []Ancestor{{f.PlaceID, f.Name, f.PlaceType}}
	if up, ok := p.Parent(); ok {
		f.line = append(f.line, m.of(up).line...)
		f.Ancestors = f.line[1:]
	}
	f.Admin1ID, f.Admin1Name = admin1(f.Ancestors)
	extent, ok := p.Extent()
	if f.extent = p.Point().Bound(); ok {
		f.extent, f.bbox = extent, wireBox(extent)
	}
	return f
}
