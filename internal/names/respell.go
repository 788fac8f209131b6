package names

import (
	"bytes"
	"math/bits"
	"slices"
	"unicode/utf8"

	"example.com/geotag/gazetteer"
)

// What it costs that a letter is written once for twice, or twice for once, and that one is left out, put in, replaced or swapped with the next. How
// many steps along the names of an index one name may take. Set by hand.
const (
	doubling        = 0.15
	slip            = 1
	respellingSteps = 6000
)

// How much families may cost up to a byte of the name: so much, and so much more for each byte, for where names begin many go on. Set by hand.
const earlyLeeway, laterLeeway = 0.15, 0.06

// What the cheapest family costs, and how many bytes the longest form of one has that is no run of words.
const leastCost, longestForm = 0.1, 5

// A respelling is a name of the gazetteer that is spelt nearly as a text has it, and by how much it differs.
type respelling struct {
	name     gazetteer.Toponym
	cost     float32
	lettered bool // by letters that only transliterations differ in
}

// A respeller walks along the names of an index by a folded name that may be spelt otherwise: by the families of letters and words
// that those who write a place differ in (respellings.go), and by slips of the fingers, of which there is none in the first letter. It keeps its memory from one name to the next.
type respeller struct {
	want    []byte
	leeway  float32 // what families may cost
	letters bool    // those of transliterations count
	steps   int
	firm    int // bytes at the beginning without slips
	found   []respelling
	keep    func(name gazetteer.Toponym, lettered bool) bool
	places  []place // of each byte of the wanted name and of its end, once a walk came there
	fitting []fit
}

// A place is what may be rewritten at a byte of the wanted name, whichever way a walk came there.
type place struct {
	from, to int32   // in respeller.fitting
	allowed  float32 // what families may cost up to the end of the longest form from here
	known    bool
}

// A fit is a rewriting that the wanted name has the letters for.
type fit struct {
	*rewriting
	allowed float32 // what families may cost up to its end
}

// A stance is where a walk stands.
type stance struct {
	at       int            // bytes of the wanted name behind it
	path     gazetteer.Path // along the index
	cost     float32        // of families so far
	slips    int            // that are left
	lettered bool
	next     uint32 // letters that go on from there: gazetteer.Path.Latin
}

// respell fills s.found with the names that differ from the wanted one by so many slips and, beyond them, by families that cost no more than the
// leeway. keep says which names count.
func (s *respeller) respell(ix *gazetteer.Index, slips int) {
	s.found, s.steps, s.firm = s.found[:0], 0, slips+1
	n := len(s.want) + 1
	s.places, s.fitting = slices.Grow(s.places[:0], n)[:n], s.fitting[:0]
	clear(s.places)
	s.walk(stance{path: ix.Path(), slips: slips})
}

// walk goes on from a stance.
func (s *respeller) walk(p stance) {
	if s.steps++; s.steps > respellingSteps {
		return
	}
	size := 0
	if p.at < len(s.want) {
		_, size = utf8.DecodeRune(s.want[p.at:])
		s.follow(p, size, s.want[p.at:p.at+size])
	} else if p.slips == 0 {
		s.arrive(p)
	}
	lenient := p.cost+leastCost <= s.allowed(p.at+longestForm)
	if !lenient && (p.slips == 0 || p.at < s.firm) {
		return
	}
	p.next = p.path.Latin()
	if lenient {
		s.families(p)
		s.double(p, size)
	}
	if p.slips > 0 && p.at >= s.firm {
		s.slip(p, size)
	}
}

// follow goes on with letters that stand for so many bytes of the wanted name, if any name does.
func (s *respeller) follow(p stance, bytes int, letters []byte) {
	var ok bool
	if p.path, ok = p.path.Follow(letters); ok {
		p.at += bytes
		s.walk(p)
	}
}

