package gazetteer

import (
	"context"
	"iter"
	"runtime"
	"slices"
	"unicode/utf8"

	"example.com/geotag/internal/fold"
)

// The longest name in runes that Fuzzy looks for, and the most edits.
const (
	maxFuzzy = 60
	maxEdits = 2
)

// Fuzzy yields the names within most edits of the given one when both are folded, and how many each takes: a rune inserted, left out
// or replaced, or two neighbours swapped (the restricted Damerau-Levenshtein distance). It is at most 2; a name longer than 60
// runes is like no other, nor are names with a letter of a script that it has none of, Latin aside: that is no slip of the fingers. The order
// is that of Toponyms. It ends early where the context does.
func (ix *Index) Fuzzy(ctx context.Context, name string, most int) iter.Seq2[Toponym, int] {
	return func(yield func(Toponym, int) bool) {
		s := speller{ctx: ctx, ix: ix, most: int8(min(most, maxEdits)), yield: yield}
		for _, r := range string(fold.AppendName(nil, name)) {
			if s.n == maxFuzzy {
				return
			}
			s.want[s.n] = r
			s.n++
		}
		s.allow()
		if s.n == 0 || s.most < 0 {
			return
		}
		for j := range s.n + 1 {
			s.rows[0][j] = int8(min(j, 100))
		}
		s.node(le.Uint32(ix.base), 0, 0)
		runtime.KeepAlive(ix)
	}
}

// A speller walks the trie depth first with a row of the table of edit distances for each rune on its path. Row i holds, at j, how
// many edits make the first i runes of the path the first j of the wanted name. What exceeds most is of no interest.
type speller struct {
	ctx     context.Context
	visited int // nodes
	ix      *Index
	most    int8
	want    [maxFuzzy]rune
	n       int                // of want
	leads   [256]bool          // first bytes of the runes that names may have
	path    [maxFuzzy + 4]rune // in front of row i+1 stands path[i]
	rows    [maxFuzzy + 5][maxFuzzy + 1]int8
	stopped bool
	yield   func(Toponym, int) bool
}

// scripts are the last bytes of stretches of first bytes of UTF-8 that are about a script each: Latin, Greek, Cyrillic, Armenian, Hebrew,
// Arabic and its neighbours, the scripts of India, more of Asia, signs, Han with kana, Hangul, what is beyond.
var scripts = [...]byte{0xCB, 0xCF, 0xD4, 0xD5, 0xD7, 0xDF, 0xE0, 0xE1, 0xE2, 0xE9, 0xEE, 0xFF}

// allow sets which runes names may have.
func (s *speller) allow() {
	first := 0
	for i, last := range scripts {
		has := i == 0
		for _, r := range s.want[:s.n] {
			var b [utf8.UTFMax]byte
			utf8.EncodeRune(b[:], r)
			has = has || first <= int(b[0]) && b[0] <= last
		}
		for ; first <= int(last); first++ {
			s.leads[first] = has
		}
	}
}

// node visits a node whose path has i runes, which are at bytes long.
func (s *speller) node(node uint32, i, at int) {
	if s.visited++; s.visited%often == 0 && s.ctx.Err() != nil {
		s.stopped = true
	}
	switch {
	case node&unitLeaf != 0:
		s.leaf(node&^unitLeaf, i, at)
		return
	case node&unitEnd != 0:
		if leaf, ok := s.ix.child(node, labelEnd); ok {
			s.found(leaf&^unitLeaf, i)
		}
	}
	if i == s.n+int(s.most) { // no longer path is near enough, and the rows end
		return
	}
	switch s.least(i) {
	case s.most:
		s.exactly(node, i, at)
		return
	case s.most - 1:
		s.lastEdit(node, i, at)
		return
	}
	for c, child, ok := s.ix.nextChild(node, 1); ok && !s.stopped; c, child, ok = s.ix.nextChild(node, c+1) {
		if c >= utf8.RuneSelf {
			if s.leads[c] {
				s.bytes(child, [utf8.UTFMax]byte{byte(c)}, 1, i, at, nil)
			}
		} else if s.row(i, rune(c)) {
			s.node(child, i+1, at+1)
		}
	}
}

// lastEdit goes on where one edit is left. Most runes are none of the next that are wanted: all of these leave the same row, and so want
// the same to follow, which is looked up before anything else is done, as it mostly is not there.
func (s *speller) lastEdit(node uint32, i, at int) {
	var next follow
	next.lo, next.hi = max(0, i-int(s.most)), min(s.n, i+int(s.most)+1)
	if s.row(i, -1) {
		for j := max(0, i+1-int(s.most)); j < next.hi; j++ {
			if s.rows[i+1][j] <= s.most {
				var b [utf8.UTFMax]byte
				utf8.EncodeRune(b[:], s.want[j])
				next.first[next.n] = b[0]
				next.n++
			}
		}
		next.ends = i+1 >= s.n-int(s.most) && s.rows[i+1][s.n] <= s.most
	}
	for c, child, ok := s.ix.nextChild(node, 1); ok && !s.stopped; c, child, ok = s.ix.nextChild(node, c+1) {
		switch {
		case !s.leads[c]:
		case c >= utf8.RuneSelf:
			s.bytes(child, [utf8.UTFMax]byte{byte(c)}, 1, i, at, &next)
		case s.may(rune(c), child, &next) && s.row(i, rune(c)):
			s.node(child, i+1, at+1)
		}
	}
}

