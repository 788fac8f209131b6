package mention

import (
	"slices"

	"example.com/geotag/internal/learn"
	"example.com/geotag/internal/prose"
)

// What a plain word says of those beside it depends on what is seen of it alone, and texts are made of plain words that were seen so before: four in
// five. The sums of those features are remembered from text to text. What is seen of a name differs from text to text: to remember that as well takes
// more time, by its lines of the processor's cache, than to add it up.

// mostKept is how many words are remembered for the next part of a text, each as it was seen: 1 MB. A part adds as many at most as it has words.
const mostKept = 1 << 13

// A memory holds what a chain makes of words as they are seen, whatever stands beside them.
type memory struct {
	age   uint32  // of the text's forms
	first []int32 // of each form, the index in kept of how it was seen first of late; 0: never. The first is of what stands outside of a text
	kept  []kept  // from 1 on
	// Of the words of the text, from reach before the first to reach after the last: the index in kept, for the chain that asked last; 0: none has.
	words []int32
}

// A look is all of a plain view that features of it alone depend on, with the chain that they are for.
type look struct {
	form, class, written uint32
	chain                uint32 // 0: the English one
}

// A kept is the sums of the features of a word that looks so, as the chain of a word sees it from two words before it to two after.
type kept struct {
	look     look
	next     int32               // how the same form was seen before; 0: not at all
	features [2*reach + 1]uint8  // how many; 0: not added up yet
	sums     [2*reach + 1]halves // two lines of the processor's cache hold all
}

// Halves are a sum without the number of its features.
type halves struct{ even, odd uint64 }

// begin makes ready for a text.
func (m *memory) begin(t *prose.Text) {
	n := len(t.Words) + 2*reach
	m.words = slices.Grow(m.words[:0], n)[:n]
	clear(m.words)
	if m.age != t.Age || len(m.kept) > mostKept {
		m.age, m.kept, m.first = t.Age, m.kept[:0], m.first[:0]
	}
	if len(m.kept) == 0 {
		m.kept = append(m.kept, kept{})
	}
	m.first = extend(m.first, t.Forms+1)
}

// of returns what is kept of a word of the text, or of what stands outside; good until the next call.
func (m *memory) of(f *featurer, i int32) *kept {
	at := &m.words[i+reach]
	if *at == 0 || m.kept[*at].look.chain != f.chain() {
		*at = m.find(f.look(i))
	}
	return &m.kept[*at]
}

// mostLooks is how many ways in which a form was seen are compared with how it is now: a text that has a word in more of them is not read slower.
const mostLooks = 16

// find returns the index of what looks so.
func (m *memory) find(l look) int32 {
	first := &m.first[l.form+1]
	for i, n := *first, 0; i != 0 && n < mostLooks; i, n = m.kept[i].next, n+1 {
		if m.kept[i].look == l {
			return i
		}
	}
	m.kept = append(m.kept, kept{look: l, next: *first})
	*first = int32(len(m.kept) - 1)
	return *first
}

func (k *kept) keep(d int32, s learn.Sum) {
	k.sums[d+reach], k.features[d+reach] = halves{s.Even, s.Odd}, uint8(s.Features)
}

func (k *kept) at(d int32) learn.Sum {
	s := &k.sums[d+reach]
	return learn.Sum{Even: s.even, Odd: s.odd, Features: uint32(k.features[d+reach])}
}

// look returns how a word is seen.
func (f *featurer) look(i int32) look {
	v := f.at(i)
	return look{form: uint32(v.form), class: v.class, written: v.shape | v.gap<<16 | uint32(v.row)<<24 | uint32(v.by)<<28, chain: f.chain()}
}

// chain tells for which chain, and in which language of it, features are.
func (f *featurer) chain() uint32 {
	if f.joint {
		return f.tongue | 1
	}
	return 0
}
