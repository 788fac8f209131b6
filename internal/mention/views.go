package mention

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/names"
	"example.com/geotag/internal/prose"
)

// A view is what the features see of a word.
type view struct {
	letters
	form       prose.Form
	class      uint32 // of its classes
	shape, gap uint32
	name       uint32 // the place in a name, and the kind of its best known place
	said       said
	around     uint32 // how the same word is used in the rest of the text
	barred     bool   // a rule says, beyond doubt, that it is no place
	row        uint8  // the script without spaces of a character that is a word by itself; 0: of others
	extent     uint16 // how many words the name has, and which of them it is
}

// letters is what of a word depends on its letters alone, for the English chain, or for the joint one, which counts letters rather than bytes.
type letters struct {
	word, tail3, tail2, head uint32 // hashes of the folded word, its last three and two letters, its first three
	kin                      lexicon.Kin
	by                       reader // 0: not known yet
}

// A reader is for which chain the letters of a word are read.
type reader uint8

const (
	forEnglish reader = 1 + iota
	forJoint
)

// A said is what else the features see of the name to which a word belongs.
type said struct {
	fame uint32 // how well known its best known place is
	rule uint32 // what the rules made of it
	hint uint32 // what stands around it
}

// kind is the kind of the place whose name the word belongs to.
func (v *view) kind() uint32 { return v.name >> 4 & 15 }

// plain reports whether nothing is seen of a word but itself: it is in no name, and has no capital.
func (v *view) plain() bool { return v.name|v.said.rule|v.said.hint|v.said.fame|v.around == 0 }

// A sight holds the views of a text's words.
type sight struct {
	views    []view
	age      uint32       // of the forms
	letters  [2][]letters // of each form, as far as they are known: for the English chain, and for the joint one
	capitals []int32      // the words with a capital
	used     []uint32     // the ways in which the text uses a word, by its form; 0 of those without a capital
	stale    bool         // they are of the text before
}

// views returns what the features see of each word.
func (a *Advice) views() []view {
	if a.sight.stale {
		a.sight.look(a)
		a.sight.stale = false
	}
	return a.sight.views
}

func (s *sight) look(a *Advice) {
	n := len(a.Text.Words)
	if cap(s.views) < n {
		s.views = make([]view, n, n+n/2)
	}
	s.views = s.views[:n]
	s.begin(a.Text)
	for k := range a.Text.Sentences {
		s.sentence(a.Text, &a.Text.Sentences[k])
	}
	for k := range a.List.Names {
		s.enter(&a.List.Names[k], &a.Opinions[k])
	}
	s.usage(a.Text)
}

// begin makes room for the forms of a text.
func (s *sight) begin(t *prose.Text) {
	if s.age != t.Age {
		s.age = t.Age
		s.letters[0], s.letters[1] = s.letters[0][:0], s.letters[1][:0]
	}
	s.used = extend(s.used[:0], t.Forms)
}

// extend makes a slice as long, with zeros at the end.
func extend[T any](s []T, n int) []T {
	if n <= len(s) {
		return s
	}
	old := len(s)
	s = slices.Grow(s, n-old)[:n]
	clear(s[old:])
	return s
}

// sentence fills in the views of the words of a sentence, as they are seen outside of names.
func (s *sight) sentence(t *prose.Text, st *prose.Sentence) {
	by := forEnglish
	if st.Language.Model == prose.Joint {
		by = forJoint
	}
	s.letters[by-1] = extend(s.letters[by-1], t.Forms)
	known, views, words := s.letters[by-1], s.views, t.Words
	for i := st.First; i <= st.Last; i++ {
		w, v := &words[i], &views[i]
		l := &known[w.Form]
		if l.by == 0 {
			*l = lettersOf(t.Word(i), by)
		}
		*v = view{letters: *l, form: w.Form, gap: uint32(w.Gap)}
		v.class = uint32(w.Class) ^ uint32(w.Class>>32)*0x9E3779B1
		v.shape = uint32(w.Shape) | bit(st.First == i)<<8 | bit(st.Headline)<<9 | bit(i < st.Dateline)<<10
		if by == forJoint && w.Shape&prose.Uncased != 0 {
			v.row = rowOf(t, w)
		}
	}
}

func lettersOf(folded []byte, by reader) letters {
	l := letters{word: hash32(folded), by: by}
	if by == forJoint {
		l.tail3, l.tail2, l.head = hash32(tail(folded, 3)), hash32(tail(folded, 2)), hash32(beginning(folded, 3))
	} else {
		l.tail3, l.tail2, l.head = hash32(folded[max(0, len(folded)-3):]), hash32(folded[max(0, len(folded)-2):]), hash32(folded[:min(3, len(folded))])
		l.kin = lexicon.KinOf(folded)
	}
	return l
}

// tail returns the last runes of a word, so many at most.
func tail(word []byte, runes int) []byte {
	at := len(word)
	for ; runes > 0 && at > 0; runes-- {
		_, n := utf8.DecodeLastRune(word[:at])
		at -= n
	}
	return word[at:]
}

// beginning returns the first runes of a word, so many at most.
func beginning(word []byte, runes int) []byte {
	at := 0
	for ; runes > 0 && at < len(word); runes-- {
		_, n := utf8.DecodeRune(word[at:])
		at += n
	}
	return word[:at]
}

