package geotag

import (
	"slices"

	"example.com/geotag/internal/learn"
	"example.com/geotag/internal/lexicon"
)

// The labels that the recognition tells apart. A place's name begins with labelPlace, labelPeople or labelPart and goes
// on with labelInside; the other labels need no beginning.
const (
	labelOther  = iota // no name
	labelPerson        // a person's name
	labelBody          // the name of an organisation, a team, a publication
	labelName          // another name: a vessel, a product, an event, a street
	labelPlace         // a place
	labelPeople        // an adjective or people made from a place
	labelPart          // a place inside another name
	labelInside
)

// follows says which labels may follow each, and which may begin a sequence.
var follows = func() (f [learn.Labels + 1]learn.Set) {
	for from := range f {
		f[from] = learn.All
		if from < labelPlace || from == learn.Labels {
			f[from] &^= 1 << labelInside
		}
	}
	return f
}()

// An island is a run of tokens that may hold a name: capitalised words, and what may join them. All other tokens are
// no names, and are not looked at but as its neighbours.
type island struct{ first, last int32 }

// A view is what the features see of a token.
type view struct {
	word, tail, tail2, head uint32 // hashes of the folded word, its last three and two letters, its first three
	class                   uint32 // of its classes
	kin                     lexicon.Kin
	shape                   uint32
	gap                     uint32
	gaz                     uint32 // the place in a span of names, and the kind of its best known place
	fame                    uint32 // how well known that is
	rule                    uint32 // what the rules made of the span
	hint                    uint32 // what stands around the span
	around                  uint32 // how the same word is used in the rest of the text
	label                   uint8  // the likeliest that makes no place of it
	barred                  bool   // a rule says, beyond doubt, that it is no place
}

// look prepares the views of all tokens and the islands.
func (r *reading) look() {
	n := len(r.tokens)
	if cap(r.views) < n {
		r.views = make([]view, n, n+n/2)
	}
	r.views = r.views[:n]
	for i := range r.tokens {
		r.views[i] = r.view(int32(i))
	}
	for k := range r.spans {
		r.viewSpan(&r.spans[k])
	}
	r.usage()
	r.findIslands()
}

func (r *reading) view(i int32) view {
	t := &r.tokens[i]
	w := r.folded[t.fstart:t.fend]
	v := view{word: hash32(w), shape: uint32(t.shape), gap: uint32(t.gap)}
	v.tail, v.tail2, v.head = hash32(w[max(0, len(w)-3):]), hash32(w[max(0, len(w)-2):]), hash32(w[:min(3, len(w))])
	v.class = uint32(t.class) ^ uint32(t.class>>32)*0x9E3779B1
	v.kin = lexicon.KinOf(w)
	s := &r.sentences[t.sentence]
	v.shape |= flag(s.first == i)<<8 | flag(s.headline)<<9 | flag(i < s.dateline)<<10
	return v
}

func flag(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}

// hash32 is FNV-1a.
func hash32(w []byte) uint32 {
	h := uint32(2166136261)
	for _, b := range w {
		h = (h ^ uint32(b)) * 16777619
	}
	return h
}

// beyondDoubt are the reasons of rules that the model does not overrule.
var beyondDoubt = []Reason{Organization, Team, Vessel, Publication, Product}

