package geotag

import (
	"slices"
	"strings"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
)

// A span is a stretch of tokens that bears a name of the gazetteer, with the places it may mean and what the
// recognition made of it.
type span struct {
	first, last int32 // tokens, inclusive
	from, to    int32 // candidates
	container   int32 // the span that holds it ("Paris, Texas"), or -1
	holds       int32 // the candidate of its own that holds such a span, or -1
	listed      int32 // the span before it in a list ("Kano, Ibadan and Port Harcourt"), or -1
	sense       int32 // the group of spans that share its name and container
	best        int32 // the candidate chosen, or -1
	name        gazetteer.Toponym
	given       Span // what the caller gave, in bytes
	verdict
	partial  bool  // the gazetteer has an entry for a part of it only
	unlisted bool  // the gazetteer has no entry for it
	host     Place // of one that is unlisted: what it lies in or near
	demonym  bool
	admin    bool // an admin word belongs to it: "Kursk Oblast"
}

// A candidate is a place that a span may mean, by one use of its name.
type candidate struct {
	place   Place
	country [2]byte
	flags   gazetteer.NameFlags
	kind    gazetteer.Type
	exact   bool       // the text spells it as the use does
	main    bool       // by its display name
	line    line       // what holds the place, once it is asked for
	region  int32      // it is itself, in those of the reading, or -1
	at      direction  // where it lies, once it is asked for
	base    [2]float32 // the score by what does not change between the passes, for the first and the later ones
	seat    int32      // of a division, that of its sense's candidates which is its seat, or -1; once it is weighed
	weighed bool       // base is known
	lacked  bool       // the reading that the gazetteer lacks the place, which lies in or near this one
	foreign bool       // only other languages than the text's use it
	prior   float32    // how well known the place is, before any context
	score   float32    // with it
}

// maxCandidates bounds the places that one span may mean: the best known of a name's. The names borne by more
// (San José, Santa Cruz) are borne by hamlets beyond.
const maxCandidates = 64

// spot finds the spans that bear names, leftmost and longest, and their candidates.
func (r *reading) spot() error {
	for i := 0; i < len(r.tokens); {
		if i&1023 == 0 && r.ctx.Err() != nil {
			return r.ctx.Err()
		}
		next := i + 1
		if t := &r.tokens[i]; t.shape&capital != 0 {
			if last, ok := r.longest(i); ok {
				next = last + 1
			}
		}
		i = next
	}
	r.link()
	return nil
}

// match fills r.matches with the names that begin at token i, the shortest first.
func (r *reading) match(i int) {
	r.matches = r.matches[:0]
	j := i
	base := r.tokens[i].fstart
	for n, name := range r.ix.Match(r.folded[base:]) {
		end := base + int32(n)
		for j < len(r.tokens) && r.tokens[j].fend < end {
			j++
		}
		if j < len(r.tokens) && r.tokens[j].fend == end {
			r.matches = append(r.matches, match{int32(j), name})
		}
	}
}

// longest appends the longest span that begins at token i and has a candidate.
func (r *reading) longest(i int) (last int, ok bool) {
	r.match(i)
	if len(r.matches) == 0 && !r.english {
		r.inflected(i)
	}
	for _, m := range slices.Backward(r.matches) {
		if last := &r.tokens[m.last]; last.shape&(capital|digits) != 0 || last.gap == gapNone || last.class == 0 {
			s := span{first: int32(i), last: m.last, name: m.name, container: -1, holds: -1, listed: -1, best: -1}
			if r.extend(&s) || r.candidates(&s) {
				r.spans = append(r.spans, s)
				r.tokens[i].span = int32(len(r.spans))
				return int(s.last), true
			}
		}
	}
	return 0, false
}

// A match is a name of the gazetteer that ends with a token.
type match struct {
	last int32
	name gazetteer.Toponym
}

// extend takes an admin word into the span ("Lamar County" by the name Lamar) if a division bears its name.
func (r *reading) extend(s *span) bool {
	n := int(s.last) + 1
	if n >= len(r.tokens) || r.tokens[n].gap != gapSpace || r.tokens[n].shape&capital == 0 ||
		!r.tokens[n].class.Has(lexicon.AdminWord) || r.tokens[s.last].shape&possessive != 0 {
		return false
	}
	s.admin = true
	if r.candidates(s) {
		s.last++
		return true
	}
	s.admin = false
	return false
}

