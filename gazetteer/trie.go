package gazetteer

import (
	"bytes"
	"math/bits"
)

// Bits of a unit's base, and labels that no key holds; see the description of the format.
const (
	unitLeaf  = 1 << 31 // the other bits are the offset of a name
	unitEnd   = 1 << 30 // a name ends at this node: its leaf is the child by labelEnd
	baseMask  = unitEnd - 1
	labelEnd  = 0xFF
	labelFree = 0x00
)

// child returns the base of the child by label c of the node with the given base.
func (ix *Index) child(node uint32, c byte) (uint32, bool) {
	i := int(node&baseMask) + int(c)
	if i >= len(ix.label) || ix.label[i] != c {
		return 0, false
	}
	return le.Uint32(ix.base[4*i:]), true
}

// nextChild returns the child of a node by the least label from c on, labelEnd left out. It looks at eight labels at a time.
func (ix *Index) nextChild(node uint32, c int) (label int, child uint32, ok bool) {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	first := int(node & baseMask)
	for ; c < labelEnd; c += 8 {
		u := first + c
		if u+8 > len(ix.label) {
			break
		}
		// A byte is zero where a unit has the label that its place asks for; the sum cannot carry, for 247+7 fits a byte.
		want := uint64(c)*ones + 0x0706050403020100
		if c > 0xF8 {
			break
		}
		x := le.Uint64(ix.label[u:]) ^ want
		for zero := (x - ones) &^ x & highs; zero != 0; zero &= zero - 1 {
			k := bits.TrailingZeros64(zero) / 8
			if l := c + k; ix.label[first+l] == byte(l) && l < labelEnd && l > labelFree { // above the first, a borrow may pass for a zero
				return l, le.Uint32(ix.base[4*(first+l):]), true
			}
		}
	}
	for ; c < labelEnd; c++ {
		if child, ok := ix.child(node, byte(c)); ok && c > labelFree {
			return c, child, true
		}
	}
	return 0, 0, false
}

func (ix *Index) match(key []byte, yield func(int, Toponym) bool) {
	node := le.Uint32(ix.base)
	for d := 0; node&unitLeaf == 0; d++ {
		if node&unitEnd != 0 {
			if leaf, ok := ix.child(node, labelEnd); ok && !yield(d, Toponym{ix, leaf &^ unitLeaf}) {
				return
			}
		}
		if d == len(key) || key[d] == labelEnd || key[d] == labelFree {
			return
		}
		var ok bool
		if node, ok = ix.child(node, key[d]); !ok {
			return
		}
	}
	off := node &^ unitLeaf
	if k := ix.key(off); len(k) > 0 && bytes.HasPrefix(key, k) {
		yield(len(k), Toponym{ix, off})
	}
}
