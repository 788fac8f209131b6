package gazetteer

import (
	"bytes"
	"runtime"
)

// A Path is the beginning of names of an index, as far as a walk along their folded letters has come. It is a small comparable handle.
type Path struct {
	ix    *Index
	unit  uint32 // the node that was reached, or the leaf of the only name that begins so
	depth uint32 // bytes that were walked
}

// Path returns the beginning of all names.
func (ix *Index) Path() Path { return Path{ix: ix, unit: le.Uint32(ix.base)} }

// Ref returns a number that tells how far the walk has come from all other walks of as many bytes, so that many are kept in little memory:
// PathAt takes the walk up again.
func (p Path) Ref() uint32 { return p.unit }

// PathAt returns the path with a Ref after so many bytes. Of other numbers it makes a path along which wrong names may lie, or none.
func (ix *Index) PathAt(ref uint32, depth int) Path { return Path{ix, ref, uint32(depth)} }

// Follow walks on along more bytes of a folded name. It reports whether any name begins so, and does not allocate.
func (p Path) Follow(more []byte) (Path, bool) {
	for i := range len(more) {
		if p.unit&unitLeaf != 0 {
			return p.along(more[i:])
		}
		c := more[i]
		if c == labelEnd || c == labelFree {
			return Path{}, false
		}
		var ok bool
		if p.unit, ok = p.ix.child(p.unit, c); !ok {
			return Path{}, false
		}
		p.depth++
	}
	runtime.KeepAlive(p.ix)
	return p, true
}

// Latin returns which of the letters a to z, as bits 0 to 25, and whether a space, as bit 26, go on from here. It takes as long as following a few.
func (p Path) Latin() (set uint32) {
	if p.unit&unitLeaf != 0 {
		if k := p.ix.key(p.unit &^ unitLeaf); int(p.depth) < len(k) {
			set = LatinBit(k[p.depth])
		}
		runtime.KeepAlive(p.ix)
		return set
	}
	first := int(p.unit&baseMask) + 'a'
	if labels := p.ix.label; first+32 <= len(labels) {
		for k := range uint64(4) {
			set |= same(le.Uint64(labels[first+8*int(k):]), 0x0706050403020100+0x0101010101010101*('a'+8*k)) << (8 * k)
		}
		set &= 1<<26 - 1
	} else {
		for i, l := range labels[min(first, len(labels)):min(first+26, len(labels))] {
			if l == byte('a'+i) {
				set |= 1 << i
			}
		}
	}
	if _, ok := p.ix.child(p.unit, ' '); ok {
		set |= LatinBit(' ')
	}
	runtime.KeepAlive(p.ix)
	return set
}

// same returns which of eight bytes two numbers have the same, the lowest first.
func same(a, b uint64) uint32 {
	const highs = 0x8080808080808080
	x := a ^ b
	zero := ^((x&^highs + ^uint64(highs)) | x) & highs
	return uint32(zero >> 7 * 0x0102040810204080 >> 56)
}

// LatinBit returns the bit of a byte in what Latin returns; 0 of others.
func LatinBit(c byte) uint32 {
	switch {
	case 'a' <= c && c <= 'z':
		return 1 << (c - 'a')
	case c == ' ':
		return 1 << 26
	}
	return 0
}

// along walks on in the only name that begins so.
func (p Path) along(more []byte) (Path, bool) {
	k := p.ix.key(p.unit &^ unitLeaf)
	if int(p.depth) > len(k) || !bytes.HasPrefix(k[p.depth:], more) {
		return Path{}, false
	}
	p.depth += uint32(len(more))
	runtime.KeepAlive(p.ix)
	return p, true
}

// Toponym returns the name that ends here, if one does.
func (p Path) Toponym() (Toponym, bool) {
	if p.unit&unitLeaf != 0 {
		off := p.unit &^ unitLeaf
		whole := len(p.ix.key(off)) == int(p.depth)
		runtime.KeepAlive(p.ix)
		return Toponym{p.ix, off}, whole
	}
	if p.unit&unitEnd == 0 {
		return Toponym{}, false
	}
	leaf, ok := p.ix.child(p.unit, labelEnd)
	runtime.KeepAlive(p.ix)
	return Toponym{p.ix, leaf &^ unitLeaf}, ok
}