// A writing is a name as the text writes it: equal writings have equal candidates.
type writing struct {
	name    uint32 // Toponym.Ref
	written string
	admin   bool
	caps    bool // a single word in capitals, in a sentence that is not all capitals
	given   bool // the caller says that it is a place
}

// candidates finds the places that the span may mean and reports whether there are any.
func (r *reading) candidates(s *span) bool {
	first, last := &r.tokens[s.first], &r.tokens[s.last]
	written := r.text[first.start:last.end]
	single := s.first == s.last
	st := &r.sentences[first.sentence]
	caps := single && first.shape&(allCaps|uncased) == allCaps && !st.headline && s.first >= st.dateline
	w := writing{s.name.Ref(), written, s.admin, caps, s.given.End > 0}
	if at, ok := r.byWriting[w]; ok {
		s.from, s.to, s.demonym = at.from, at.to, at.demonym
		return s.to > s.from
	}
	r.list(s, written, single, caps)
	if len(written) > 3 { // a shorter one may be a code, which depends on what stands before
		r.byWriting[w] = candidates{s.from, s.to, s.demonym}
	}
	return s.to > s.from
}

// candidates are a range of the reading's candidates.
type candidates struct {
	from, to int32
	demonym  bool
}

// list appends the candidates of a span.
func (r *reading) list(s *span, written string, single, caps bool) {
	s.from = int32(len(r.cands))
	for use := range s.name.Uses() {
		c, ok := r.candidate(s, use, written, single, caps)
		if ok {
			r.cands = append(r.cands, c)
		}
	}
	s.to = int32(len(r.cands))
	r.prune(s)
	demonym, other := float32(0), float32(0) // the best known of each
	for _, c := range r.cands[s.from:s.to] {
		if c.flags&gazetteer.Demonym != 0 {
			demonym = max(demonym, c.prior)
		} else {
			other = max(other, c.prior)
		}
	}
	s.demonym = demonym > 0 && demonym >= other
}

// candidate judges one use of a name as the text writes it.
func (r *reading) candidate(s *span, use gazetteer.Use, written string, single, caps bool) (candidate, bool) {
	c := candidate{place: use.Place(), flags: use.Flags(), exact: use.SpelledAs([]byte(written)), main: use.IsDisplay()}
	c.kind = c.place.Type()
	if t := &r.tokens[s.last]; t.gap == gapNone && t.shape&possessive != 0 && !c.exact {
		if !use.SpelledAs([]byte(strings.ReplaceAll(written, "’", "'"))) {
			return c, false // "Peru's" is Peru's, and not Perus
		}
	}
	if s.admin && c.kind != gazetteer.Admin1 && c.kind != gazetteer.Admin2 {
		return c, false
	}
	if c.flags&(gazetteer.Abbreviation|gazetteer.Code) != 0 {
		if !r.abbreviated(s, &c) {
			return c, false
		}
	} else if !c.exact && (caps && len(written) <= 4 || single && r.tokens[s.first].shape&(dotted|allCaps) == dotted|allCaps) {
		return c, false // "GOP", "D.E.": an acronym, not the village
	}
	copy(c.country[:], c.place.Country())
	c.foreign = r.english && !use.InLang("en")
	c.prior = prior(c.place, c.kind)
	return c, true
}

// abbreviated reports whether the text writes a span as an abbreviation is written: with full stops, or in capitals;
// and a bare code of two letters ("OR", "IN") only where an address has it, after a comma.
func (r *reading) abbreviated(s *span, c *candidate) bool {
	t := &r.tokens[s.last]
	if t.shape&dotted != 0 || s.given.End > 0 {
		return true
	}
	if s.first == s.last && t.fend-t.fstart <= 2 && c.kind != gazetteer.Country && c.kind != gazetteer.Union {
		return t.shape&allCaps != 0 && t.gap == gapComma && r.follows(s)
	}
	if t.fend-t.fstart > 3 && (c.exact || t.gap == gapComma && r.follows(s) || t.gap == gapHyphen) {
		return c.flags&gazetteer.Code == 0 // "Calif" in "D-Calif"
	}
	return c.flags&gazetteer.Code == 0 && t.shape&allCaps != 0
}