// viewSpan enters a span into the views of its tokens.
func (r *reading) viewSpan(s *span) {
	top := &r.cands[r.top(s)]
	fame := uint32(max(0, min(top.prior, 9))) + 1
	gaz := uint32(top.kind)<<4 | flag(s.demonym)<<8 | flag(s.admin)<<9 | flag(top.exact)<<10 | flag(top.foreign)<<11 | flag(top.main)<<12
	rule := uint32(s.role)<<4 | uint32(s.reason)<<8
	hint := flag(s.container >= 0) | flag(s.holds >= 0)<<1 | flag(s.listed >= 0)<<2 | flag(s.cued)<<3 | flag(s.to-s.from > 1)<<4 | 1<<5
	for i := s.first; i <= s.last; i++ {
		at := uint32(1)
		if i > s.first {
			at = 2
		}
		v := &r.views[i]
		v.gaz, v.fame, v.rule, v.hint = gaz|at, fame, rule|at, hint
	}
	if s.reason != 0 {
		for i := s.left; i <= s.right; i++ {
			v := &r.views[i]
			if v.rule == 0 {
				v.rule = uint32(s.reason)<<8 | 3
			}
			v.barred = v.barred || slices.Contains(beyondDoubt, s.reason) || s.reason == Person && s.why == knownInFull
		}
	}
}

// The ways in which a text uses a word, as bits.
const (
	usedAfterPrep = 1 << iota
	usedAfterPerson
	usedAfterCapital
	usedBeforeCapital
	usedBeforeVerb
	usedAfterComma
	usedAsOwner
	usedSmall
	usedInDateline
	usedBeforeNoun
	usedTwice
)

// usage gathers how the text uses each capitalised word, so that what one place shows helps at another.
func (r *reading) usage() {
	clear(r.used)
	for i := range r.tokens {
		t := &r.tokens[i]
		if t.shape&capital == 0 {
			continue
		}
		r.used[r.views[i].word] |= r.uses(int32(i)) | flag(r.used[r.views[i].word] != 0)*usedTwice | 1<<15
	}
	for i := range r.tokens {
		if r.tokens[i].shape&capital == 0 && r.tokens[i].class.Has(lexicon.Common) {
			if u, ok := r.used[r.views[i].word]; ok {
				r.used[r.views[i].word] = u | usedSmall
			}
		}
	}
	for i := range r.tokens {
		if r.tokens[i].shape&capital != 0 {
			r.views[i].around = r.used[r.views[i].word]
		}
	}
}

func (r *reading) uses(i int32) uint32 {
	t, u := &r.tokens[i], uint32(0)
	if i < r.sentences[t.sentence].dateline {
		u |= usedInDateline
	}
	if p := r.before(i); p != nil {
		u |= flag(p.class.Has(lexicon.PlacePrep)) * usedAfterPrep
		u |= flag(p.shape&capital != 0 && p.class.Has(lexicon.Title|lexicon.GivenName)) * usedAfterPerson
		u |= flag(p.shape&capital != 0) * usedAfterCapital
	} else if t.gap == gapComma && i > 0 && r.tokens[i-1].shape&capital != 0 {
		u |= usedAfterComma
	}
	if n := r.after(i); n != nil {
		u |= flag(n.shape&capital != 0) * usedBeforeCapital
		u |= flag(n.class.Has(lexicon.SayVerb|lexicon.ActVerb|lexicon.Auxiliary)) * usedBeforeVerb
		u |= flag(n.shape&capital != 0 && n.class.Has(lexicon.OrgNoun|lexicon.CivicNoun|lexicon.SchoolNoun|lexicon.FacilityNoun)) * usedBeforeNoun
	}
	return u | flag(t.shape&possessive != 0)*usedAsOwner
}

// longestIsland bounds an island, in tokens, so that a text in capitals stays linear.
const longestIsland = 64

// findIslands fills r.islands.
func (r *reading) findIslands() {
	r.islands = r.islands[:0]
	for i := int32(0); i < int32(len(r.tokens)); i++ {
		if !r.mayBegin(i) {
			continue
		}
		if k := len(r.islands) - 1; k >= 0 && i-r.islands[k].first < longestIsland && r.bridged(r.islands[k].last, i) {
			r.islands[k].last = i
		} else {
			r.islands = append(r.islands, island{i, i})
		}
	}
}

// mayBegin reports whether a token may begin a name.
func (r *reading) mayBegin(i int32) bool {
	return r.tokens[i].shape&capital != 0 || r.views[i].gaz != 0
}

// bridge is the most tokens between two parts of one name.
const bridge = 2

