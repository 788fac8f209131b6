package gazetteer

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"math"
	"slices"
	"time"

	"example.com/geotag/internal/geodesy"
)

// Compile writes a gazetteer of the entries to w. They come in the order of SortEntries; the same entries give the same bytes,
// whatever the order of their names. It holds what it writes in memory, about 110 bytes a name, and sorts names by way of temporary
// files where there are many. It refuses, naming the entry: an id that is not valid, out of order or not unique, a parent that is not
// known, a cycle of parents, an unknown type, places and boundaries off the Earth or round nothing, names without letters or digits, of
// more than 1,024 bytes or with what does not show (see Clean), and bytes that are not UTF-8. An error that entries yields ends it and is returned wrapped.
func Compile(w io.Writer, entries iter.Seq2[Entry, error], o Options) error {
	if err := checkOptions(&o); err != nil {
		return err
	}
	c := newCompiler(o)
	defer c.spelled.Close()
	if err := c.read(entries); err != nil {
		return err
	}
	if err := c.link(); err != nil {
		return err
	}
	return c.write(w)
}

// checkOptions says why what is said of a file and its sources cannot stand in it.
func checkOptions(o *Options) error {
	texts := [][2]string{{"title", o.Title}}
	for _, s := range o.Sources {
		texts = append(texts, [][2]string{{"source", s.Name}, {"version", s.Version}, {"date", s.Date}, {"license", s.License}, {"attribution", s.Attribution}, {"URL", s.URL}}...)
	}
	for _, t := range texts {
		if err := checkText(t[0], t[1]); err != nil {
			return fmt.Errorf("gazetteer: %w", err)
		}
	}
	return nil
}

// SortEntries sorts entries as Compile wants them: ids that are numbers (decimal, below 2^31, without leading zeros) in
// their order, then the others in the order of their bytes.
func SortEntries(entries []Entry) {
	slices.SortFunc(entries, func(a, b Entry) int { return CompareIDs(a.ID, b.ID) })
}

// CompareIDs compares two ids in the order of SortEntries.
func CompareIDs(a, b string) int { return compareID(idNumber(a), []byte(a), idNumber(b), []byte(b)) }

// A compiler builds the sections as entries come. A place's ref is its rank, for they come by id.
type compiler struct {
	o       Options
	last    string // id
	places  []byte // the section, but that ids, parents and feature codes are numbers of what follows
	ids     []byte // strings: the ids that are no numbers
	parents counter
	codes   counter // feature codes
	sources counter // of areas
	extents []byte  // the section, but that sources are numbers
	sizes   []byte  // the section
	borders borderline
	// Sections of outlines.
	outlines, strokes []byte
	starts            uint32 // of names in plnames so far
	kinds             map[kind]int
	listed            []byte // the section
	spelled           *useSorter
	own               []spelled // of one entry; kept to be filled again
	strings           stringTable
	meta              Metadata
}

func newCompiler(o Options) *compiler {
	return &compiler{
		o: o, parents: counter{}, codes: counter{}, sources: counter{}, kinds: map[kind]int{}, spelled: newUseSorter(o.TempDir),
		strings: stringTable{at: map[string]uint32{}},
		meta:    Metadata{Title: o.Title, Sources: o.Sources, ByType: map[string]int{}, ByCountry: map[string]int{}},
	}
}

// A counter numbers strings as they are met, from 0 on.
type counter map[string]uint32

func (c counter) number(s string) uint32 {
	n, ok := c[s]
	if !ok {
		n = uint32(len(c))
		c[s] = n
	}
	return n
}

// list returns the strings in the order of their numbers.
func (c counter) list() []string {
	l := make([]string, len(c))
	for s, n := range c {
		l[n] = s
	}
	return l
}

func (c *compiler) read(entries iter.Seq2[Entry, error]) error {
	c.codes.number("")
	c.sources.number("")
	for e, err := range entries {
		if err != nil {
			return fmt.Errorf("gazetteer: entry after %d others: %w", c.meta.Places, err)
		}
		if err := c.check(&e); err != nil {
			return fmt.Errorf("gazetteer: entry %q: %w", e.ID, err)
		}
		if err := c.add(&e); err != nil {
			return err
		}
	}
	return nil
}

func (c *compiler) check(e *Entry) error {
	if c.meta.Places > 0 && e.ID != "" {
		switch order := CompareIDs(c.last, e.ID); {
		case order == 0:
			return errors.New("it stands twice")
		case order > 0:
			return fmt.Errorf("out of order: it comes after %q; see SortEntries", c.last)
		}
	}
	return Validate(e)
}

