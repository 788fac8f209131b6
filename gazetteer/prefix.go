package gazetteer

import (
	"bytes"
	"cmp"
	"iter"
	"math/bits"
	"runtime"
	"slices"
	"sort"

	"example.com/geotag/internal/fold"
)

const (
	prefixTop  = FewCompletions // places that the prefix section keeps for a beginning of names
	prefixMany = 100            // beginnings of more names than this have a row there

	prefixSize = 4 + 8*prefixTop // of prefix: a unit, then offset and place of each
)

// FewCompletions is up to how many completions take microseconds.
const FewCompletions = 16

// A Completion is a name that begins as was asked, and the place that is meant.
type Completion struct {
	Toponym Toponym
	Place   Place
	Weight  uint64 // by which they are ordered: see Completions
}

// Completions returns up to n places that have a name which begins as the given one does when both are folded, the weightiest
// first, each with the best of its names. A place weighs its people, or what places of its type usually have, times the binary digits of the number of its names, which
// tells its fame; by another name of its own than the display name (see Use.IsOwn) it weighs a quarter, by any other a 4096th, by one that is historic, colloquial or
// short for another a sixteenth of that, and by demonyms nothing. It takes microseconds for n up to 16 if the file has a section for that, and
// else as long as it takes to read all names that begin so.
func (ix *Index) Completions(name string, n int) []Completion {
	key := beginningKey(name)
	defer runtime.KeepAlive(ix)
	unit, ok := ix.unit(key)
	if !ok || n <= 0 {
		return nil
	}
	top := completions{most: n}
	if row := ix.prefixRow(unit); row != nil && n <= prefixTop {
		for i := 0; i < len(row); i += 8 {
			if off := le.Uint32(row[i:]); off != 0 {
				top.add(ix.weigh(off, le.Uint32(row[i+4:])))
			}
		}
		return top.list
	}
	for t := range ix.below(unit, key) {
		top.addName(ix, t.off, ix.name(t.off))
	}
	return top.list
}

// CompletionsOf is Completions of the places that both functions want: first is asked of all places, keep, which may take its time, of those that
// are weighty enough. It takes as long as it takes to read all names that begin so.
func (ix *Index) CompletionsOf(name string, n int, first, keep func(Place) bool) []Completion {
	top := completions{most: n, first: first, keep: keep}
	if n > 0 {
		for t := range ix.Beginning(name) {
			top.addName(ix, t.off, ix.name(t.off))
		}
	}
	return top.list
}

// Beginning yields the names that begin as the given one does when both are folded, in the order of their folded forms' bytes. A space at
// the end counts: "new " is not "newcastle".
func (ix *Index) Beginning(name string) iter.Seq[Toponym] {
	return func(yield func(Toponym) bool) {
		key := beginningKey(name)
		if unit, ok := ix.unit(key); ok {
			ix.below(unit, key)(yield)
		}
		runtime.KeepAlive(ix)
	}
}

// beginningKey is the folded form of the beginning of a name: what AppendName takes off at the end counts here.
func beginningKey(name string) []byte {
	key := fold.AppendName(nil, name)
	if len(key) > 0 && name[len(name)-1] == ' ' {
		key = append(key, ' ')
	}
	return key
}

// below yields the names of the key's unit.
func (ix *Index) below(unit uint32, key []byte) iter.Seq[Toponym] {
	return func(yield func(Toponym) bool) {
		for off := ix.firstBelow(unit); ; {
			n := ix.name(off)
			if n.end == 0 || !bytes.HasPrefix(n.key, key) || !yield(Toponym{ix, off}) {
				return
			}
			off = n.end
		}
	}
}

// unit returns the unit at which the path of a beginning ends: a node, or the leaf of the only name that begins so.
func (ix *Index) unit(key []byte) (uint32, bool) {
	unit, node := uint32(0), le.Uint32(ix.base)
	for i, c := range key {
		if node&unitLeaf != 0 {
			k := ix.key(node &^ unitLeaf)
			return unit, len(k) > i && bytes.HasPrefix(k, key)
		}
		unit = node&baseMask + uint32(c)
		var ok bool
		if node, ok = ix.child(node, c); !ok || c == labelEnd {
			return 0, false
		}
	}
	return unit, true
}

