package names

import (
	"slices"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/prose"
)

// A sense is what is known of a use of a name in texts of one language, whatever stands around it there: what a Candidate says by the same
// names, but for trust.
type sense struct {
	place                     uint32 // Place.Ref
	prior, size               float32
	spelling                  span // in senses.spellings
	flags                     gazetteer.NameFlags
	kind                      gazetteer.Type
	main, foreign, own, known bool
	in                        bool // the language has it, or may
	strayed                   bool // it is on a list for other languages only
}

// mostSenses bounds the senses that a Finder keeps in mind, which take 32 bytes each, and some 60 more a name: those of a thousand articles. News name the
// same places again and again: measured on 658 articles, six names in ten were in those before.
const mostSenses = 1 << 14

// senses keeps the senses of names from one text to the next, for they hang on nothing but the name and the manner of the text.
type senses struct {
	languages []*prose.Language
	spans     map[uint64]span // in all, by Toponym.Ref and manner
	all       []sense
	spellings []byte
}

// A span is where something stands in an array.
type span struct{ from, to uint32 }

// A manner is what senses hang on beside the name.
type manner struct {
	language *prose.Language
	beyond   bool // the name begins with a letter beyond the Latin ones
	past     bool // the text tells of times in which places had other names
}

// number returns a small number that tells a manner from all others.
func (s *senses) number(m manner) uint64 {
	at := slices.Index(s.languages, m.language)
	if at < 0 {
		at, s.languages = len(s.languages), append(s.languages, m.language)
	}
	n := uint64(at) << 2
	if m.beyond {
		n |= 1
	}
	if m.past {
		n |= 2
	}
	return n
}

// of returns the senses of a name, in the order of its uses. They are good until the next call.
func (s *senses) of(name gazetteer.Toponym, m manner) []sense {
	key := s.number(m)<<32 | uint64(name.Ref())
	at, ok := s.spans[key]
	if !ok {
		if len(s.all) >= mostSenses {
			clear(s.spans)
			s.all, s.spellings = s.all[:0], s.spellings[:0]
		}
		at = s.learn(name, m)
		s.spans[key] = at
	}
	return s.all[at.from:at.to]
}

// learn reads the senses of a name.
func (s *senses) learn(name gazetteer.Toponym, m manner) span {
	at := span{from: uint32(len(s.all))}
	var last gazetteer.Use
	var spelling span
	for use := range name.Uses() {
		if !use.SpelledLike(last) {
			spelling.from = uint32(len(s.spellings))
			s.spellings = use.AppendSpelling(s.spellings)
			last, spelling.to = use, uint32(len(s.spellings))
		}
		x := senseOf(use, m)
		x.spelling = spelling
		s.all = append(s.all, x)
	}
	at.to = uint32(len(s.all))
	return at
}

// senseOf reads what is known of a use, but for its spelling.
func senseOf(use gazetteer.Use, m manner) sense {
	p := use.Place()
	c := Candidate{Flags: use.Flags(), Kind: p.Type(), Main: use.IsDisplay()}
	l := m.language
	in, has := use.Speaks(l.Tag)
	home := l.Countries != nil && slices.Contains(l.Countries, p.Country())
	c.Own = l.Countries != nil && (has || !in && (home || m.beyond))
	c.Foreign = l.Tag != "" && !in && !c.Own
	strayed := c.Flags&gazetteer.Listed != 0 && (!has && c.Flags&gazetteer.Demonym != 0 || c.Foreign && !m.beyond)
	if m.past && c.Flags&gazetteer.Historic != 0 {
		c.Flags &^= gazetteer.Historic // so it was called then
		c.Own = true
	}
	c.Known = c.Main || !c.Foreign && (l.Tag == "" && !in || has)
	size, renown := standing(p, c.Kind)
	prior := size + renown + c.Usage()
	if home {
		prior += spoken
	}
	return sense{
		place: p.Ref(), prior: prior, size: size, flags: c.Flags, kind: c.Kind, main: c.Main, foreign: c.Foreign, own: c.Own, known: c.Known, in: in, strayed: strayed,
	}
}
