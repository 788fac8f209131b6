package gazetteer

import (
	"runtime"

	"github.com/paulmach/orb"

	"example.com/geotag/internal/geodesy"
)

// A Filter tells places that are wanted from others by their country, type and point, in a few nanoseconds however many there are of each. The
// zero value wants all places. It is safe for concurrent use.
type Filter struct {
	countries *[numCountries/64 + 1]uint64 // a bit for each pair of letters; nil: all
	types     uint32                       // a bit for each type; 0: all
	within    orb.Bound                    // the zero value: everywhere
}

// numCountries is how many pairs of two capital letters there are.
const numCountries = 26 * 26

// NewFilter returns the filter of places in one of the countries (ISO 3166-1 alpha-2; none: in any or in no country), of one of the types (none:
// of any) and in a box of degrees, which crosses the antimeridian where its west is greater than its east (the zero value: anywhere). Nothing is
// in what is no country's code, or of what is no type.
func NewFilter(countries []string, types []Type, within orb.Bound) Filter {
	f := Filter{within: within}
	if len(countries) > 0 {
		f.countries = new([numCountries/64 + 1]uint64)
		for _, c := range countries {
			if isCountryCode(c) {
				n := countryNumber(c[0], c[1])
				f.countries[n/64] |= 1 << (n % 64)
			}
		}
	}
	if len(types) > 0 {
		f.types = 1 // of no place, so that something is asked for
		for _, t := range types {
			if t.valid() {
				f.types |= 1 << t
			}
		}
	}
	return f
}

// countryNumber numbers pairs of letters: AA is 0. What is no pair of capitals is beyond numCountries.
func countryNumber(a, b byte) uint {
	if a -= 'A'; a >= 26 {
		return numCountries
	}
	if b -= 'A'; b >= 26 {
		return numCountries
	}
	return 26*uint(a) + uint(b)
}

// All reports whether the filter wants all places.
func (f *Filter) All() bool { return f.countries == nil && f.types == 0 && f.within == (orb.Bound{}) }

// Wants reports whether the filter wants a place.
func (f *Filter) Wants(p Place) bool {
	wants := f.wants(p.ix.place(p.ref))
	runtime.KeepAlive(p.ix)
	return wants
}

// wants is Wants of a record of the places section.
func (f *Filter) wants(record []byte) bool { return f.wantsKind(record) && f.wantsPoint(record) }

// wantsKind reports whether the filter wants places of the type and country of a record.
func (f *Filter) wantsKind(record []byte) bool {
	if f.types != 0 && f.types>>(record[atType]&31)&1 == 0 {
		return false
	}
	if f.countries != nil {
		n := countryNumber(record[atCountry], record[atCountry+1])
		if f.countries[n/64]>>(n%64)&1 == 0 {
			return false
		}
	}
	return true
}

// wantsPoint reports whether the filter wants places where that of a record is.
func (f *Filter) wantsPoint(record []byte) bool {
	return f.within == (orb.Bound{}) || geodesy.InBox(f.within, pointOf(record))
}
