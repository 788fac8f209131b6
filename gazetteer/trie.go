package gazetteer

import "bytes"

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
