// Package gazetteer is a compiled gazetteer: an immutable file of places and their names, read in place.
//
// Compile writes such a file from entries; Open maps one into memory, whatever its size, in microseconds; Load reads one
// that is in memory already. An Index finds the names that a text starts with (Match), a name (Lookup) and a place (Place):
//
//	ix, err := gazetteer.Open("world.gaz")
//	for n, name := range ix.Match([]byte("paris is the capital")) {
//		for use := range name.Uses() {
//			fmt.Println(n, use.Spelling(), use.Place().Country()) // 5 Paris FR, 5 Paris US ...
//		}
//	}
//
// Toponym, Use and Place are handles: they know their index and decode when asked, and strings that they return are copies.
// A mapping is released when the Index and all its handles are gone, so there is nothing to close. All methods are safe for
// concurrent use. Names are compared in a folded form: lower case, without accents, apostrophes and full stops.
package gazetteer

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"iter"
	"math/bits"
	"runtime"
	"slices"

	"example.com/geotag/internal/fold"
	"example.com/geotag/internal/mmap"
)

// An Index implements read-only access to a compiled gazetteer.
type Index struct {
	data   []byte // the whole file
	layout *layout

	base, label                                          []byte // of the trie
	names, places, plnames, extents, uses, strings, meta []byte // sections

	bounds, areas, lines, shapes, grid []byte // sections about boundaries, empty if no place has one
	sizes                              []byte // section, empty if no place has a boundary, or the file is old
	near                               []byte // section, empty if there is no settlement
	prefix                             []byte // section, empty if the file has none
	listed                             []byte // section, empty if no name is
	outlines, strokes                  []byte // sections, empty if no place has an outline

	refWidth, useWidth int // bytes of a place ref and of a use in a posting
}

// Load returns the index in data, which it keeps and which must not change. It checks the frame of the file and not
// its contents, so it takes microseconds; Verify checks all. Damaged data can make answers wrong or missing but
// never makes a method panic. The error is an ErrFormat.
func Load(data []byte) (*Index, error) {
	l, err := readLayout(data)
	if err != nil {
		return nil, err
	}
	ix := &Index{data: data, layout: l}
	borders := l.has(secBounds, secAreas, secLines, secShapes, secGrid)
	var trie []byte
	for _, s := range []struct {
		tag  string
		to   *[]byte
		size int // of a record
		need bool
	}{
		{secTrie, &trie, unitSize, true},
		{secNames, &ix.names, 1, true},
		{secPlaces, &ix.places, placeSize, true},
		{secPlNames, &ix.plnames, 4, true},
		{secExtents, &ix.extents, extentSize, true},
		{secUses, &ix.uses, useSize, true},
		{secStrings, &ix.strings, 1, true},
		{secMeta, &ix.meta, 1, true},
		{secBounds, &ix.bounds, boundSize, borders},
		{secAreas, &ix.areas, 1, borders},
		{secLines, &ix.lines, 1, borders},
		{secShapes, &ix.shapes, 1, borders},
		{secGrid, &ix.grid, 1, borders},
		{secSizes, &ix.sizes, sizeSize, l.has(secSizes)},
		{secNear, &ix.near, 1, l.has(secNear)},
		{secPrefix, &ix.prefix, prefixSize, l.has(secPrefix)},
		{secListed, &ix.listed, 1, l.has(secListed)},
		{secOutlines, &ix.outlines, outlineSize, l.has(secOutlines, secStrokes)},
		{secStrokes, &ix.strokes, 1, l.has(secOutlines, secStrokes)},
	} {
		if !s.need {
			continue
		}
		if *s.to, err = l.find(data, s.tag); err != nil {
			return nil, err
		}
		if n := len(*s.to); n%s.size != 0 || n > 1<<31-1 {
			return nil, &CorruptError{s.tag, int64(n), "not a whole number of records, or too many"}
		}
	}
	if len(trie) == 0 || len(ix.names) < namesHeader {
		return nil, &CorruptError{secTrie, 0, "empty"}
	}
	n := len(trie) / unitSize
	ix.base, ix.label = trie[:4*n], trie[4*n:]
	ix.setWidths()
	return ix, nil
}

func (ix *Index) setWidths() {
	ix.refWidth, ix.useWidth = width(len(ix.places)/placeSize), width(len(ix.uses)/useSize)
}

// has reports whether there is a section with one of the tags.
func (l *layout) has(tags ...string) bool {
	return slices.ContainsFunc(l.sections, func(s section) bool { return slices.Contains(tags, s.tag) })
}

// find returns the bytes of the one section with the tag.
func (l *layout) find(data []byte, tag string) ([]byte, error) {
	var found []byte
	for _, s := range l.sections {
		switch {
		case s.tag != tag:
		case found != nil:
			return nil, &CorruptError{tag, 0, "section stands twice"}
		default:
			found = data[s.offset:s.end:s.end]
		}
	}
	if found == nil {
		return nil, &CorruptError{tag, 0, "section is missing"}
	}
	return found, nil
}

