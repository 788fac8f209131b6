package gazetteer

import (
	"cmp"
	"slices"
)

// buildPrefix returns the prefix section for the trie, names and places of an index; nil if no beginning of names is frequent.
func buildPrefix(ix *Index) []byte {
	b := prefixBuilder{ix: ix, off: namesHeader}
	if ix.NumNames() > 0 {
		b.visit(0)
	}
	slices.SortFunc(b.rows, func(a, c prefixRow) int { return cmp.Compare(a.unit, c.unit) })
	var out []byte
	for _, r := range b.rows {
		out = le.AppendUint32(out, r.unit)
		for i := range prefixTop {
			off, ref := uint32(0), uint32(0)
			if i < len(r.top) {
				off, ref = r.top[i].Toponym.off, r.top[i].Place.ref
			}
			out = le.AppendUint32(le.AppendUint32(out, off), ref)
		}
	}
	return out
}

// A prefixBuilder walks the trie depth first, and so the names in their order.
type prefixBuilder struct {
	ix   *Index
	off  uint32 // of the next name
	rows []prefixRow
}

type prefixRow struct {
	unit uint32
	top  []Completion
}

// A stretch is the names below a unit.
type stretch struct {
	count    int
	from, to uint32       // offsets
	top      []Completion // if they are many
}

// visit returns the names below a unit and adds its row if they are many.
func (b *prefixBuilder) visit(unit uint32) stretch {
	s := stretch{from: b.off}
	node := le.Uint32(b.ix.base[4*unit:])
	var below []stretch
	if node&unitLeaf != 0 {
		s.count = 1
		b.off = b.ix.name(b.off).end
	} else {
		if node&unitEnd != 0 {
			below = append(below, b.visit(node&baseMask+labelEnd))
		}
		for c, _, ok := b.ix.nextChild(node, 1); ok; c, _, ok = b.ix.nextChild(node, c+1) {
			below = append(below, b.visit(node&baseMask+uint32(c)))
		}
	}
	for _, k := range below {
		s.count += k.count
	}
	s.to = b.off
	if s.count > prefixMany {
		s.top = b.top(below)
		b.rows = append(b.rows, prefixRow{unit, s.top})
	}
	return s
}

// top returns the weightiest of some stretches.
func (b *prefixBuilder) top(below []stretch) []Completion {
	top := completions{most: prefixTop}
	for _, s := range below {
		if s.count > prefixMany {
			for _, c := range s.top {
				top.add(c)
			}
			continue
		}
		for off := s.from; off < s.to; {
			n := b.ix.name(off)
			top.addName(b.ix, off, n)
			off = n.end
		}
	}
	return top.list
}
