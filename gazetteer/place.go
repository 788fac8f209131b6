package gazetteer

import (
	"bytes"
	"cmp"
	"iter"
	"math"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"unicode"

	"github.com/paulmach/orb"
)

// A Place is a place of an index. It is a small comparable handle; methods of the zero Place return zero values.
type Place struct {
	ix  *Index
	ref uint32
}

// maxDepth is the most parents one above the other.
const maxDepth = 32

// Offsets of the fields in a record of the places section.
const (
	atID, atLon, atLat, atPopulation, atParent, atNames, atCountry, atFeature, atType = 0, 4, 8, 12, 16, 20, 24, 26, 28
)

const highBit = 1 << 31 // of an id: a string; of a population: thousands

var noPlace [placeSize]byte

// hasPlace compares as 64-bit numbers: damaged refs do not fit an int of 32.
func (ix *Index) hasPlace(ref uint32) bool { return uint64(ref) < uint64(len(ix.places)/placeSize) }

func (ix *Index) place(ref uint32) []byte {
	if ix == nil || !ix.hasPlace(ref) {
		return noPlace[:]
	}
	return ix.places[int(ref)*placeSize:][:placeSize]
}

// id returns what the record says of the id: a number below highBit, or the bytes of a string.
func (ix *Index) id(ref uint32) (number uint32, text []byte) {
	id := le.Uint32(ix.place(ref))
	if id&highBit == 0 {
		return id, nil
	}
	return id, ix.str(id &^ highBit)
}

// str returns a string of the strings section.
func (ix *Index) str(off uint32) []byte {
	c := at(ix.strings, uint64(off))
	return c.str()
}

// IDNumber returns the number that id is, if it is one: decimal, below 2^31, without leading zeros.
func IDNumber(id string) (uint32, bool) {
	n := idNumber(id)
	return n, n != highBit
}

// idNumber returns the number that id is in decimal, or highBit if it is none that fits.
func idNumber(id string) uint32 {
	if id == "" || len(id) > len("2147483647") || id[0] == '0' && id != "0" {
		return highBit
	}
	n := uint64(0)
	for i := range len(id) {
		if id[i] < '0' || id[i] > '9' {
			return highBit
		}
		n = 10*n + uint64(id[i]-'0')
	}
	return uint32(min(n, highBit))
}

// compareID compares ids, each a number and, if that is highBit or above, a text. Numbers come first.
func compareID(a uint32, aText []byte, b uint32, bText []byte) int {
	if a&b&highBit != 0 {
		return bytes.Compare(aText, bText)
	}
	return cmp.Compare(min(a, highBit), min(b, highBit))
}

// IsZero reports whether p is the zero Place, which is no place.
func (p Place) IsZero() bool { return p == Place{} }

// Ref returns the number of the place in its index, from 0 on. It is not the same in another version.
func (p Place) Ref() uint32 { return p.ref }

// PlaceAt returns the place with a Ref. Of one that no place has, it makes a place whose methods return zero values.
func (ix *Index) PlaceAt(ref uint32) Place { return Place{ix, ref} }

// ID returns the id that the place has in all versions of a gazetteer.
func (p Place) ID() string {
	var buf [maxID]byte
	return string(p.AppendID(buf[:0]))
}

// AppendID appends the id to dst.
func (p Place) AppendID(dst []byte) []byte {
	if p.ix == nil {
		return dst
	}
	number, text := p.ix.id(p.ref)
	if number&highBit == 0 {
		return strconv.AppendUint(dst, uint64(number), 10)
	}
	dst = append(dst, text...)
	runtime.KeepAlive(p.ix)
	return dst
}

func (p Place) field(at int) uint32 {
	v := le.Uint32(p.ix.place(p.ref)[at:])
	runtime.KeepAlive(p.ix)
	return v
}

// Type returns the kind of place.
func (p Place) Type() Type {
	t := p.ix.place(p.ref)[atType]
	runtime.KeepAlive(p.ix)
	return Type(t)
}

// FeatureCode returns the GeoNames feature code, or nothing.
func (p Place) FeatureCode() string {
	if p.ix == nil {
		return ""
	}
	s := string(p.ix.str(uint32(le.Uint16(p.ix.place(p.ref)[atFeature:]))))
	runtime.KeepAlive(p.ix)
	return s
}

// HasFeatureCode reports whether code is the GeoNames feature code. It does not allocate.
func (p Place) HasFeatureCode(code string) bool {
	if p.ix == nil {
		return code == ""
	}
	same := string(p.ix.str(uint32(le.Uint16(p.ix.place(p.ref)[atFeature:])))) == code
	runtime.KeepAlive(p.ix)
	return same
}

