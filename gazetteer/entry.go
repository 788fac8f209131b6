package gazetteer

import (
	"fmt"
	"math"
	"time"

	"github.com/paulmach/orb"
)

// An Entry is one source record: a place as an importer read it, before it is compiled.
type Entry struct {
	// ID is stable and unique in a gazetteer: a GeoNames id in decimal ("486816"), or a code such as "RU" for a
	// country, "RU.41" for a first-order and "US.TX.277" for a second-order division. 1 to 64 bytes of printable ASCII.
	ID string
	// SameAs are other ids by which sources know the place, such as GeoNames' number of a division ("538555" of RU.41). Sources are
	// joined by them; Compile does not keep them.
	SameAs []string
	// Name is the display name. It is always one of the place's names and need not stand in Names again.
	Name string
	// Names are the other names: alternates, names by language, demonyms, abbreviations. Order does not matter.
	Names []Name
	// Type says what kind of place it is; it is required.
	Type Type
	// FeatureCode is the GeoNames feature code ("PPLC", "ADM1", "SEA") or empty.
	FeatureCode string
	// Country is the ISO 3166-1 alpha-2 code, upper case, or empty for what lies in none or in several.
	Country string
	// Parent is the ID of the smallest administrative place that holds this one, or empty. Parents chain:
	// settlement, second-order division, first-order division, country, continent.
	Parent string
	// Point is longitude and latitude in degrees, WGS84.
	Point orb.Point
	// Extent is the bounding box, west to east (Min[0] > Max[0] across the antimeridian); the zero value: none known.
	Extent orb.Bound
	// Boundary is the shape in degrees, WGS84: polygons that do not overlap, each an exterior ring and its holes. Rings may wind
	// either way and need not be closed; they have three or more different points, their edges are straight in longitude and latitude,
	// and none leaves ±180 by ±90: what crosses the antimeridian is cut there by the source. Nil: none known.
	//
	// Neighbours whose shared border has the same points in both still share it after Compile has simplified them. Rings that cross
	// themselves are kept as they are; a point is inside by the even-odd rule. Compile reads the rings and does not change them.
	Boundary orb.MultiPolygon
	// Outline is what the place looks like on a map where it has no boundary: an orb.MultiLineString, the course of a river, or an
	// orb.MultiPolygon of exterior rings, a lake, a range, a park. It is for showing: nothing is said to lie in it, and it has no
	// area. Lines have two different points or more, rings three, as those of Boundary. Nil: none known.
	Outline orb.Geometry
	// Population counts people; 0: unknown.
	Population uint64
	// AreaM2 is the area in square metres as the source states it; 0: it states none, and the place has that of its boundary.
	AreaM2 float64
	// AreaSource names where the area comes from ("GeoNames"), and is empty where it is unknown. What to know of the figure may follow
	// after a semicolon ("official figure; without the Nenets Autonomous Okrug").
	AreaSource string
	// BoundaryM2 is the area in square metres of the shape that the source has; 0: Compile measures Boundary.
	BoundaryM2 float64
	// Uncertainty is the radius in metres within which the place lies around Point; 0: derived from Type, area and population.
	Uncertainty float64
	// Row is the line of the source's file that the entry stands in, or the number of its record, from 1; 0: not known. It is for
	// reports; Compile does not keep it.
	Row int
}

// A RowError tells of a row of a source that is left out, whole or in part. Readers of sources go on after one; any other error
// ends them.
type RowError struct {
	Row    int // the line, or the number of the record, from 1
	Reason string
	Kind   RowKind
}

// A RowKind tells rows that are wrong from rows that are not wanted.
type RowKind uint8

const (
	BadRow   RowKind = iota // the row is not as its format wants it
	Unwanted                // the row is fine, and of a kind that no gazetteer holds, such as a road
	Partial                 // the row makes an entry, which came before; a part of it is left out, or not taken as it stands
)

func (e *RowError) Error() string { return fmt.Sprintf("row %d: %s", e.Row, e.Reason) }

// NoPoint is the Point of an entry of which the source does not say where it is: it adds to what another says of the place.
// Nothing equals it; see Entry.HasPoint.
var NoPoint = orb.Point{math.NaN(), math.NaN()}

// HasPoint reports whether the entry says where the place is.
func (e *Entry) HasPoint() bool { return !math.IsNaN(e.Point[0]) && !math.IsNaN(e.Point[1]) }

// A Name is one way to write a place, with what is known of its use.
type Name struct {
	Text  string
	Langs []string // BCP 47 primary subtags ("en", "ru", "zh-Hant"), and Und if others may use it, too; none: unknown
	Flags NameFlags
}

// Und is the language of a name of which one source says in which languages it is used and another knows none: they and others
// may use it (BCP 47, "undetermined").
const Und = "und"

// NameFlags say how a name is used.
type NameFlags uint16

const (
	Preferred    NameFlags = 1 << iota // the usual name in its languages
	Short                              // a short form ("Russia" beside "Russian Federation")
	Abbreviation                       // "U.S.", "Calif."
	Code                               // "LAX", "RUS"
	Demonym                            // the adjective ("Ukrainian")
	People                             // the people ("Ukrainians"); Demonym is set as well
	Historic                           // no longer in official use ("Leningrad")
	Colloquial                         // "the Big Apple"
	Derived                            // made by rule from another name ("Kursk Region")
	Trusted                            // who built the gazetteer says: where a text spells it so, it is a place's
	Blocked                            // who built the gazetteer says: in a text it is never a place's
	Listed                             // of a list that names all its places in each of its languages: it tells nothing of how well known the place is
)

// Type is the kind of a place, as coarse as a map reader needs it.
type Type uint8

// The values stand in compiled files: never renumber them.
const (
	Country    Type = 1 + iota // independent states and dependent territories
	Admin1                     // first-order divisions: states, oblasts, provinces
	Admin2                     // second-order divisions: counties, districts
	Settlement                 // cities, towns, villages, quarters
	Continent                  // continents and macro-regions
	Region                     // informal, historic and contested regions
	Union                      // unions and blocs used as places
	Water                      // seas, straits, lakes, rivers, canals
	Landform                   // mountains, deserts, valleys, capes
	Island                     // islands and archipelagos
	Airport                    // airports
	Facility                   // buildings, bases, plants, universities, landmarks
	Postcode                   // postal codes; found by their code, and never a name in a text
)

// A Source tells where entries come from, for attribution.
type Source struct {
	Name        string `json:"name"`        // "GeoNames"
	Version     string `json:"version"`     // as the source states it
	Date        string `json:"date"`        // of the data, ISO 8601
	License     string `json:"license"`     // an SPDX identifier where there is one
	Attribution string `json:"attribution"` // the sentence to show
	URL         string `json:"url"`         // of the source itself
}

// Options are what Compile writes into the metadata beside the entries, and how it works. The zero value is valid.
type Options struct {
	Title   string    // "world"
	Date    time.Time // of the build's newest source, for reproducible files; zero: none
	Sources []Source

	TempDir string // where what is too much for the memory is sorted; empty: the system's directory of temporary files

	// Progress, if it is not nil, is told now and then how far the names are that follow after the last entry, of how many.
	Progress func(done, total int)
}
