package gazetteer

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"hash/crc32"
	"math"
	"runtime"
	"unicode/utf8"

	"example.com/geotag/internal/fold"
)

// Verify reads every byte: the content hash, the checksums, the padding, the order of names, uses and places, that every
// reference leads somewhere, that the trie leads to every name and only there, that boundaries are rings and the grid is theirs, that
// outlines are lines or rings, and that text is UTF-8. It takes seconds for a large file.
// The error is a *CorruptError.
func (ix *Index) Verify() error {
	defer runtime.KeepAlive(ix)
	for _, check := range []func() error{
		ix.verifyFile, ix.verifyNames, ix.verifyTrie, ix.verifyUses, ix.verifyPlaces, ix.verifyExtents, ix.verifySizes, ix.verifyListed, ix.verifyMeta,
		ix.verifyBorders, ix.verifyNear, ix.verifyPrefix, ix.verifyOutlines,
	} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func corrupt(section string, offset int, format string, args ...any) error {
	return &CorruptError{section, int64(offset), fmt.Sprintf(format, args...)}
}

func (ix *Index) verifyFile() error {
	end := uint64(headerSize)
	for _, s := range ix.layout.sections {
		if crc32.Checksum(ix.data[s.offset:s.end], castagnoli) != s.crc {
			return corrupt(s.tag, 0, "checksum")
		}
		if !zero(ix.data[end:s.offset]) {
			return corrupt("file", int(end), "padding is not zero")
		}
		end = s.end
	}
	if end != ix.layout.toc {
		return corrupt("file", int(end), "bytes outside sections")
	}
	if sha256.Sum256(ix.data[:len(ix.data)-footerSize]) != ix.layout.hash {
		return corrupt("file", len(ix.data)-footerSize, "content hash")
	}
	return nil
}

func zero(b []byte) bool { return len(bytes.Trim(b, "\x00")) == 0 }

// verifyNames checks each record by itself and against the one before, and that places list as many names as they have.
func (ix *Index) verifyNames() error {
	var before []byte
	count, pairs := 0, 0
	for off := uint32(namesHeader); int(off) < len(ix.names); count++ {
		n := ix.name(off)
		switch {
		case n.end == 0:
			return corrupt(secNames, int(off), "the record is longer than the section")
		case bytes.Compare(before, n.key) >= 0:
			return corrupt(secNames, int(off), "%q stands after %q", n.key, before)
		case fold.Name(string(n.key)) != string(n.key):
			return corrupt(secNames, int(off), "%q is not folded", n.key)
		case n.numPostings() == 0:
			return corrupt(secNames, int(off), "no place has the name")
		}
		places, err := ix.verifyName(n, int(off))
		if err != nil {
			return err
		}
		pairs += places
		before, off = n.key, n.end
	}
	if count != ix.NumNames() {
		return corrupt(secNames, 0, "%d names, not %d as stated", count, ix.NumNames())
	}
	if pairs != len(ix.plnames)/4 {
		return corrupt(secPlNames, 0, "%d names of places, not %d", len(ix.plnames)/4, pairs)
	}
	return nil
}

// verifyName checks a record and returns how many places have the name.
func (ix *Index) verifyName(n name, off int) (places int, err error) {
	spellings := 0
	var before []byte
	for c := (cursor{b: n.spellings}); len(c.b) > 0; spellings++ {
		c.difference()
		s := n.spelling(nil, uint8(spellings+1))
		if c.bad || spellings == math.MaxUint8 || !utf8.Valid(s) || bytes.Compare(before, s) >= 0 || fold.Name(string(s)) != string(n.key) {
			return 0, corrupt(secNames, off, "spelling %q of %q", s, n.key)
		}
		before = s
	}
	last := uint32(0)
	for i := range n.numPostings() {
		ref, use, spelling := ix.posting(n, i)
		switch {
		case ref < last || !ix.hasPlace(ref):
			return 0, corrupt(secNames, off, "posting %d of %q: place %d", i, n.key, ref)
		case !ix.hasUse(use) || int(spelling) > spellings:
			return 0, corrupt(secNames, off, "posting %d of %q: use %d, spelling %d", i, n.key, use, spelling)
		}
		if i == 0 || ref != last {
			places++
		}
		last = ref
	}
	return places, nil
}

// verifyTrie walks the trie depth first, which must meet the names in their order and every unit once.
func (ix *Index) verifyTrie() error {
	type visit struct {
		unit int
		path []byte
	}
	visited, off := 1, uint32(namesHeader)
	for todo := []visit{{}}; len(todo) > 0; {
		v := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		node, n := le.Uint32(ix.base[4*v.unit:]), ix.name(off)
		if ix.NumNames() > 0 && (n.end == 0 || !bytes.HasPrefix(n.key, v.path)) {
			return corrupt(secTrie, 4*v.unit, "%q does not lead to name %q", v.path, n.key) // a circle ends here at last
		}
		if node&unitLeaf != 0 {
			if node&^unitLeaf != off {
				return corrupt(secTrie, 4*v.unit, "the leaf is not that of name %q", n.key)
			}
			off = n.end
			continue
		}
		// A name that ends here comes first, so its label goes on the stack last.
		for c := labelEnd - 1; c > labelFree; c-- {
			if _, ok := ix.child(node, byte(c)); ok {
				todo = append(todo, visit{int(node&baseMask) + c, append(bytes.Clone(v.path), byte(c))})
				visited++
			}
		}
		if leaf, ok := ix.child(node, labelEnd); ok != (node&unitEnd != 0) || ok && leaf&unitLeaf == 0 {
			return corrupt(secTrie, 4*v.unit, "the mark of a name that ends here is wrong")
		} else if ok {
			todo = append(todo, visit{int(node&baseMask) + labelEnd, v.path})
			visited++
		}
		if visited > len(ix.label) {
			return corrupt(secTrie, 4*v.unit, "units are met twice")
		}
	}
	if int(off) != len(ix.names) {
		return corrupt(secTrie, 0, "the name at byte %d is not reached", off)
	}
	return ix.verifyUnits(visited)
}

// verifyUnits checks that units that are not free are as many as were visited, and that free ones are empty.
func (ix *Index) verifyUnits(visited int) error {
	used := 1 // the root
	for i, c := range ix.label {
		switch {
		case c != labelFree:
			used++
		case i > 0 && !zero(ix.base[4*i:4*i+4]):
			return corrupt(secTrie, 4*i, "a free unit is not empty")
		}
	}
	if used != visited || ix.label[0] != labelFree {
		return corrupt(secTrie, len(ix.base), "%d units are in use, %d are reached", used, visited)
	}
	return nil
}

// validString reports whether a string of printable text starts at off in the strings section.
func (ix *Index) validString(off uint32) bool {
	c := at(ix.strings, uint64(off))
	s := c.str()
	return !c.bad && utf8.Valid(s)
}

func (ix *Index) verifyUses() error {
	for i := 0; i < len(ix.uses); i += useSize {
		flags, langs := NameFlags(le.Uint16(ix.uses[i:])), le.Uint32(ix.uses[i+2:])
		if flags&^allFlags != 0 || !ix.validString(langs) {
			return corrupt(secUses, i, "flags %#x, languages at %d", flags, langs)
		}
	}
	return nil
}

func (ix *Index) verifyPlaces() error {
	names := 0
	for p := range ix.Places() {
		off := int(p.ref) * placeSize
		b := ix.places[off:][:placeSize]
		id, country := le.Uint32(b), b[atCountry:atCountry+2]
		switch {
		case id&highBit != 0 && (!ix.validString(id&^highBit) || idNumber(p.ID()) != highBit):
			return corrupt(secPlaces, off, "id")
		case p.ref > 0 && !ix.idsInOrder(p.ref-1, p.ref):
			return corrupt(secPlaces, off, "id %q is not in order", p.ID())
		case !p.Type().valid() || !onEarth(p.Point()):
			return corrupt(secPlaces, off, "type %v at %v", p.Type(), p.Point())
		case !ix.validString(uint32(le.Uint16(b[atFeature:]))):
			return corrupt(secPlaces, off, "feature code")
		case string(country) != "\x00\x00" && !isCountryCode(string(country)):
			return corrupt(secPlaces, off, "country %q", country)
		case uint64(le.Uint32(b[atParent:])) > uint64(ix.NumPlaces()) || ix.depth(p) > maxDepth:
			return corrupt(secPlaces, off, "parent")
		case le.Uint32(b[atNames:]) != uint32(names) || p.NumNames() == 0:
			return corrupt(secPlaces, off, "names")
		}
		if err := ix.verifyNamesOf(p, names); err != nil {
			return err
		}
		names += p.NumNames()
	}
	if names != len(ix.plnames)/4 {
		return corrupt(secPlNames, 4*names, "names of no place")
	}
	return nil
}

func (ix *Index) idsInOrder(a, b uint32) bool {
	n, s := ix.id(a)
	m, t := ix.id(b)
	return compareID(n, s, m, t) < 0
}

// depth counts the parents of p, to one above the most that are allowed.
func (ix *Index) depth(p Place) int {
	n := 0
	for up, ok := p.Parent(); ok && n <= maxDepth; up, ok = up.Parent() {
		n++
	}
	return n
}

// verifyNamesOf checks that each of the place's names knows the place, and that all but the first are in order.
func (ix *Index) verifyNamesOf(p Place, start int) error {
	i, first, before := start, uint32(0), uint32(0)
	for off := range p.nameOffsets() {
		known := false
		for range ix.usesOf(off, p.ref) {
			known = true
		}
		switch {
		case !known || off == first || i > start+1 && off <= before:
			return corrupt(secPlNames, 4*i, "not a name of place %q, or not in order", p.ID())
		case i == start:
			first = off
		}
		i, before = i+1, off
	}
	return nil
}

func (ix *Index) verifyExtents() error {
	for i := 0; i < len(ix.extents); i += extentSize {
		b := ix.extents[i:][:extentSize]
		ref := le.Uint32(b)
		p := Place{ix, ref}
		box, _ := p.Extent()
		switch {
		case !ix.hasPlace(ref) || i > 0 && ref <= le.Uint32(ix.extents[i-extentSize:]):
			return corrupt(secExtents, i, "place %d", ref)
		case !onEarth(box.Min) || !onEarth(box.Max) || box.Min[1] > box.Max[1]:
			return corrupt(secExtents, i, "box %v", box)
		case !isSize(p.statedM2()) || !isSize(float64(math.Float32frombits(le.Uint32(b[atUncertainty:])))):
			return corrupt(secExtents, i, "area or uncertainty")
		case !ix.validString(le.Uint32(b[atSource:])):
			return corrupt(secExtents, i, "area source")
		}
	}
	return nil
}

func (ix *Index) verifySizes() error {
	for i := 0; i < len(ix.sizes); i += sizeSize {
		p := Place{ix, le.Uint32(ix.sizes[i:])}
		if !p.HasBoundary() || i > 0 && p.ref <= le.Uint32(ix.sizes[i-sizeSize:]) || !isSize(p.BoundaryM2()) {
			return corrupt(secSizes, i, "place %d of %v square metres", p.ref, p.BoundaryM2())
		}
	}
	return nil
}

// verifyListed checks the section of names that are only Listed, if there is one.
func (ix *Index) verifyListed() error {
	if len(ix.listed) == 0 {
		return nil
	}
	if len(ix.listed) != ix.NumPlaces() {
		return corrupt(secListed, 0, "%d places, not %d", len(ix.listed), ix.NumPlaces())
	}
	for p := range ix.Places() {
		n := 0
		for off := range p.nameOffsets() {
			listed := 1
			for u := range ix.usesOf(off, p.ref) {
				if u.Flags()&Listed == 0 {
					listed = 0
				}
			}
			n += listed
		}
		if int(ix.listed[p.ref]) != min(n, math.MaxUint8) {
			return corrupt(secListed, int(p.ref), "%d names of place %q, not %d", ix.listed[p.ref], p.ID(), n)
		}
	}
	return nil
}

func (ix *Index) verifyMeta() error {
	m, err := ix.Meta()
	if err != nil {
		return err
	}
	if m.Places != ix.NumPlaces() || m.Names != ix.NumNames() {
		return corrupt(secMeta, 0, "counts %d places and %d names", m.Places, m.Names)
	}
	return nil
}