// Country returns the ISO 3166-1 alpha-2 code, or nothing.
func (p Place) Country() string {
	c := p.ix.place(p.ref)[atCountry : atCountry+2]
	s := ""
	if a, b := c[0]-'A', c[1]-'A'; a < 26 && b < 26 {
		s = countries[2*(26*int(a)+int(b)):][:2]
	}
	runtime.KeepAlive(p.ix)
	return s
}

// countries are all pairs of capitals, so that Country need not copy one from the mapping.
var countries = func() string {
	var b strings.Builder
	for a := 'A'; a <= 'Z'; a++ {
		for c := 'A'; c <= 'Z'; c++ {
			b.WriteRune(a)
			b.WriteRune(c)
		}
	}
	return b.String()
}()

// Point returns longitude and latitude in degrees, WGS84, to seven decimals.
func (p Place) Point() orb.Point {
	return orb.Point{fromE7(p.field(atLon)), fromE7(p.field(atLat))}
}

// pointOf is Point of a record of the places section.
func pointOf(record []byte) orb.Point {
	return orb.Point{fromE7(le.Uint32(record[atLon:])), fromE7(le.Uint32(record[atLat:]))}
}

// Population returns the number of people, 0 if unknown; above 2^31 in thousands.
func (p Place) Population() uint64 {
	n := populationOf(p.ix.place(p.ref))
	runtime.KeepAlive(p.ix)
	return n
}

// populationOf is Population of a record of the places section.
func populationOf(record []byte) uint64 {
	n := le.Uint32(record[atPopulation:])
	if n&highBit != 0 {
		return uint64(n&^highBit) * 1000
	}
	return uint64(n)
}

// Parent returns the smallest administrative place that holds this one.
func (p Place) Parent() (Place, bool) {
	up := p.field(atParent)
	if up == 0 || !p.ix.hasPlace(up-1) {
		return Place{}, false
	}
	return Place{p.ix, up - 1}, true
}

// Ancestors yields the parent, its parent and so on.
func (p Place) Ancestors() iter.Seq[Place] {
	return func(yield func(Place) bool) {
		up, ok := p.Parent()
		for range maxDepth {
			if !ok || !yield(up) {
				return
			}
			up, ok = up.Parent()
		}
	}
}

func fromE7(v uint32) float64 { return float64(int32(v)) / 1e7 }

func toE7(deg float64) uint32 { return uint32(int32(math.Round(deg * 1e7))) }

// Offsets of the fields in a record of the extents section.
const (
	atRef, atBound, atArea, atUncertainty, atSource = 0, 4, 20, 28, 32
)

var noExtent [extentSize]byte

// extent returns the place's record in the extents section, or an empty one.
func (p Place) extent() []byte {
	if p.ix == nil {
		return noExtent[:]
	}
	b := p.ix.extents
	n := len(b) / extentSize
	i := sort.Search(n, func(i int) bool { return le.Uint32(b[i*extentSize:]) >= p.ref })
	if i == n || le.Uint32(b[i*extentSize:]) != p.ref {
		return noExtent[:]
	}
	return b[i*extentSize:][:extentSize]
}

// Extent returns the bounding box in degrees. Min[0] > Max[0] if it crosses the antimeridian.
func (p Place) Extent() (orb.Bound, bool) {
	b := p.extent()[atBound:]
	var v [4]float64
	for i := range v {
		v[i] = fromE7(le.Uint32(b[4*i:]))
	}
	runtime.KeepAlive(p.ix)
	return orb.Bound{Min: orb.Point{v[0], v[1]}, Max: orb.Point{v[2], v[3]}}, v != [4]float64{}
}

// BoundaryM2 returns the area in square metres of the shape that the source has, 0 if unknown.
func (p Place) BoundaryM2() float64 {
	if p.ix == nil {
		return 0
	}
	b := p.ix.sizes
	for lo, hi := 0, len(b)/sizeSize; lo < hi; {
		i := int(uint(lo+hi) >> 1)
		switch at := le.Uint32(b[i*sizeSize:]); {
		case at < p.ref:
			lo = i + 1
		case at > p.ref:
			hi = i
		default:
			m2 := math.Float64frombits(le.Uint64(b[i*sizeSize+4:]))
			runtime.KeepAlive(p.ix)
			return m2
		}
	}
	return 0
}

// AreaM2 returns the area in square metres as a source states it, else BoundaryM2; 0 if unknown.
func (p Place) AreaM2() float64 {
	if a := p.statedM2(); a > 0 {
		return a
	}
	return p.BoundaryM2()
}

// AreaMeasured reports whether AreaM2 is known by the boundary alone.
func (p Place) AreaMeasured() bool { return p.statedM2() == 0 && p.BoundaryM2() > 0 }

// statedM2 returns the area that a source states, 0 if none does.
func (p Place) statedM2() float64 {
	a := math.Float64frombits(le.Uint64(p.extent()[atArea:]))
	runtime.KeepAlive(p.ix)
	return a
}

