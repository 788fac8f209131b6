package names

import (
	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/prose"
)

// A beginning is where the names of an index go on after a word.
type beginning struct {
	name          uint32 // Toponym.Ref of the name that is the word alone; 0: none
	glued, spaced uint32 // Path.Ref of the longer ones right after the word, and after a space
	letters       uint32 // with which those go on after the space: gazetteer.LatinBit
	known         bool   // it was looked up
	glues, spaces bool   // there are such longer ones
}

// beginnings are those of words by their forms: what a word begins is the same in every text, and most words of one were in those before. They take
// 20 bytes a form, and are looked up anew where the forms are numbered anew.
type beginnings struct {
	text *prose.Text // of whose Reader the forms are
	age  uint32
	all  []beginning // by Word.Form
}

// renew makes room for the words of a text.
func (b *beginnings) renew(t *prose.Text) {
	if b.text != t || b.age != t.Age {
		b.text, b.age, b.all = t, t.Age, b.all[:0]
	}
	if n := t.Forms - len(b.all); n > 0 {
		b.all = append(b.all, make([]beginning, n)...)
	}
}

// of returns the beginning that a word is.
func (b *beginnings) of(ix *gazetteer.Index, i int32) *beginning {
	at := &b.all[b.text.Words[i].Form]
	if !at.known {
		*at = beginningOf(ix, b.text.Word(i))
	}
	return at
}

// beginningOf looks a folded word up.
func beginningOf(ix *gazetteer.Index, word []byte) beginning {
	b := beginning{known: true}
	p, ok := ix.Path().Follow(word)
	if !ok {
		return b
	}
	if name, ok := p.Toponym(); ok {
		b.name = name.Ref()
	}
	b.glued, b.glues = p.Ref(), true
	if p, ok = p.Follow([]byte{' '}); ok {
		b.spaced, b.spaces, b.letters = p.Ref(), true, p.Latin()
	}
	return b
}

// goesOn reports whether longer names may go on after a space with a letter.
func (b *beginning) goesOn(letter byte) bool {
	bit := gazetteer.LatinBit(letter)
	return bit == 0 || b.letters&bit != 0
}

// whole fills f.matches with the names that begin at a word and stand as they are, the shortest first.
func (f *Finder) whole(i int32) {
	t := f.text
	b := f.beginnings.of(f.ix, i)
	if b.name != 0 {
		f.matches = append(f.matches, proposal{last: i, name: f.ix.ToponymAt(b.name)})
	}
	next := i + 1
	if int(next) == len(t.Words) {
		return
	}
	end, from := t.Words[i].FoldEnd, t.Words[next].FoldStart
	depth := int(end - t.Words[i].FoldStart)
	var p gazetteer.Path
	switch {
	case from == end && b.glues:
		p = f.ix.PathAt(b.glued, depth)
	case from == end+1 && t.Folded[end] == ' ' && b.spaces && b.goesOn(t.Folded[from]):
		p = f.ix.PathAt(b.spaced, depth+1)
	default:
		return
	}
	for ; ; next++ {
		to, ok := t.Words[next].FoldEnd, false
		if p, ok = p.Follow(t.Folded[from:to]); !ok {
			return
		}
		if name, ok := p.Toponym(); ok {
			f.matches = append(f.matches, proposal{last: next, name: name})
		}
		if from = to; int(next)+1 == len(t.Words) {
			return
		}
	}
}
