package gazetteer

import (
	"errors"
	"slices"
)

// A trieBuilder lays out a double array in one pass, depth first. The free units form a circular list in ascending order,
// whose head is unit 0, the root. The list forgets units that lie far behind, so that the search for a base looks at a bounded
// number of them.
type trieBuilder struct {
	base       []uint32
	label      []byte
	usedBase   []bool
	next, prev []int32
}

// openUnits is how many of the last units may still be on the free list.
const openUnits = 1 << 13

// newTrieBuilder returns a builder of the root alone, with room for n units.
func newTrieBuilder(n int) *trieBuilder {
	b := &trieBuilder{
		base: make([]uint32, 0, n), label: make([]byte, 0, n), usedBase: make([]bool, 0, n),
		next: make([]int32, 0, n), prev: make([]int32, 0, n),
	}
	b.grow(1)
	return b
}

// A branch is a node to be laid out: the keys lo to hi, which share their first depth bytes, below one label.
type branch struct {
	label  byte
	unit   int
	lo, hi int
	depth  int
}

// buildTrie returns the trie section of the names.
func buildTrie(names *nameSections) ([]byte, error) {
	b := newTrieBuilder(2 * len(names.offsets))
	var kids []branch
	for todo := []branch{{hi: len(names.offsets)}}; len(todo) > 0; {
		p := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if kids = children(kids[:0], names, p); len(kids) == 0 {
			continue
		}
		base := b.place(kids)
		if base > baseMask {
			return nil, errors.New("gazetteer: too many names for the trie")
		}
		b.base[p.unit] = uint32(base)
		if kids[len(kids)-1].label == labelEnd {
			b.base[p.unit] |= unitEnd
		}
		for _, k := range slices.Backward(kids) {
			if k.unit = base + int(k.label); k.hi-k.lo == 1 {
				b.base[k.unit] = unitLeaf | names.offsets[k.lo]
			} else {
				todo = append(todo, k)
			}
		}
	}
	return b.section(), nil
}

// children appends the branches of p in the order of their labels.
func children(kids []branch, names *nameSections, p branch) []branch {
	lo := p.lo
	if lo < p.hi && len(names.key(lo)) == p.depth {
		lo++
	}
	for i := lo; i < p.hi; i++ {
		if c := names.key(i)[p.depth]; i == lo || c != kids[len(kids)-1].label {
			kids = append(kids, branch{label: c, lo: i, hi: i + 1, depth: p.depth + 1})
		} else {
			kids[len(kids)-1].hi = i + 1
		}
	}
	if lo > p.lo {
		kids = append(kids, branch{label: labelEnd, lo: p.lo, hi: lo})
	}
	return kids
}

// place finds a base at which all labels of the children fall on free units, takes the units and returns the base.
func (b *trieBuilder) place(kids []branch) int {
	first := int(kids[0].label)
	unit := int(b.next[0])
	for ; unit != 0; unit = int(b.next[unit]) {
		if unit >= first && !b.usedBase[unit-first] && b.fits(unit-first, kids) {
			break
		}
	}
	if unit == 0 {
		unit = max(len(b.label), first)
		for b.usedAt(unit - first) {
			unit++
		}
	}
	base := unit - first
	b.grow(base + int(kids[len(kids)-1].label) + 1)
	b.usedBase[base] = true
	for _, k := range kids {
		b.take(base+int(k.label), k.label)
	}
	return base
}

func (b *trieBuilder) usedAt(base int) bool { return base < len(b.usedBase) && b.usedBase[base] }

func (b *trieBuilder) fits(base int, kids []branch) bool {
	for _, k := range kids[1:] {
		if u := base + int(k.label); u < len(b.label) && b.label[u] != labelFree {
			return false
		}
	}
	return true
}

// take takes a unit off the free list, if it is still on it.
func (b *trieBuilder) take(u int, label byte) {
	b.label[u] = label
	b.unlink(int32(u))
}

func (b *trieBuilder) unlink(u int32) {
	b.next[b.prev[u]], b.prev[b.next[u]] = b.next[u], b.prev[u]
	b.next[u], b.prev[u] = u, u
}

// grow makes at least n units, adds the new ones to the free list and drops the oldest from it.
func (b *trieBuilder) grow(n int) {
	for u := int32(len(b.label)); int(u) < n; u++ {
		b.base, b.label, b.usedBase = append(b.base, 0), append(b.label, labelFree), append(b.usedBase, false)
		b.next, b.prev = append(b.next, 0), append(b.prev, 0)
		if u > 0 {
			last := b.prev[0]
			b.next[last], b.prev[u], b.next[u], b.prev[0] = u, last, 0, u
		}
	}
	for u := b.next[0]; u != 0 && int(u) < len(b.label)-openUnits; u = b.next[0] {
		b.unlink(u)
	}
}

// section returns all bases, then all labels.
func (b *trieBuilder) section() []byte {
	s := make([]byte, 0, unitSize*len(b.label))
	for _, v := range b.base {
		s = le.AppendUint32(s, v)
	}
	return append(s, b.label...)
}
