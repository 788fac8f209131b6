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
