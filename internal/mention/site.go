package mention

import (
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/names"
	"example.com/geotag/internal/prose"
)

// A site is a name with what stands around it, looked at once for all rules.
type site struct {
	*names.Name
	language     *prose.Language
	first        *prose.Word
	before, next *prose.Word   // as prose.Text.Before and After have them
	placed       bool          // a preposition of place stands right before
	near         lexicon.Class // of all words in sight, its own among them
	cues         cue           // of the same
}

// sightBefore and sightAfter are how many words before and after a name are in sight: as many as any rule looks for one of its classes or cues.
const sightBefore, sightAfter = 3, 6

// look takes up a name.
func (r *rules) look(n *names.Name) {
	t := r.text
	first := &t.Words[n.First]
	r.site = site{
		Name: n, language: t.Sentences[first.Sentence].Language, first: first,
		before: t.Before(n.First), next: t.After(n.Last), placed: placed(t, n),
	}
	s := &r.site
	if s.language.Words != nil {
		s.cues = cueForeign
	}
	around := t.Words[max(0, n.First-sightBefore):min(len(t.Words), int(n.Last)+1+sightAfter)]
	for i := range around {
		w := &around[i]
		s.near |= w.Class
		s.cues |= r.hearer.cues(w)
		s.cues |= cue(bit(w.Shape&prose.Digits != 0))*cueFigure | cue(bit(w.Gap == prose.GapOpen))*cueOpens
	}
}

// A mark is what the text has shown of a word elsewhere.
type mark uint32

const (
	surname  mark = 1 << iota // of a person named in full
	shipName                  // of a ship
	markBits = iota
)

// marks are the marks of a text's words, by form.
type marks struct {
	of   []uint32 // the number of the text in which a form was marked last, above its marks
	text uint32
}

// begin forgets the marks of the text before, and makes room for so many forms.
func (m *marks) begin(forms int) {
	if m.text++; m.text == 1<<(32-markBits) {
		m.text = 1
		clear(m.of)
	}
	if n := forms - len(m.of); n > 0 {
		m.of = append(m.of, make([]uint32, n)...)
	}
}

func (m *marks) add(f prose.Form, k mark) {
	if m.of[f]>>markBits != m.text {
		m.of[f] = m.text << markBits
	}
	m.of[f] |= uint32(k)
}

func (m *marks) has(f prose.Form, k mark) bool {
	return m.of[f]>>markBits == m.text && m.of[f]&uint32(k) != 0
}
