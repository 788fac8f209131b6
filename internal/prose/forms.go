package prose

import (
	"bytes"
	"hash/maphash"

	"example.com/geotag/internal/lexicon"
)

// A Form is the number of a folded word among those that a Reader keeps in mind: from 0 up to Text.Forms. What is known of a word by its
// letters alone is found once, and kept by its form as long as Text.Age is the same.
type Form int32

// mostForms is how many forms are kept for the next part of a text: the words of some hundreds of articles, which are all but a few in a hundred
// of those of the next. A part brings as many more at most as it has words.
const mostForms = 1 << 15

// forms numbers folded words. Its hashes are seeded, so that no text can be made of which all words share a slot.
type forms struct {
	seed    maphash.Seed
	slots   []Form // by hash, one more than the form; 0: empty. At most half of them are taken
	letters []byte // of all forms, one after another
	known   []form
	// Familiar words, by their letters; nil before the first text.
	familiar []familiar
	age      uint32 // how often they were numbered anew
}

// A form is what is known of a folded word.
type form struct {
	start, end int32 // in forms.letters
	hash       uint32
	era        era
	class      lexicon.Class // in English
}

// renew makes room for the words of a part, where there is too little.
func (f *forms) renew() {
	if f.slots == nil {
		f.seed, f.slots = maphash.MakeSeed(), make([]Form, 1<<10)
		f.familiar = make([]familiar, mostFamiliar)
	}
	if len(f.known) < mostForms {
		return
	}
	clear(f.slots)
	clear(f.familiar)
	f.letters, f.known = f.letters[:0], f.known[:0]
	f.age++
}

// of returns the form of a folded word.
func (f *forms) of(word []byte) Form {
	h := uint32(maphash.Bytes(f.seed, word))
	mask := uint32(len(f.slots) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		n := f.slots[i] - 1
		if n < 0 {
			return f.add(i, h, word)
		}
		if k := &f.known[n]; k.hash == h && bytes.Equal(f.letters[k.start:k.end], word) {
			return n
		}
	}
}

// add numbers a word that has an empty slot.
func (f *forms) add(slot, hash uint32, word []byte) Form {
	start := int32(len(f.letters))
	f.letters = append(f.letters, word...)
	f.known = append(f.known, form{start, int32(len(f.letters)), hash, eraOf(word), lexicon.Of(word)})
	f.slots[slot] = Form(len(f.known))
	if 2*len(f.known) > len(f.slots) {
		f.grow()
	}
	return Form(len(f.known) - 1)
}

func (f *forms) grow() {
	f.slots = make([]Form, 2*len(f.slots))
	mask := uint32(len(f.slots) - 1)
	for n := range f.known {
		i := f.known[n].hash & mask
		for ; f.slots[i] != 0; i = (i + 1) & mask {
		}
		f.slots[i] = Form(n + 1)
	}
}
