package names

import (
	"slices"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/prose"
)

// A sense is what is known of a use of a name in texts of one language, whatever stands around it there: what a Candidate says by the same
// names, but for trust, and whether it is on a list for other languages only.
type sense struct {
	prior                                    float32
	flags                                    gazetteer.NameFlags
	kind                                     gazetteer.Type
	main, foreign, own, known, seat, strayed bool
}

// mostSenses bounds the senses that a Finder keeps in mind, which take 16 bytes each, and some 30 more a name: those of a thousand articles or
// two. News name the same places again and again: measured on 658 articles, six names in ten were in those before.
const mostSenses = 1 << 15

// senses keeps the senses of names from one text to the next, for they hang on nothing but the name, its first letter, the language
// and the times.
type senses struct {
	languages []*prose.Language
	spans     map[uint64]span // by Toponym.Ref and manner
	all       []sense
}

// A span is where the senses of a name stand, in the order of its uses.
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
			s.all = s.all[:0]
		}
		at.from = uint32(len(s.all))
		for use := range name.Uses() {
			s.all = append(s.all, senseOf(use, m))
		}
		at.to = uint32(len(s.all))
		s.spans[key] = at
	}
	return s.all[at.from:at.to]
}

// senseOf reads what is known of a use.
func senseOf(use gazetteer.Use, m manner) sense {
	c := Candidate{Place: use.Place(), Flags: use.Flags(), Main: use.IsDisplay()}
	c.Kind = c.Place.Type()
	l := m.language
	in, has := use.Speaks(l.Tag)
	home := l.Countries != nil && slices.Contains(l.Countries, c.Place.Country())
	c.Own = l.Countries != nil && (has || !in && (home || m.beyond))
	c.Foreign = l.Tag != "" && !in && !c.Own
	strayed := c.Flags&gazetteer.Listed != 0 && (!has && c.Flags&gazetteer.Demonym != 0 || c.Foreign && !m.beyond)
	if m.past && c.Flags&gazetteer.Historic != 0 {
		c.Flags &^= gazetteer.Historic // so it was called then
		c.Own = true
	}
	c.Known = c.Main || !c.Foreign && (l.Tag == "" && !in || has)
	c.Prior = Prior(c.Place, c.Kind) + c.Usage()
	if home {
		c.Prior += spoken
	}
	return sense{c.Prior, c.Flags, c.Kind, c.Main, c.Foreign, c.Own, c.Known, seats(c.Place, c.Kind), strayed}
}