// A follow is what may come after a rune that takes the last edit.
type follow struct {
	lo, hi int                  // where in want the runes stand that need not take it
	first  [2*maxEdits + 3]byte // first bytes of what is wanted after any other rune
	n      int                  // of first
	ends   bool                 // or the name may end
}

// may reports whether anything can come of going on with r to a node.
func (s *speller) may(r rune, node uint32, next *follow) bool {
	if node&unitLeaf != 0 || next.ends && node&unitEnd != 0 {
		return true
	}
	for _, f := range next.first[:next.n] {
		if u := int(node&baseMask) + int(f); u < len(s.ix.label) && s.ix.label[u] == f {
			return true
		}
	}
	return slices.Contains(s.want[next.lo:next.hi], r)
}

// bytes goes on with a path that ends in the first n bytes of a rune, which takes the last edit if next is not nil.
func (s *speller) bytes(node uint32, b [utf8.UTFMax]byte, n, i, at int, next *follow) {
	if utf8.FullRune(b[:n]) {
		r, size := utf8.DecodeRune(b[:n])
		if size == n && (next == nil || s.may(r, node, next)) && s.row(i, r) {
			s.node(node, i+1, at+n)
		}
		return
	}
	if node&unitLeaf != 0 {
		s.leaf(node&^unitLeaf, i, at)
		return
	}
	for c, child, ok := s.ix.nextChild(node, 0x80); ok && c < 0xC0 && !s.stopped; c, child, ok = s.ix.nextChild(node, c+1) {
		b[n] = byte(c)
		s.bytes(child, b, n+1, i, at, next)
	}
}

// exactly goes on where no edit is left: only with the runes that are wanted next.
func (s *speller) exactly(node uint32, i, at int) {
	var tried [2*maxEdits + 4]rune
	n := 0
	try := func(r rune) {
		if slices.Contains(tried[:n], r) {
			return
		}
		if n < len(tried) {
			tried[n] = r
			n++
		}
	}
	for j := max(0, i-int(s.most)); j < min(s.n, i+int(s.most)+1); j++ {
		if s.rows[i][j] <= s.most {
			try(s.want[j])
		}
		if j > 0 && i > 0 && s.path[i-1] == s.want[j] && s.rows[i-1][j-1] < s.most {
			try(s.want[j-1]) // the other of two that are swapped
		}
	}
	for _, r := range tried[:n] {
		var b [utf8.UTFMax]byte
		size := utf8.EncodeRune(b[:], r)
		next, ok, leaf := node, true, false
		for _, c := range b[:size] {
			if leaf = next&unitLeaf != 0; leaf {
				break
			}
			if next, ok = s.ix.child(next, c); !ok {
				break
			}
		}
		switch {
		case s.stopped || !ok:
		case leaf: // it ends inside the rune
			s.leaf(next&^unitLeaf, i, at)
		case s.row(i, r):
			s.node(next, i+1, at+size)
		}
	}
}

// leaf compares the rest of the only name below a node.
func (s *speller) leaf(off uint32, i, at int) {
	key := s.ix.key(off)
	for rest := key[min(at, len(key)):]; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		if i == s.n+int(s.most) || !s.leads[rest[0]] || !s.row(i, r) {
			return
		}
		i++
		rest = rest[size:]
	}
	s.found(off, i)
}

func (s *speller) found(off uint32, i int) {
	if i < s.n-int(s.most) { // the end of the row was not filled
		return
	}
	if d := s.rows[i][s.n]; d <= s.most && !s.stopped {
		s.stopped = !s.yield(Toponym{s.ix, off}, int(d))
	}
}

// least returns the least of row i.
func (s *speller) least(i int) int8 {
	least := int8(100)
	for j := max(0, i-int(s.most)); j <= min(s.n, i+int(s.most)); j++ {
		least = min(least, s.rows[i][j])
	}
	return least
}

// row fills row i+1 for a path that goes on with r, and reports whether anything in it is near enough.
func (s *speller) row(i int, r rune) bool {
	k := int(s.most)
	s.path[i] = r
	before, row := &s.rows[i], &s.rows[i+1]
	// Cells farther than k off the diagonal are beyond most; those beside the band must say so.
	lo, hi := max(0, i+1-k), min(s.n, i+1+k)
	if lo > s.n {
		return false
	}
	if lo > 0 {
		row[lo-1] = 100
	}
	if hi < s.n {
		row[hi+1] = 100
	}
	near := false
	for j := lo; j <= hi; j++ {
		d := int8(100)
		if j == 0 {
			d = int8(i + 1)
		} else {
			d = min(row[j-1]+1, before[j-1])
			if r != s.want[j-1] {
				d = min(row[j-1], before[j-1]) + 1
			}
			d = min(d, before[j]+1)
			if j > 1 && i > 0 && r == s.want[j-2] && s.path[i-1] == s.want[j-1] {
				d = min(d, s.rows[i-1][j-2]+1)
			}
		}
		row[j] = min(d, 100)
		near = near || d <= s.most
	}
	return near
}