// firstBelow returns the offset of the first name below a unit.
func (ix *Index) firstBelow(unit uint32) uint32 {
	node := le.Uint32(ix.base[4*unit:])
	for range len(ix.names) { // a circle ends here
		if node&unitLeaf != 0 {
			return node &^ unitLeaf
		}
		if leaf, ok := ix.child(node, labelEnd); ok {
			return leaf &^ unitLeaf
		}
		_, next, found := ix.nextChild(node, 1)
		if !found {
			break
		}
		node = next
	}
	return uint32(len(ix.names)) // none
}

// prefixRow returns what the prefix section holds of a unit, or nil.
func (ix *Index) prefixRow(unit uint32) []byte {
	rows := len(ix.prefix) / prefixSize
	i := sort.Search(rows, func(i int) bool { return le.Uint32(ix.prefix[i*prefixSize:]) >= unit })
	if i == rows || le.Uint32(ix.prefix[i*prefixSize:]) != unit {
		return nil
	}
	return ix.prefix[i*prefixSize+4:][:prefixSize-4]
}

// weigh returns a place as the completion to the name at off, with the weight of its best use.
func (ix *Index) weigh(off, ref uint32) Completion {
	c := Completion{Toponym: Toponym{ix, off}, Place: Place{ix, ref}}
	for u := range ix.usesOf(off, ref) {
		c.Weight = max(c.Weight, u.weight(0))
	}
	return c
}

// usualPeople is what a place weighs whose people are not known, by type: round figures that we chose.
var usualPeople = [...]uint64{
	Country: 1_000_000, Admin1: 200_000, Admin2: 10_000, Settlement: 300, Continent: 100_000_000, Region: 100_000, Union: 10_000_000,
	Water: 50_000, Landform: 20_000, Island: 10_000, Airport: 20_000, Facility: 1_000,
	Postcode: 100,
}

// Weight returns what a place weighs for a use of a name, as Completions orders them; demonyms weigh nothing.
func (u Use) Weight() uint64 { return u.weight(0) }

// weight returns the weight of a place for a use of a name; 0 if it is less than least.
func (u Use) weight(least uint64) uint64 {
	flags := u.Flags()
	if flags&Demonym != 0 {
		return 0
	}
	p := u.Place()
	w := 4096 * p.Population()
	if t := p.Type(); w == 0 && t.valid() {
		w = 4096 * usualPeople[t]
	}
	w *= uint64(bits.Len(uint(p.NumNames())))
	if flags&(Historic|Colloquial|Abbreviation|Code) != 0 {
		w /= 16
	}
	if w < least { // what spares the look at the place's names
		return 0
	}
	switch {
	case u.IsDisplay():
	case u.IsOwn():
		w /= 4
	default:
		w /= 4096
	}
	return max(w, 1)
}

// completions are the weightiest so far, in order.
type completions struct {
	most int
	list []Completion

	first, keep func(Place) bool // asked before and after a place is weighed; nil: all are wanted
}

// addName adds all places of a name.
func (t *completions) addName(ix *Index, off uint32, n name) {
	for i := range n.numPostings() {
		least := uint64(0)
		if len(t.list) == t.most {
			least = t.list[t.most-1].Weight
		}
		ref, use, spelling := ix.posting(n, i)
		u := Use{ix, off, ref, use, spelling}
		if t.first != nil && !t.first(u.Place()) {
			continue
		}
		if w := u.weight(least); w > 0 && w >= least && (t.keep == nil || t.keep(u.Place())) {
			t.add(Completion{Toponym{ix, off}, Place{ix, ref}, w})
		}
	}
}

func compareCompletions(a, b Completion) int {
	return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Place.ref, b.Place.ref), cmp.Compare(a.Toponym.off, b.Toponym.off))
}

// add adds a completion if it is weighty enough. A place stays once, with its best name.
func (t *completions) add(c Completion) {
	if c.Weight == 0 || len(t.list) == t.most && compareCompletions(c, t.list[t.most-1]) > 0 {
		return
	}
	if i := slices.IndexFunc(t.list, func(o Completion) bool { return o.Place == c.Place }); i >= 0 {
		if compareCompletions(t.list[i], c) <= 0 {
			return
		}
		t.list = slices.Delete(t.list, i, i+1)
	}
	i, _ := slices.BinarySearchFunc(t.list, c, compareCompletions)
	t.list = slices.Insert(t.list[:min(len(t.list), t.most-1)], min(i, t.most-1), c)
}