// AreaSource names where AreaM2 comes from; empty if unknown.
func (p Place) AreaSource() string {
	if p.ix == nil {
		return ""
	}
	s := string(p.ix.str(le.Uint32(p.extent()[atSource:])))
	runtime.KeepAlive(p.ix)
	return s
}

// nameOffsets yields where the place's names stand, the display name first.
func (p Place) nameOffsets() iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		lo, hi := p.nameRange()
		for i := lo; i < hi && yield(le.Uint32(p.ix.plnames[4*i:])); i++ {
		}
	}
}

// nameRange returns where the place's offsets start and end in the plnames section.
func (p Place) nameRange() (lo, hi int) {
	if p.ix == nil {
		return 0, 0
	}
	end := uint32(len(p.ix.plnames) / 4)
	start := min(p.field(atNames), end)
	if p.ix.hasPlace(p.ref + 1) {
		end = min(Place{p.ix, p.ref + 1}.field(atNames), end)
	}
	return int(start), int(max(start, end))
}

// NumNames returns the number of names that differ when folded.
func (p Place) NumNames() int {
	lo, hi := p.nameRange()
	return hi - lo
}

// Renown returns the number of names that differ when folded, without those that are only Listed: a measure of fame.
func (p Place) Renown() int {
	n := p.NumNames()
	if p.ix != nil && int(p.ref) < len(p.ix.listed) {
		n = max(0, n-int(p.ix.listed[p.ref]))
	}
	runtime.KeepAlive(p.ix)
	return n
}

// Uses yields all uses of names by the place, its display name's first.
func (p Place) Uses() iter.Seq[Use] {
	return func(yield func(Use) bool) {
		for off := range p.nameOffsets() {
			for u := range p.ix.usesOf(off, p.ref) {
				if !yield(u) {
					return
				}
			}
		}
		runtime.KeepAlive(p.ix)
	}
}

// Name returns the display name.
func (p Place) Name() string {
	if lo, hi := p.nameRange(); lo < hi {
		for u := range p.ix.usesOf(le.Uint32(p.ix.plnames[4*lo:]), p.ref) {
			return u.Spelling()
		}
	}
	return ""
}

// NameIn returns the usual name in a language, such as "en", or the display name if none is known; of one with a script ("zh-Hant") that of
// the language, before that. A name in the language's own letters goes first. Historic and colloquial names, demonyms, abbreviations
// and codes do not count.
func (p Place) NameIn(lang string) string {
	if name := p.nameIn(lang); name != "" {
		return name
	}
	if main, _, ok := strings.Cut(lang, "-"); ok {
		if name := p.nameIn(main); name != "" {
			return name
		}
	}
	return p.Name()
}

// nameIn returns the usual name in a language, or nothing.
func (p Place) nameIn(lang string) string {
	const never = Abbreviation | Code | Demonym | People | Historic | Colloquial | Derived
	letters := lettersOf[lang]
	best, rank := "", 0
	for u := range p.Uses() {
		f := u.Flags()
		if f&never != 0 || !u.HasLang(lang) {
			continue
		}
		name, r := u.Spelling(), 1
		if f&Preferred != 0 {
			r = 2
		}
		if letters == nil || strings.ContainsFunc(name, func(c rune) bool { return unicode.In(c, letters...) }) {
			r += 2
		}
		if r == 4 {
			return name
		}
		if r > rank {
			best, rank = name, r
		}
	}
	return best
}

// lettersOf are the scripts of languages that are not written in Latin letters, though sources have names in those, too.
var lettersOf = map[string][]*unicode.RangeTable{
	"ru": {unicode.Cyrillic}, "uk": {unicode.Cyrillic}, "be": {unicode.Cyrillic}, "bg": {unicode.Cyrillic}, "mk": {unicode.Cyrillic},
	"ar": {unicode.Arabic}, "fa": {unicode.Arabic}, "ur": {unicode.Arabic}, "he": {unicode.Hebrew}, "hi": {unicode.Devanagari}, "el": {unicode.Greek},
	"zh": {unicode.Han}, "zh-Hans": {unicode.Han}, "zh-Hant": {unicode.Han}, "ja": {unicode.Han, unicode.Katakana, unicode.Hiragana}, "ko": {unicode.Hangul},
	"th": {unicode.Thai}, "ka": {unicode.Georgian}, "hy": {unicode.Armenian},
}

// Names yields all names, the display name first. Names that Compile was given twice are merged.
func (p Place) Names() iter.Seq[Name] {
	return func(yield func(Name) bool) {
		for u := range p.Uses() {
			n := Name{Text: u.Spelling(), Flags: u.Flags()}
			if l := u.Langs(); l != "" {
				n.Langs = strings.Split(l, ",")
			}
			if !yield(n) {
				return
			}
		}
	}
}