// width returns the bytes that hold every number below n.
func width(n int) int { return max(1, (bits.Len(uint(max(n, 1)-1))+7)/8) }

// Open maps the named file into memory and loads it. Replace a file in use by renaming another over it: a mapped file that is
// written to or truncated breaks its readers.
func Open(name string) (*Index, error) {
	data, release, err := mmap.Open(name)
	if err != nil {
		return nil, fmt.Errorf("gazetteer: %w", err)
	}
	ix, err := Load(data)
	if err != nil {
		release()
		return nil, fmt.Errorf("%w (%s)", err, name)
	}
	runtime.AddCleanup(ix, func(release func() error) { release() }, release)
	return ix, nil
}

// Version returns the first twelve hexadecimal digits of the SHA-256 of the contents, the same for the same entries.
func (ix *Index) Version() string { return hex.EncodeToString(ix.layout.hash[:6]) }

// Intact reports whether the mapped file still is the one that was opened: false once another was written over it. It reads one page, which
// faults where the file was truncated.
func (ix *Index) Intact() bool {
	same := bytes.HasPrefix(ix.data[len(ix.data)-footerSize:], ix.layout.hash[:])
	runtime.KeepAlive(ix)
	return same
}

// Size returns the bytes of the file, which Open maps.
func (ix *Index) Size() int { return len(ix.data) }

// NumPlaces returns the number of places.
func (ix *Index) NumPlaces() int { return len(ix.places) / placeSize }

// NumNames returns the number of names that differ when folded.
func (ix *Index) NumNames() int {
	n := le.Uint32(ix.names)
	runtime.KeepAlive(ix)
	return int(n)
}

// HasUse reports whether any name is used in the way of one of the flags.
func (ix *Index) HasUse(flags NameFlags) bool {
	found := false
	for i := 0; i+useSize <= len(ix.uses); i += useSize {
		found = found || NameFlags(le.Uint16(ix.uses[i:]))&flags != 0
	}
	runtime.KeepAlive(ix)
	return found
}

// Metadata says what a file was compiled from and how much it holds.
type Metadata struct {
	Title     string         `json:"title,omitempty"`
	Date      string         `json:"date,omitempty"` // of the newest source, ISO 8601
	Sources   []Source       `json:"sources,omitempty"`
	Places    int            `json:"places"`
	Names     int            `json:"names"` // distinct when folded
	Uses      int            `json:"uses"`  // of a name, in one spelling, by a place
	ByType    map[string]int `json:"byType"`
	ByCountry map[string]int `json:"byCountry"` // "" counts the places of no country or of several
}

// Meta decodes the metadata.
func (ix *Index) Meta() (Metadata, error) {
	var m Metadata
	err := json.Unmarshal(ix.meta, &m)
	runtime.KeepAlive(ix)
	if err != nil {
		return Metadata{}, &CorruptError{secMeta, 0, err.Error()}
	}
	return m, nil
}

// Match yields every name whose folded form key starts with, shortest first: the length of that form in bytes, and the name.
// It knows nothing of words: "parish" starts with "paris", and the caller decides. It does not allocate.
func (ix *Index) Match(key []byte) iter.Seq2[int, Toponym] {
	return func(yield func(int, Toponym) bool) {
		ix.match(key, yield)
		runtime.KeepAlive(ix)
	}
}

// Lookup returns the name that folds as the given one does.
func (ix *Index) Lookup(name string) (Toponym, bool) {
	var buf [128]byte
	key := fold.AppendName(buf[:0], name)
	for n, t := range ix.Match(key) {
		if n == len(key) {
			return t, true
		}
	}
	return Toponym{}, false
}

// Toponyms yields all names in the order of their folded forms' bytes.
func (ix *Index) Toponyms() iter.Seq[Toponym] {
	return func(yield func(Toponym) bool) {
		for off := uint32(namesHeader); int(off) < len(ix.names); {
			end := ix.name(off).end
			if end <= off || !yield(Toponym{ix, off}) {
				return
			}
			off = end
		}
		runtime.KeepAlive(ix)
	}
}

// Place returns the place with the id.
func (ix *Index) Place(id string) (Place, bool) {
	want := idNumber(id)
	lo, hi := 0, ix.NumPlaces()
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		number, text := ix.id(uint32(mid))
		switch c := compareID(want, []byte(id), number, text); {
		case c == 0:
			return Place{ix, uint32(mid)}, true
		case c < 0:
			hi = mid
		default:
			lo = mid + 1
		}
	}
	runtime.KeepAlive(ix)
	return Place{}, false
}

// Places yields all places: those with a number for an id in numeric order, then the others in the order of their ids' bytes.
func (ix *Index) Places() iter.Seq[Place] {
	return func(yield func(Place) bool) {
		for ref := range uint32(ix.NumPlaces()) {
			if !yield(Place{ix, ref}) {
				return
			}
		}
	}
}
