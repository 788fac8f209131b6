package mention

import (
	"slices"

	"example.com/geotag/internal/learn"
	"example.com/geotag/internal/prose"
)

// What a word says of those beside it depends on what is seen of it alone, and texts are made of words that were seen so before: nine in ten. The
// sums of those features are remembered from text to text.

// mostKept is how many words are remembered for the next part of a text, each as it was seen: 1 MB. A part adds as many at most as it has words.
const mostKept = 1 << 13

// A memory holds what a chain makes of words as they are seen, whatever stands beside them.
type memory struct {
	age   uint32  // of the text's forms
	slots []int32 // by hash, one more than the index in kept; 0: empty. At most half of them are taken
	kept  []kept
	// Of the words of the text, from reach before the first to reach after the last: one more than the index in kept, for the chain that asked last; 0:
	// none has.
	words []int32
}

// A look is all of a view that features of it alone depend on, with the chain that they are for.
type look struct {
	form, class, written, name, rule, standing, around uint32
	chain                                              uint32 // 0: the English one
}

// A kept is the sums of the features of a word that looks so, as the chain of a word sees it from two words before it to two after.
type kept struct {
	look      look
	even, odd [2*reach + 1]uint64
	features  [2*reach + 1]uint8 // how many; 0: not added up yet
}

// begin makes ready for a text.
func (m *memory) begin(t *prose.Text) {
	n := len(t.Words) + 2*reach
	m.words = slices.Grow(m.words[:0], n)[:n]
	clear(m.words)
	if m.slots == nil {
		m.slots = make([]int32, 1<<10)
	}
	if m.age != t.Age || len(m.kept) > mostKept {
		m.age, m.kept = t.Age, m.kept[:0]
		clear(m.slots)
	}
}

// of returns what is kept of a word of the text, or of what stands outside; good until the next call.
func (m *memory) of(f *featurer, i int32) *kept {
	at := &m.words[i+reach]
	if *at == 0 || m.kept[*at-1].look.chain != f.chain() {
		*at = m.find(f.look(i))
	}
	return &m.kept[*at-1]
}

// find returns one more than the index of what looks so.
func (m *memory) find(l look) int32 {
	mask := uint32(len(m.slots) - 1)
	for i := l.hash() & mask; ; i = (i + 1) & mask {
		k := m.slots[i]
		if k == 0 {
			return m.add(i, l)
		}
		if m.kept[k-1].look == l {
			return k
		}
	}
}

// add takes up what looks so, which has an empty slot.
func (m *memory) add(slot uint32, l look) int32 {
	m.kept = append(m.kept, kept{look: l})
	n := int32(len(m.kept))
	m.slots[slot] = n
	if 2*len(m.kept) > len(m.slots) {
		m.slots = make([]int32, 2*len(m.slots))
		mask := uint32(len(m.slots) - 1)
		for k := range m.kept {
			i := m.kept[k].look.hash() & mask
			for ; m.slots[i] != 0; i = (i + 1) & mask {
			}
			m.slots[i] = int32(k + 1)
		}
	}
	return n
}

func (l *look) hash() uint32 {
	h := uint32(0)
	for _, v := range [...]uint32{l.form, l.written, l.name, l.rule, l.standing, l.around} { // the rest hardly tells any apart
		h = (h<<5 | h>>27 ^ v) * 0x9E3779B1
	}
	return learn.Mix(h)
}

func (k *kept) keep(d int32, s learn.Sum) {
	k.even[d+reach], k.odd[d+reach], k.features[d+reach] = s.Even, s.Odd, uint8(s.Features)
}

func (k *kept) at(d int32) learn.Sum {
	return learn.Sum{Even: k.even[d+reach], Odd: k.odd[d+reach], Features: uint32(k.features[d+reach])}
}

// look returns how a word is seen.
func (f *featurer) look(i int32) look {
	v := f.at(i)
	return look{
		form: uint32(v.form), class: v.class, written: v.shape | v.gap<<16 | uint32(v.row)<<24 | uint32(v.by)<<28, name: v.name, rule: v.said.rule,
		standing: v.said.hint | v.said.fame<<8, around: v.around, chain: f.chain(),
	}
}

// chain tells for which chain, and in which language of it, features are.
func (f *featurer) chain() uint32 {
	if f.joint {
		return f.tongue | 1
	}
	return 0
}