// rows are the scripts of which a character is a word by itself.
var rows = [...]*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai}

// hangul is what rowOf returns of a Korean syllable.
const hangul = 4

// rowOf returns the script of a word that is a character of one of rows, from 1 on; 0 of others.
func rowOf(t *prose.Text, w *prose.Word) uint8 {
	c, _ := utf8.DecodeRuneInString(t.Source[w.Start:])
	for k, r := range rows {
		if unicode.Is(r, c) {
			return uint8(k) + 1
		}
	}
	return 0
}

func bit(b bool) uint32 {
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

// beyondDoubt reports whether a chain never overrules a rejection.
func beyondDoubt(v *Verdict) bool {
	switch v.Reason {
	case model.Organization, model.Team, model.Vessel, model.Publication, model.Product:
		return true
	case model.Street:
		return v.Why == housed || v.Why == aRoute
	case model.Person:
		return v.Why == knownInFull || v.Why == doesAs || v.Why == relatedTo
	}
	return false
}

// mostFame bounds the size that a view tells: texts show soon how large the places are that they name, but few name places of renown.
const mostFame = 9

// Where a word stands in a name, or beside one.
const (
	nameBegins = 1 + iota
	nameGoesOn
	nameRejectedWith // it belongs to the longer name that a rule rejected
)

// enter enters a name and the rules' verdict into the views of its words.
func (s *sight) enter(n *names.Name, o *Verdict) {
	best := n.Best()
	kind := uint32(best.Kind)<<4 | bit(n.Demonym)<<8 | bit(n.Admin)<<9 | bit(best.Exact)<<10 | bit(best.Foreign)<<11 | bit(best.Main)<<12
	x := said{
		fame: uint32(max(0, min(best.Size, mostFame))) + 1,
		rule: uint32(o.Role)<<4 | uint32(o.Reason)<<8,
		hint: bit(n.Container >= 0) | bit(n.Holds >= 0)<<1 | bit(n.Listed >= 0)<<2 | bit(o.Cued)<<3 | bit(len(n.Candidates) > 1)<<4 | 1<<5,
	}
	for i := n.First; i <= n.Last; i++ {
		at := uint32(nameBegins)
		if i > n.First {
			at = nameGoesOn
		}
		v := &s.views[i]
		v.name, v.said = kind|at, said{x.fame, x.rule | at, x.hint}
		v.extent = uint16(min(i-n.First, 7) | min(n.Last-i, 7)<<3 | min(n.Last-n.First, 7)<<6 | 1<<9)
	}
	if o.Reason == 0 {
		return
	}
	barred := beyondDoubt(o)
	for i := o.Left; i <= o.Right; i++ {
		v := &s.views[i]
		if v.said.rule == 0 {
			v.said.rule = uint32(o.Reason)<<8 | nameRejectedWith
		}
		v.barred = v.barred || barred
	}
}

// seen marks that a word is used at all.
const seen = 1 << 15

// usage gathers how the text uses each capitalized word, so that what one place shows helps at another.
func (s *sight) usage(t *prose.Text) {
	s.capitals = s.capitals[:0]
	for i := range t.Words {
		if w := &t.Words[i]; w.Shape&prose.Capital != 0 {
			s.capitals = append(s.capitals, int32(i))
			s.used[w.Form] |= uses(t, int32(i)) | bit(s.used[w.Form] != 0)*model.UsedTwice | seen
		}
	}
	for i := range t.Words {
		if w := &t.Words[i]; w.Shape&prose.Capital == 0 && s.used[w.Form] != 0 && w.Class.Has(lexicon.Common) {
			s.used[w.Form] |= model.UsedSmall
		}
	}
	for _, i := range s.capitals {
		s.views[i].around = s.used[t.Words[i].Form]
	}
}

// uses returns how the text uses a word at one place.
func uses(t *prose.Text, i int32) uint32 {
	w, u := &t.Words[i], uint32(0)
	if i < t.Sentences[w.Sentence].Dateline {
		u |= model.UsedInDateline
	}
	if p := t.Before(i); p != nil {
		u |= bit(p.Class.Has(lexicon.PlacePrep)) * model.UsedAfterPrep
		u |= bit(p.Shape&prose.Capital != 0 && p.Class.Has(lexicon.Title|lexicon.GivenName)) * model.UsedAfterPerson
		u |= bit(p.Shape&prose.Capital != 0) * model.UsedAfterCapital
	} else if w.Gap == prose.GapComma && i > 0 && t.Words[i-1].Shape&prose.Capital != 0 {
		u |= model.UsedAfterComma
	}
	if n := t.After(i); n != nil {
		const bodies = lexicon.OrgNoun | lexicon.CivicNoun | lexicon.SchoolNoun | lexicon.FacilityNoun
		u |= bit(n.Shape&prose.Capital != 0) * model.UsedBeforeCapital
		u |= bit(n.Class.Has(lexicon.SayVerb|lexicon.ActVerb|lexicon.Auxiliary)) * model.UsedBeforeVerb
		u |= bit(n.Shape&prose.Capital != 0 && n.Class.Has(bodies)) * model.UsedBeforeNoun
	}
	return u | bit(w.Shape&prose.Possessive != 0)*model.UsedAsOwner
}
