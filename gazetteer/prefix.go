package gazetteer

import (
	"bytes"
	"cmp"
	"context"
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
// else what CompletionsOf takes.
func (ix *Index) Completions(name string, n int) []Completion {
	if unit, ok := ix.unit(beginningKey(name)); ok && 0 < n && n <= prefixTop {
		if row := ix.prefixRow(unit); row != nil {
			top := completions{most: n}
			for i := 0; i < len(row); i += 8 {
				if off := le.Uint32(row[i:]); off != 0 {
					top.add(ix.weigh(off, le.Uint32(row[i+4:])))
				}
			}
			runtime.KeepAlive(ix)
			return top.list
		}
	}
	return ix.CompletionsOf(context.Background(), name, n, &Filter{}, nil)
}

// CompletionsOf is Completions of the places that are wanted: the filter is asked of all, keep (nil: all) of those that are weighty enough. It
// reads what is less: the names that begin so, or all places, which takes some 10 ns a place. It ends early where the context does.
func (ix *Index) CompletionsOf(ctx context.Context, name string, n int, filter *Filter, keep func(Place) bool) []Completion {
	key := beginningKey(name)
	unit, ok := ix.unit(key)
	if !ok || n <= 0 {
		return nil
	}
	top := completions{most: n, filter: filter, keep: keep}
	if first, end := ix.stretchOf(unit); ix.manyNames(end - first) {
		top.addPlaces(ctx, ix, first, end)
	} else {
		top.addNames(ctx, ix, first, end, key)
	}
	runtime.KeepAlive(ix)
	return top.list
}

// A name that is read costs as much as so many places that are looked at.
const placesPerName = 25

// manyNames reports whether it takes longer to read so many bytes of names than to look at all places.
func (ix *Index) manyNames(size uint32) bool {
	names := uint64(size) * uint64(ix.NumNames()) / uint64(len(ix.names))
	return placesPerName*names > uint64(ix.NumPlaces())
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

// Beginners are the names that begin alike. The zero value is none.
type Beginners struct{ first, end uint32 } // offsets

// Beginners returns the names that Beginning yields, to ask of places whether their name is one of them.
func (ix *Index) Beginners(name string) (b Beginners) {
	if unit, ok := ix.unit(beginningKey(name)); ok {
		b.first, b.end = ix.stretchOf(unit)
	}
	runtime.KeepAlive(ix)
	return b
}

// NamedAmong reports whether the place's display name is one of them. It does not read the name.
func (p Place) NamedAmong(b Beginners) bool {
	lo, hi := p.nameRange()
	if lo == hi {
		return false
	}
	off := le.Uint32(p.ix.plnames[4*lo:])
	runtime.KeepAlive(p.ix)
	return b.first <= off && off < b.end
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

// stretchOf returns the offset of the first name below a unit, and where the last one ends.
func (ix *Index) stretchOf(unit uint32) (first, end uint32) {
	first = ix.firstBelow(unit)
	node := le.Uint32(ix.base[4*unit:])
	for range len(ix.names) {
		if node&unitLeaf != 0 {
			return first, ix.name(node &^ unitLeaf).end
		}
		last, found := ix.lastChild(node)
		if !found {
			break
		}
		node = last
	}
	return first, first
}

// lastChild returns the child of a node by the greatest label, or the name that ends at the node if it has no other.
func (ix *Index) lastChild(node uint32) (uint32, bool) {
	for c := labelEnd - 1; c > labelFree; c-- {
		if child, ok := ix.child(node, byte(c)); ok {
			return child, true
		}
	}
	return ix.child(node, labelEnd)
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
	w := weightOf(u.ix.place(u.ref), u.Place().Renown())
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

// weightOf returns what a place weighs by its display name: the place of a record, which has so many names.
func weightOf(record []byte, names int) uint64 {
	people := populationOf(record)
	if t := Type(record[atType]); people == 0 && t.valid() {
		people = usualPeople[t]
	}
	return 4096 * people * uint64(bits.Len(uint(names)))
}

// completions are the weightiest so far, in order.
type completions struct {
	most int
	list []Completion

	filter *Filter          // nil: all are wanted, of a list that addPlaces does not make
	keep   func(Place) bool // asked once a place is weighed; nil: all are wanted
}

// often is how many names or places are looked at before the context is asked again.
const often = 1 << 12

// addNames adds all places of the names from one offset to another, as long as they begin with the key.
func (t *completions) addNames(ctx context.Context, ix *Index, off, end uint32, key []byte) {
	for i := 1; off < end && (i%often != 0 || ctx.Err() == nil); i++ {
		n := ix.name(off)
		if n.end == 0 || !bytes.HasPrefix(n.key, key) {
			return
		}
		t.addName(ix, off, n)
		off = n.end
	}
}

// addPlaces adds the places that have a name between two offsets. It goes through the names of all places, which stand side by side, and looks at the
// records of those only that have such a name.
func (t *completions) addPlaces(ctx context.Context, ix *Index, first, end uint32) {
	ref, ask := uint32(0), 0
	for i := 0; i < len(ix.plnames)/4; i++ {
		if i >= ask {
			if ask = i + 4*often; ctx.Err() != nil {
				return
			}
		}
		if le.Uint32(ix.plnames[4*i:])-first >= end-first {
			continue
		}
		for ix.hasPlace(ref+1) && uint64(le.Uint32(ix.places[int(ref+1)*placeSize+atNames:])) <= uint64(i) {
			ref++
		}
		_, next := Place{ix, ref}.nameRange()
		t.addPlace(ix, ref, i, first, end)
		i = max(i, next-1)
	}
}

// addPlace adds a place by the best of its names between two offsets, of which the first stands at i in plnames.
func (t *completions) addPlace(ix *Index, ref uint32, i int, first, end uint32) {
	best := Completion{Place: Place{ix, ref}}
	lo, hi := best.Place.nameRange()
	record := ix.place(ref)
	most := weightOf(record, best.Place.Renown())
	if i > lo {
		most /= 4 // by another name than the display name
	}
	if most < t.least() || !t.filter.wants(record) || t.keep != nil && !t.keep(best.Place) {
		return
	}
	for ; i < hi; i++ {
		if off := le.Uint32(ix.plnames[4*i:]); off-first < end-first {
			if c := ix.weigh(off, ref); best.Weight == 0 || compareCompletions(c, best) < 0 {
				best = c
			}
		}
	}
	t.add(best)
}

func (t *completions) full() bool { return len(t.list) == t.most }

// least returns what a completion must weigh at least.
func (t *completions) least() uint64 {
	if !t.full() {
		return 0
	}
	return t.list[t.most-1].Weight
}

// addName adds all places of a name.
func (t *completions) addName(ix *Index, off uint32, n name) {
	for i := range n.numPostings() {
		least := t.least()
		ref, use, spelling := ix.posting(n, i)
		u := Use{ix, off, ref, use, spelling}
		if t.filter != nil && !t.filter.Wants(u.Place()) {
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
