package names

import (
	"slices"
	"unicode/utf8"

	"golang.org/x/text/language"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/fold"
	"example.com/geotag/internal/lexicon"
)

// A Near is a name that the gazetteer has, spelt nearly as words of a text for which it has none.
type Near struct {
	Name
	Cost    float32 // of the families of letters in which they differ
	Slips   int     // of the fingers beyond them
	Respelt bool    // the best known place is in a country whose names are
	Letters int     // of the text's, but for words such as "County"
}

// How many letters a name has that is looked up under other spellings, from how many on it may have one slip of the fingers, and two; and how many names of
// a text, or a part of one, are looked up so, for each takes up to a millisecond. Set by hand.
const (
	leastRespelled, mostRespelled = 4, 40
	leastOneSlip, leastTwoSlips   = 5, 8
	maxNear                       = 32
)

// Nearly returns the name that the words first to last may bear if they are spelt otherwise, by places in some countries: the closest in spelling, and of those that of the best known place. Two slips are looked for where the caller is sure that it is a place's. There
// is none of a text that has had its share.
func (f *Finder) Nearly(first, last int32, sure bool, where []Land) (Near, bool) {
	f.form = fold.AppendName(f.form[:0], f.text.Slice(first, last))
	letters := utf8.RuneCount(f.form)
	if letters < leastRespelled || letters > mostRespelled || f.near == maxNear || len(where) == 0 {
		return Near{}, false
	}
	f.near++
	var codes [2 * 16]byte
	lands := appendLands(codes[:0], where)
	k, known := f.aliens[alien{string(f.form), sure, string(lands)}]
	if !known {
		key := alien{string(f.form), sure, string(lands)}
		k = f.respell(key.form, letters, sure, where)
		if len(f.aliens) == maxAliens {
			clear(f.aliens)
		}
		f.aliens[key] = k
	}
	if len(k.found) == 0 {
		return Near{}, false
	}
	return f.closest(string(f.form), k.found, Near{Name: Name{First: first, Last: last}, Slips: k.slips, Letters: letters - f.plainLetters(first, last)}, where)
}

// An alien is a name that was looked up under other spellings in some countries. Texts of one day have the same again and again.
type alien struct {
	form  string
	sure  bool
	where string // the countries' codes
}

// A kinship is what was found for an alien: the names that it may be spelt as, none too, by so many slips.
type kinship struct {
	slips int
	found []respelling
}

// maxAliens bounds the names that a Finder remembers as aliens, some 100 kB.
const maxAliens = 1024

// appendLands appends the codes of some countries.
func appendLands(b []byte, where []Land) []byte {
	for _, l := range where {
		b = append(b, l.Code...)
	}
	return b
}

// respell returns the names in some countries that a folded one may be spelt as, by as few slips as any takes.
func (f *Finder) respell(form string, letters int, sure bool, where []Land) kinship {
	s := &f.respeller
	s.want = append(s.want[:0], form...)
	spelled, listed := f.ix.Lookup(form) // as it stands it was judged before
	s.keep = func(t gazetteer.Toponym, lettered bool) bool {
		if listed && t == spelled {
			return false
		}
		for use := range t.Uses() {
			if respelled(use, lettered, where) {
				return true
			}
		}
		return false
	}
	most := 0
	if letters >= leastOneSlip {
		most = 1
	}
	if letters >= leastTwoSlips && sure {
		most = 2
	}
	respelt := slices.ContainsFunc(where, func(l Land) bool { return l.Respelt })
	for slips := range most + 1 {
		s.leeway, s.letters = leeway(letters, slips), slips == 0 && respelt
		if s.respell(f.ix, slips); len(s.found) > 0 {
			return kinship{slips, slices.Clone(s.found)}
		}
	}
	return kinship{}
}