// double goes on with a letter that the wanted name has twice and the path once, or the other way round.
func (s *respeller) double(p stance, size int) {
	if size == 0 || s.want[p.at] == ' ' || p.cost+doubling > s.allowed(p.at+size) {
		return
	}
	letter := s.want[p.at : p.at+size]
	p.cost += doubling
	if bytes.HasPrefix(s.want[p.at+size:], letter) {
		s.follow(p, 2*size, letter)
	} else if once, ok := p.path.Follow(letter); ok {
		p.path = once
		s.follow(p, size, letter)
	}
}

// allowed returns what families may cost up to a byte of the wanted name.
func (s *respeller) allowed(at int) float32 {
	return min(s.leeway, earlyLeeway+laterLeeway*float32(at))
}

// families goes on with what may be written for the letters that follow, or where nothing is.
func (s *respeller) families(p stance) {
	at := &s.places[p.at]
	if !at.known {
		s.fit(p.at)
	}
	most := at.allowed - p.cost
	for i := at.from; i < at.to; i++ {
		w := &s.fitting[i]
		if w.cost > most || w.first&p.next == 0 || p.cost+w.cost > w.allowed {
			continue
		}
		q := p
		q.cost, q.lettered = p.cost+w.cost, p.lettered || w.letters
		s.follow(q, len(w.from), w.to)
	}
}

// fit notes which rewritings the wanted name has the letters for at a byte.
func (s *respeller) fit(at int) {
	var next byte
	if at < len(s.want) {
		next = s.want[at]
	}
	all := rewritings()
	begins := at == 0 || s.want[at-1] == ' '
	from := int32(len(s.fitting))
	for _, first := range [2]byte{next, 0} {
		s.fitAny(at, all.within[first])
		if begins && next != 0 {
			s.fitAny(at, all.begins[first])
		}
		if next == 0 {
			break
		}
	}
	s.places[at] = place{from, int32(len(s.fitting)), s.allowed(at + longestForm), true}
}

func (s *respeller) fitAny(at int, some []rewriting) {
	for i := range some {
		w := &some[i]
		end := at + len(w.from)
		if w.letters && !s.letters || !bytes.HasPrefix(s.want[at:], w.from) ||
			w.ends && end < len(s.want) && s.want[end] != ' ' || w.inner && (at == 0 || end == len(s.want)) {
			continue
		}
		if allowed := s.allowed(end); w.cost <= allowed {
			s.fitting = append(s.fitting, fit{w, allowed})
		}
	}
}

// slip goes on with one slip of the fingers at a letter of some bytes, or at the end of the name.
func (s *respeller) slip(p stance, size int) {
	p.slips--
	if size > 0 {
		s.follow(p, size, nil) // a letter too many
		letter := s.want[p.at : p.at+size]
		if after := s.want[p.at+size:]; len(after) > 0 {
			_, second := utf8.DecodeRune(after)
			if q := p; !bytes.Equal(after[:second], letter) {
				var ok bool
				if q.path, ok = p.path.Follow(after[:second]); ok {
					s.follow(q, size+second, letter)
				}
			}
		}
	}
	for set := p.next &^ gazetteer.LatinBit(' '); set != 0; set &= set - 1 {
		letter := [1]byte{'a' + byte(bits.TrailingZeros32(set))}
		q := p
		q.path, _ = p.path.Follow(letter[:])
		if s.walk(q); size > 0 && s.want[p.at] != letter[0] { // a letter too few, and another letter
			q.at += size
			s.walk(q)
		}
	}
}

// arrive takes the name that ends here, if one does.
func (s *respeller) arrive(p stance) {
	name, ok := p.path.Toponym()
	if !ok {
		return
	}
	for i := range s.found {
		if f := &s.found[i]; f.name == name {
			if p.cost < f.cost {
				f.cost, f.lettered = p.cost, p.lettered
			}
			return
		}
	}
	if s.keep(name, p.lettered) {
		s.found = append(s.found, respelling{name, p.cost, p.lettered})
	}
}