// bridged reports whether only joining words stand between the tokens i and j of one sentence.
func (r *reading) bridged(i, j int32) bool {
	if j-i > bridge+1 || r.tokens[i].sentence != r.tokens[j].sentence {
		return false
	}
	for k := i + 1; k < j; k++ {
		t := &r.tokens[k]
		if t.shape&possessive == 0 && !t.class.Has(lexicon.Preposition|lexicon.Determiner|lexicon.Conjunction) {
			return false
		}
	}
	return true
}

// tokenFeatures returns the features of a token, good until the next call.
func (r *reading) tokenFeatures(i int32) []uint32 {
	f := featurer{r: r, out: r.feats[:0]}
	v := &r.views[i]
	f.put(0, 1)
	for d := int32(-2); d <= 2; d++ {
		o := f.at(i + d)
		n := uint32(10 * (d + 3))
		f.put(n, o.word)
		f.put(n+1, o.class)
		f.put(n+2, o.shape|o.gap<<16)
		f.put(n+3, o.gaz|1<<20)
		if o.kin.Rank > 0 {
			f.put(n+4, uint32(o.kin.Cluster))
			f.put(n+5, uint32(o.kin.Coarse))
		}
		f.put(n+6, o.rule|1<<20)
	}
	p, q := f.at(i-1), f.at(i+1)
	for k, o := range [...]*view{p, v, q} {
		n := uint32(60 + 10*k)
		f.put(n, o.tail)
		f.put(n+1, o.tail2)
		f.put(n+2, o.head)
		f.put(n+3, o.hint|o.fame<<8)
		f.put(n+4, o.around)
		f.put(n+5, o.gaz<<4|o.fame)
		f.put(n+6, uint32(o.kin.Place)|uint32(o.kin.Person)<<8|o.shape<<16)
		f.put(n+7, uint32(o.kin.Rank)|o.gaz<<8)
	}
	f.pairs(v, p, q)
	r.feats = f.out
	return f.out
}

// A featurer gathers the features of one token.
type featurer struct {
	r   *reading
	out []uint32
}

func (f *featurer) put(template, value uint32) {
	f.out = append(f.out, learn.Mix(value+template*0x9E3779B1))
}

var outside = view{shape: 1 << 14, gap: uint32(gapPara)}

func (f *featurer) at(i int32) *view {
	if i < 0 || i >= int32(len(f.r.views)) {
		return &outside
	}
	return &f.r.views[i]
}

// pairs appends features of two things at once.
func (f *featurer) pairs(v, p, q *view) {
	both := func(n, a, b uint32) { f.put(n, learn.Mix(a)+b*0x85ebca6b) }
	both(103, v.gaz<<4|v.fame, p.class)
	both(104, v.gaz<<4|v.fame, q.class)
	both(105, v.gaz<<4|v.fame, v.class)
	both(106, v.gaz<<4|v.fame, v.rule)
	both(107, v.gaz<<4|v.fame, v.around)
	both(108, v.gaz<<4|v.fame, v.shape|v.gap<<16)
	both(109, v.rule, p.rule)
	both(110, v.rule, q.rule)
	both(111, v.shape|q.shape<<16, p.shape|v.gap<<16|q.gap<<24)
	both(112, uint32(p.kin.Coarse)<<8|uint32(q.kin.Coarse), v.gaz)
	both(113, uint32(p.kin.Coarse)<<8|uint32(v.kin.Coarse), v.shape)
	both(114, uint32(v.kin.Coarse)<<8|uint32(q.kin.Coarse), v.shape)
	both(115, p.word, v.gaz)
	both(116, q.word, v.gaz)
	both(117, uint32(v.kin.Cluster), v.gaz)
	both(118, p.class, q.class)
	both(119, v.gaz, p.gaz<<16|q.gaz)
	both(122, v.gaz<<8|v.hint, p.kind()<<8|q.kind())
}