// closest returns the closest of the names that were found for a folded one.
func (f *Finder) closest(form string, found []respelling, as Near, where []Land) (best Near, ok bool) {
	for _, r := range found {
		n := Name{First: as.First, Last: as.Last, Toponym: r.name, Nearly: true, Links: Unlinked}
		if as.Slips > 0 && plural(r.name.Key(), form) || !f.bears(&n, nil, true) {
			continue
		}
		n.Candidates = slices.DeleteFunc(slices.Clone(n.Candidates), func(c Candidate) bool {
			return c.Flags&(short|gazetteer.Demonym) != 0 || !lies(c.Place, r.lettered, where) || !c.Known && !lies(c.Place, true, where)
		})
		n.Demonym, n.Decree = false, 0
		n.top()
		if len(n.Candidates) > 0 && (best.Lacks() || r.cost-merit(&n) < best.Cost-merit(&best.Name)) {
			best = as
			best.Name, best.Cost, best.Respelt = n, r.cost, lies(n.Best().Place, true, where)
		}
	}
	return best, !best.Lacks()
}

// plural reports whether two names differ in nothing but an s at the end: "Riverbanks" is no slip for Riverbank.
func plural(a, b string) bool { return a == b+"s" || b == a+"s" }

// top finds the best known candidate of a name.
func (n *Name) top() {
	n.Top = 0
	for i := range n.Candidates {
		if n.Candidates[i].Prior > n.Best().Prior {
			n.Top = int32(i)
		}
	}
}

// plainLetters returns how many letters of the words first to last are those of nouns for kinds of places, which say little of which it is.
func (f *Finder) plainLetters(first, last int32) (n int) {
	for i := first; i <= last && first < last; i++ {
		if f.text.Words[i].Class.Has(lexicon.AdminWord | lexicon.SettlementWord | lexicon.FeatureWord) {
			n += len(f.text.Word(i)) + 1
		}
	}
	return n
}

// nearFame is by how much more a spelling may differ of a place ten times as well known, nearMain of a display name. Set by hand.
const nearFame, nearMain = 0.1, 0.05

// merit is how much more a spelling may differ that is of a place so well known, and of its display name.
func merit(n *Name) float32 {
	v := nearFame * Prior(n.Best().Place, n.Best().Kind)
	if n.Best().Main {
		v += nearMain
	}
	return v
}

// leeway is how much a name of so many letters may differ by families, beside so many slips. Set by hand.
func leeway(letters, slips int) float32 {
	switch slips {
	case 0:
		return min(0.07*float32(letters), 0.7)
	case 1:
		return 0.2
	}
	return 0
}

// respelled reports whether a use of a name is one that a text may spell otherwise.
func respelled(use gazetteer.Use, lettered bool, where []Land) bool {
	if use.Flags()&(short|gazetteer.Demonym) != 0 {
		return false
	}
	p := use.Place()
	if p.Type() == gazetteer.Postcode {
		return false
	}
	return lies(p, lettered, where) && !initialed(use.Spelling())
}

// initialed reports whether a spelling begins with initials, which nobody spells otherwise: the "L.A." of a place is no article.
func initialed(spelling string) bool {
	return len(spelling) > len("L.A.") && spelling[1] == '.' && spelling[3] == '.'
}

// lies reports whether a place lies in one of some countries, by letters that only transliterations differ in one whose names are transliterated.
func lies(p gazetteer.Place, lettered bool, where []Land) bool {
	country := p.Country()
	return slices.ContainsFunc(where, func(l Land) bool { return l.Code == country && (!lettered || l.Respelt) })
}

// A Land is a country in which a name is looked up under other spellings.
type Land struct {
	Code    string // ISO 3166-1
	Respelt bool   // its names are transliterated, or respelled by the habits of others
}

// LandOf returns the country with a code.
func LandOf(code string) Land { return Land{code, !spelledOneWay(code)} }

// transliterated are countries that write Latin letters, whose names others respell by their own habits all the same.
var transliterated = []string{"AZ", "BA", "BF", "DJ", "ET", "ML", "MR", "NE", "RS", "SN", "SO", "TD", "TM", "TR", "UZ"}

// spelledOneWay reports whether the names of a country have one spelling in Latin letters, its own.
func spelledOneWay(country string) bool {
	region, err := language.ParseRegion(country)
	if err != nil {
		return true
	}
	tag, err := language.Compose(language.Und, region)
	if err != nil {
		return true
	}
	script, _ := tag.Script()
	return script.String() == "Latn" && !slices.Contains(transliterated, country)
}