func (c *compiler) add(e *Entry) error {
	ref := uint32(c.meta.Places)
	c.last = e.ID
	c.meta.Places++
	c.meta.ByType[e.Type.String()]++
	c.meta.ByCountry[e.Country]++
	c.addSize(ref, e)
	c.addExtent(ref, e)
	if err := c.addBoundary(ref, e); err != nil {
		return err
	}
	if err := c.addOutline(ref, e); err != nil {
		return err
	}
	start := c.starts
	if err := c.addNames(ref, e); err != nil {
		return err
	}
	return c.addPlace(start, e)
}

func (c *compiler) addPlace(names uint32, e *Entry) error {
	id := idNumber(e.ID)
	if id == highBit {
		id |= uint32(len(c.ids))
		c.ids = appendString(c.ids, e.ID)
	}
	population := uint32(min(e.Population, highBit-1))
	if e.Population >= highBit {
		population = highBit | uint32(e.Population/1000)
	}
	parent := uint32(0)
	if e.Parent != "" {
		parent = c.parents.number(e.Parent) + 1
	}
	code := c.codes.number(e.FeatureCode)
	if code > math.MaxUint16 || len(c.ids) >= highBit || c.meta.Places > math.MaxInt32/placeSize {
		return errors.New("gazetteer: too many places, ids or feature codes")
	}
	b := le.AppendUint32(c.places, id)
	b = le.AppendUint32(b, toE7(e.Point.Lon()))
	b = le.AppendUint32(b, toE7(e.Point.Lat()))
	b = le.AppendUint32(b, population)
	b = le.AppendUint32(b, parent)
	b = le.AppendUint32(b, names)
	country := [2]byte{}
	copy(country[:], e.Country)
	b = append(b, country[:]...)
	b = le.AppendUint16(b, uint16(code))
	c.places = append(b, byte(e.Type))
	return nil
}

// addSize notes what the boundary measures.
func (c *compiler) addSize(ref uint32, e *Entry) {
	if len(e.Boundary) == 0 {
		return
	}
	m2 := e.BoundaryM2
	if m2 == 0 {
		m2 = geodesy.MultiArea(e.Boundary)
	}
	c.sizes = le.AppendUint32(c.sizes, ref)
	c.sizes = le.AppendUint64(c.sizes, math.Float64bits(m2))
}

func (c *compiler) addExtent(ref uint32, e *Entry) {
	if e.Extent.Min == e.Extent.Max && e.Extent.Min[0] == 0 && e.Extent.Min[1] == 0 && e.AreaM2 == 0 && e.AreaSource == "" && e.Uncertainty == 0 {
		return
	}
	b := le.AppendUint32(c.extents, ref)
	for _, deg := range [4]float64{e.Extent.Min[0], e.Extent.Min[1], e.Extent.Max[0], e.Extent.Max[1]} {
		b = le.AppendUint32(b, toE7(deg))
	}
	b = le.AppendUint64(b, math.Float64bits(e.AreaM2))
	b = le.AppendUint32(b, math.Float32bits(float32(e.Uncertainty)))
	c.extents = le.AppendUint32(b, c.sources.number(e.AreaSource))
}

// link resolves the parents.
func (c *compiler) link() error {
	ix := &Index{places: c.places, strings: c.ids}
	ids := c.parents.list()
	refs := make([]uint32, len(ids)) // ref+1; 0: unknown
	for i, id := range ids {
		if p, ok := ix.Place(id); ok {
			refs[i] = p.ref + 1
		}
	}
	for i := atParent; i < len(c.places); i += placeSize {
		if n := le.Uint32(c.places[i:]); n > 0 {
			if refs[n-1] == 0 {
				return fmt.Errorf("gazetteer: entry %q: unknown parent %q", Place{ix, uint32(i / placeSize)}.ID(), ids[n-1])
			}
			le.PutUint32(c.places[i:], refs[n-1])
		}
	}
	for p := range ix.Places() {
		depth := 0
		for up, ok := p.Parent(); ok; up, ok = up.Parent() {
			if depth++; depth > maxDepth {
				return fmt.Errorf("gazetteer: entry %q: a cycle of parents, or more than %d", p.ID(), maxDepth)
			}
		}
	}
	return nil
}

