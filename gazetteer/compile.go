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
)

// Compile writes a gazetteer of the entries to w. The same entries give the same bytes, in whatever order they come and
// whatever the order of their names. It holds all entries in memory. It refuses, naming the entry: an id or a parent that is not
// valid, not known or not unique, a cycle of parents, an unknown type, places and boundaries off the Earth or round nothing, names
// without letters or digits and bytes that are not UTF-8. An error that entries yields ends it and is returned wrapped.
func Compile(w io.Writer, entries iter.Seq2[Entry, error], o Options) error {
	c := compiler{strings: stringTable{at: map[string]uint32{}}}
	if err := c.read(entries); err != nil {
		return err
	}
	if err := c.link(); err != nil {
		return err
	}
	c.gather()
	return c.write(w, o)
}

// A compiler holds the entries sorted by id, so that the ref of a place is its index, and what becomes of their names.
type compiler struct {
	entries []Entry
	parents []uint32 // ref+1 of each entry's parent, 0: none
	spelled []spelled
	strings stringTable
}

func (c *compiler) read(entries iter.Seq2[Entry, error]) error {
	for e, err := range entries {
		if err != nil {
			return fmt.Errorf("gazetteer: entry after %d others: %w", len(c.entries), err)
		}
		if err := validate(&e); err != nil {
			return fmt.Errorf("gazetteer: entry %q: %w", e.ID, err)
		}
		c.entries = append(c.entries, e)
	}
	slices.SortFunc(c.entries, func(a, b Entry) int {
		return compareID(idNumber(a.ID), []byte(a.ID), idNumber(b.ID), []byte(b.ID))
	})
	return nil
}

// link resolves the parents.
func (c *compiler) link() error {
	refs := make(map[string]uint32, len(c.entries))
	for i, e := range c.entries {
		if _, dup := refs[e.ID]; dup {
			return fmt.Errorf("gazetteer: entry %q stands twice", e.ID)
		}
		refs[e.ID] = uint32(i)
	}
	c.parents = make([]uint32, len(c.entries))
	for i, e := range c.entries {
		if e.Parent == "" {
			continue
		}
		up, ok := refs[e.Parent]
		if !ok {
			return fmt.Errorf("gazetteer: entry %q: unknown parent %q", e.ID, e.Parent)
		}
		c.parents[i] = up + 1
	}
	for i, e := range c.entries {
		depth := 0
		for up := c.parents[i]; up != 0; up = c.parents[up-1] {
			if depth++; depth > maxDepth {
				return fmt.Errorf("gazetteer: entry %q: a cycle of parents, or more than %d", e.ID, maxDepth)
			}
		}
	}
	return nil
}

func (c *compiler) write(w io.Writer, o Options) error {
	// Feature codes come first because places have two bytes for them.
	for _, code := range c.distinct(func(e Entry) string { return e.FeatureCode }) {
		c.strings.add(code)
	}
	if len(c.strings.b) > math.MaxUint16 {
		return errors.New("gazetteer: too many different feature codes")
	}
	for _, source := range c.distinct(func(e Entry) string { return e.AreaSource }) {
		c.strings.add(source)
	}
	uses, numbers := c.useTable()
	names, err := c.nameSections(numbers)
	if err != nil {
		return err
	}
	trie, err := buildTrie(names.keys, names.offsets)
	if err != nil {
		return err
	}
	places := c.places(names.starts)
	extents := c.extents()
	borders, err := c.boundarySections()
	if err != nil {
		return err
	}
	meta, err := json.Marshal(c.metadata(o, len(names.keys)))
	if err != nil {
		return fmt.Errorf("gazetteer: metadata: %w", err)
	}
	fw := newFileWriter(w)
	fw.section(secTrie, trie)
	fw.section(secNames, names.records)
	fw.section(secPlaces, places)
	fw.section(secPlNames, names.byPlace)
	fw.section(secExtents, extents)
	fw.section(secUses, uses)
	fw.section(secStrings, c.strings.b)
	fw.section(secMeta, meta)
	if len(borders.bounds) > 0 {
		fw.section(secBounds, borders.bounds)
		fw.section(secAreas, borders.sets.b)
		fw.section(secLines, borders.lines)
		fw.section(secShapes, borders.shapes)
		fw.section(secGrid, borders.grid)
	}
	if near := buildNear(places); near != nil {
		fw.section(secNear, near)
	}
	return fw.close()
}

// distinct returns the different values of a field, sorted, the empty one always among them.
func (c *compiler) distinct(field func(Entry) string) []string {
	set := map[string]bool{"": true}
	for _, e := range c.entries {
		set[field(e)] = true
	}
	return slices.Sorted(maps.Keys(set))
}

func (c *compiler) places(starts []uint32) []byte {
	b := make([]byte, 0, placeSize*len(c.entries))
	for i, e := range c.entries {
		id := idNumber(e.ID)
		if id == highBit {
			id |= c.strings.add(e.ID)
		}
		population := uint32(min(e.Population, highBit-1))
		if e.Population >= highBit {
			population = highBit | uint32(e.Population/1000)
		}
		b = le.AppendUint32(b, id)
		b = le.AppendUint32(b, toE7(e.Point.Lon()))
		b = le.AppendUint32(b, toE7(e.Point.Lat()))
		b = le.AppendUint32(b, population)
		b = le.AppendUint32(b, c.parents[i])
		b = le.AppendUint32(b, starts[i])
		country := [2]byte{}
		copy(country[:], e.Country)
		b = append(b, country[:]...)
		b = le.AppendUint16(b, uint16(c.strings.at[e.FeatureCode]))
		b = append(b, byte(e.Type))
	}
	return b
}

func (c *compiler) extents() []byte {
	var b []byte
	for i, e := range c.entries {
		if e.Extent.Min == e.Extent.Max && e.Extent.Min[0] == 0 && e.Extent.Min[1] == 0 && e.AreaM2 == 0 && e.AreaSource == "" && e.Uncertainty == 0 {
			continue
		}
		b = le.AppendUint32(b, uint32(i))
		for _, deg := range [4]float64{e.Extent.Min[0], e.Extent.Min[1], e.Extent.Max[0], e.Extent.Max[1]} {
			b = le.AppendUint32(b, toE7(deg))
		}
		b = le.AppendUint64(b, math.Float64bits(e.AreaM2))
		b = le.AppendUint32(b, math.Float32bits(float32(e.Uncertainty)))
		b = le.AppendUint32(b, c.strings.at[e.AreaSource])
	}
	return b
}

func (c *compiler) metadata(o Options, names int) Metadata {
	m := Metadata{
		Title: o.Title, Sources: o.Sources,
		Places: len(c.entries), Names: names, Uses: len(c.spelled),
		ByType: map[string]int{}, ByCountry: map[string]int{},
	}
	if !o.Date.IsZero() {
		m.Date = o.Date.UTC().Format(time.DateOnly)
	}
	for _, e := range c.entries {
		m.ByType[e.Type.String()]++
		m.ByCountry[e.Country]++
	}
	return m
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

// A kind is a record of the uses section.
type kind struct {
	flags NameFlags
	langs string
}

// useTable returns the uses section, frequent kinds first, and the number of each kind.
func (c *compiler) useTable() ([]byte, map[kind]uint32) {
	count := map[kind]int{}
	for i := range c.spelled {
		count[c.spelled[i].kind]++
	}
	order := slices.SortedFunc(maps.Keys(count), func(a, b kind) int {
		return cmp.Or(count[b]-count[a], cmp.Compare(a.flags, b.flags), cmp.Compare(a.langs, b.langs))
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