// follows reports whether a span follows the one before it after a single gap.
func (r *reading) follows(s *span) bool {
	return len(r.spans) > 0 && r.spans[len(r.spans)-1].last == s.first-1
}

// prune keeps the best known candidates of a span, in a stable order.
func (r *reading) prune(s *span) {
	if s.to-s.from <= maxCandidates {
		return
	}
	all := r.cands[s.from:s.to]
	slices.SortStableFunc(all, func(a, b candidate) int {
		switch {
		case a.prior > b.prior:
			return -1
		case a.prior < b.prior:
			return 1
		}
		return 0
	})
	s.to = s.from + maxCandidates
	r.cands = r.cands[:s.to]
}

// link finds the containers ("Paris, Texas", "Sudzha in Kursk Oblast", "Russia's Kursk Oblast") and the lists among
// neighbouring spans.
func (r *reading) link() {
	for k := 1; k < len(r.spans); k++ {
		a, b := &r.spans[k-1], &r.spans[k]
		if r.tokens[a.last].sentence != r.tokens[b.first].sentence {
			continue
		}
		switch between := r.tokens[a.last+1 : b.first]; len(between) {
		case 0:
			if g := r.tokens[b.first].gap; g == gapComma || g == gapOpen {
				r.contain(k-1, k)
				if g == gapComma && a.container < 0 {
					b.listed = int32(k - 1)
				}
			}
		case 1:
			r.linkAcross(k, &between[0])
		case 2, 3, 4, 5:
			if r.leads(between) && r.tokens[b.first].gap == gapSpace {
				r.contain(k-1, k)
			}
		}
	}
}

// linkAcross links the spans k-1 and k by the one token between them.
func (r *reading) linkAcross(k int, t *token) {
	a, b := &r.spans[k-1], &r.spans[k]
	after := r.tokens[b.first].gap
	switch {
	case t.shape&possessive != 0 && after == gapSpace:
		r.contain(k, k-1)
	case after != gapSpace:
	case t.class.Has(lexicon.PlacePrep) && t.gap <= gapComma && r.is(t, "in"):
		r.contain(k-1, k)
	case (r.is(t, "and") || r.is(t, "or")) && a.container < 0:
		b.listed = int32(k - 1)
	}
}

// leads reports whether tokens between two places lead from one to what holds it: "in the north of".
func (r *reading) leads(between []token) bool {
	const words = lexicon.Preposition | lexicon.Determiner | lexicon.Directional | lexicon.AdminWord
	if t := &between[0]; t.gap > gapComma || !r.isAny(t, "in", "of") {
		return false
	}
	for _, t := range between {
		if t.shape&capital != 0 || !t.class.Has(words) {
			return false
		}
	}
	return true
}

// outdone is by how much, in orders of magnitude of people, a place is better known than one that is hardly meant.
const outdone = 1.5

// lists reports whether a span reads like one of a list: a town's name first of all, after which an "and" comes, as in "Washington, New York and Boston".
func (r *reading) lists(k int) bool {
	s := &r.spans[k]
	if k+1 >= len(r.spans) || r.cands[r.top(s)].kind != gazetteer.Settlement {
		return false
	}
	between := r.tokens[s.last+1 : r.spans[k+1].first]
	return len(between) == 1 && (r.is(&between[0], "and") || r.is(&between[0], "or"))
}

// contain records that span b holds span a if a place of a lies in one of b.
func (r *reading) contain(a, b int) {
	in, out := &r.spans[a], &r.spans[b]
	if in.container >= 0 || out.demonym || out.unlisted {
		return
	}
	if in.unlisted {
		in.container = int32(b)
		return
	}
	for _, c := range r.cands[in.from:in.to] {
		if h := r.holder(out, c.place); h >= 0 {
			if r.cands[r.top(in)].prior-c.prior < outdone || !r.lists(b) {
				in.container, out.holds = int32(b), h
			}
			return
		}
	}
}

// is reports whether a token folds to w.
func (r *reading) is(t *token, w string) bool { return string(r.folded[t.fstart:t.fend]) == w }