func (c *compiler) write(w io.Writer) error {
	// Feature codes come first because places have two bytes for them.
	if err := c.settleStrings(); err != nil {
		return err
	}
	uses, numbers := c.useTable()
	c.settleIDs()
	names, err := c.nameSections(numbers)
	if err != nil {
		return err
	}
	trie, err := buildTrie(names)
	if err != nil {
		return err
	}
	borders, err := c.boundarySections()
	if err != nil {
		return err
	}
	c.meta.Names = len(names.offsets)
	if !c.o.Date.IsZero() {
		c.meta.Date = c.o.Date.UTC().Format(time.DateOnly)
	}
	meta, err := json.Marshal(c.meta)
	if err != nil {
		return fmt.Errorf("gazetteer: metadata: %w", err)
	}
	fw := newFileWriter(w)
	fw.section(secTrie, trie)
	fw.section(secNames, names.records)
	fw.section(secPlaces, c.places)
	fw.section(secPlNames, names.byPlace)
	fw.section(secExtents, c.extents)
	fw.section(secUses, uses)
	fw.section(secStrings, c.strings.b, c.ids)
	fw.section(secMeta, meta)
	borders.write(fw)
	if len(c.sizes) > 0 {
		fw.section(secSizes, c.sizes)
	}
	if near := buildNear(c.places); near != nil {
		fw.section(secNear, near)
	}
	if prefix := buildPrefix(c.index(trie, names, uses)); prefix != nil {
		fw.section(secPrefix, prefix)
	}
	if !zero(c.listed) {
		fw.section(secListed, c.listed)
	}
	if len(c.outlines) > 0 {
		fw.section(secOutlines, c.outlines)
		fw.section(secStrokes, c.strokes)
	}
	return fw.close()
}

// index returns an index of what is compiled that knows names and places.
func (c *compiler) index(trie []byte, names *nameSections, uses []byte) *Index {
	units := len(trie) / unitSize
	ix := &Index{
		base: trie[:4*units], label: trie[4*units:], names: names.records, places: c.places, plnames: names.byPlace, uses: uses, strings: c.strings.b,
		listed: c.listed,
	}
	ix.setWidths()
	return ix
}

// settleStrings puts feature codes and sources of areas into the strings, and their offsets where their numbers stood.
func (c *compiler) settleStrings() error {
	codes := c.strings.addAll(c.codes)
	if len(c.strings.b) > math.MaxUint16 {
		return errors.New("gazetteer: too many different feature codes")
	}
	for i := atFeature; i < len(c.places); i += placeSize {
		le.PutUint16(c.places[i:], uint16(codes[le.Uint16(c.places[i:])]))
	}
	sources := c.strings.addAll(c.sources)
	for i := atSource; i < len(c.extents); i += extentSize {
		le.PutUint32(c.extents[i:], sources[le.Uint32(c.extents[i:])])
	}
	return nil
}

// settleIDs makes the offsets of ids those in the strings section, where they come last.
func (c *compiler) settleIDs() {
	first := uint32(len(c.strings.b))
	for i := 0; i < len(c.places); i += placeSize {
		if id := le.Uint32(c.places[i:]); id&highBit != 0 {
			le.PutUint32(c.places[i:], id+first)
		}
	}
}

// A stringTable is the strings section as it grows. Offset 0 is the empty string.
type stringTable struct {
	b  []byte
	at map[string]uint32
}

func (t *stringTable) add(s string) uint32 {
	off, ok := t.at[s]
	if !ok {
		off = uint32(len(t.b))
		t.b = appendString(t.b, s)
		t.at[s] = off
	}
	return off
}

// addAll adds the strings in their order, and returns the offset of each by its number.
func (t *stringTable) addAll(c counter) []uint32 {
	offsets := make([]uint32, len(c))
	for _, s := range slices.Sorted(maps.Keys(c)) {
		offsets[c[s]] = t.add(s)
	}
	return offsets
}

// A kind is a record of the uses section.
type kind struct {
	flags NameFlags
	langs string
}

// useTable returns the uses section, frequent kinds first, and the number of each kind.
func (c *compiler) useTable() ([]byte, map[kind]uint32) {
	order := slices.SortedFunc(maps.Keys(c.kinds), func(a, b kind) int {
		return cmp.Or(c.kinds[b]-c.kinds[a], cmp.Compare(a.flags, b.flags), cmp.Compare(a.langs, b.langs))
	})
	var b []byte
	numbers := make(map[kind]uint32, len(order))
	for i, k := range order {
		numbers[k] = uint32(i)
		b = le.AppendUint16(b, uint16(k.flags))
		b = le.AppendUint32(b, c.strings.add(k.langs))
	}
	return b, numbers
}
