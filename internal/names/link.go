package names

import (
	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/prose"
)

// Link fills in the links of a new list: containers ("Paris, Texas", "Sudzha in Kursk Oblast", "Russia's Kursk Oblast") and
// lists among neighboring names of one sentence.
func Link(text *prose.Text, list *List) {
	l := linker{text, list.Names}
	for k := range l.names {
		l.names[k].Links = Unlinked
	}
	for k := 1; k < len(l.names); k++ {
		a, b := &l.names[k-1], &l.names[k]
		if text.Words[a.Last].Sentence != text.Words[b.First].Sentence {
			continue
		}
		switch between := text.Words[a.Last+1 : b.First]; len(between) {
		case 0:
			if g := text.Words[b.First].Gap; g == prose.GapComma || g == prose.GapOpen || b.Short() {
				l.contain(k-1, k)
				if a.Container < 0 && l.closed(k) && a.town() && b.holder() {
					a.Misplaced = int32(k)
				} else if g == prose.GapComma && a.Container < 0 {
					b.Listed = int32(k - 1)
				}
			}
		case 1:
			l.across(k, &between[0])
		case 2, 3, 4, 5:
			if l.leads(between) && text.Words[b.First].Gap <= prose.GapNone {
				l.contain(k-1, k)
			} else if l.articled(between) && a.Container < 0 {
				b.Listed = int32(k - 1)
			}
		}
	}
}

// A linker links the names of a text.
type linker struct {
	text  *prose.Text
	names []Name
}

// across links the names k-1 and k by the one word between them.
func (l *linker) across(k int, w *prose.Word) {
	a, b := &l.names[k-1], &l.names[k]
	after := l.text.Words[b.First].Gap
	function := l.text.LanguageAt(b.First).Function
	switch {
	case b.Short() && zone(w):
		l.contain(k-1, k)
	case w.Shape&prose.Possessive != 0 && after == prose.GapSpace:
		l.contain(k, k-1)
	case after != prose.GapSpace:
	case w.Class.Has(lexicon.PlacePrep) && w.Gap <= prose.GapComma && l.text.Is(w, function.In):
		l.contain(k-1, k)
		if before := l.text.Before(a.First); a.Container < 0 && before != nil && l.text.Is(before, function.In) && a.town() && b.holder() {
			a.Misplaced = int32(k) // "in Toledo in Kenya", but not "envoys from Toledo in Kenya"
		}
	case l.text.Is(w, function.And) && a.Container < 0:
		b.Listed = int32(k - 1)
	case w.Gap <= prose.GapComma && l.text.Is(w, l.text.LanguageAt(b.First).Kinds.Sides):
		l.contain(k-1, k) // "طرابلس شمال لبنان"
	}
}

// articled reports whether "and" and an article stand between two names, in a language that is not English: "la Géorgie et l'Alabama".
func (l *linker) articled(between []prose.Word) bool {
	language := l.text.Sentences[between[0].Sentence].Language
	return len(between) == 2 && language.Countries != nil && between[0].Gap == prose.GapSpace &&
		l.text.Is(&between[0], language.Function.And) && l.text.Is(&between[1], language.Function.Article)
}

// leads reports whether words between two places lead from one to what holds it: "in the north of".
func (l *linker) leads(between []prose.Word) bool {
	const words = lexicon.Preposition | lexicon.Determiner | lexicon.Directional | lexicon.AdminWord
	language := l.text.Sentences[between[0].Sentence].Language
	function, kinds := language.Function, language.Kinds
	if w := &between[0]; w.Gap > prose.GapComma || !l.text.Is(w, function.In) && !l.text.Is(w, function.Of) &&
		(!w.Class.Has(lexicon.PlacePrep) || !l.text.Is(&between[1], kinds.Sides)) { // "на севере", "au sud de"
		return false
	}
	for i := range between {
		w := &between[i]
		if w.Shape&(prose.Capital|prose.Uncased) == prose.Capital && !language.Nouns ||
			!w.Class.Has(words) && !l.text.Is(w, kinds.Sides) && !l.text.Is(w, kinds.Divisions) {
			return false
		}
	}
	return true
}

// outdone is by how much, in orders of magnitude of people, a place is better known than one that is hardly meant.
const outdone = 1.5

// begins reports whether a name reads like one of a list: a town's name first of all, after which an "and" comes, as in
// "Washington, New York and Boston".
func (l *linker) begins(k int) bool {
	n := &l.names[k]
	if k+1 >= len(l.names) || n.Best().Kind != gazetteer.Settlement {
		return false
	}
	between := l.text.Words[n.Last+1 : l.names[k+1].First]
	return len(between) == 1 && l.text.Is(&between[0], l.text.LanguageAt(n.Last).Function.And)
}

// closed reports whether a name ends its phrase after another, so that it says where that is: "Dresden, Japan." does, "On Aleppo,
// Turkey said" and "Paris, Spain and Portugal" do not.
func (l *linker) closed(k int) bool {
	n := &l.names[k]
	if l.names[k-1].Listed >= 0 || l.text.Words[n.Last].Shape&prose.Possessive != 0 {
		return false
	}
	next := int(n.Last) + 1
	if next >= len(l.text.Words) || l.text.Words[next].Sentence != l.text.Words[n.Last].Sentence {
		return true
	}
	return l.text.Words[next].Gap > prose.GapHyphen && (k+1 >= len(l.names) || l.names[k+1].First > n.Last+2)
}

// town reports whether a name may be said to lie in a country or a division: one that no country and no well known division bears.
func (n *Name) town() bool {
	const renowned = 6
	if n.Lacks() || n.Demonym {
		return n.Unlisted
	}
	switch b := n.Best(); b.Kind {
	case gazetteer.Settlement, gazetteer.Admin2:
		return true
	case gazetteer.Admin1:
		return b.Prior < renowned
	}
	return false
}

// holder reports whether a name is a country's or a first-order division's first of all.
func (n *Name) holder() bool {
	return !n.Lacks() && !n.Demonym && !n.Unlisted && (n.Best().Kind == gazetteer.Country || n.Best().Kind == gazetteer.Admin1)
}

// contain records that the name b holds the name a if a place of a lies in one of b.
func (l *linker) contain(a, b int) {
	in, out := &l.names[a], &l.names[b]
	if in.Container >= 0 || out.Demonym || out.Unlisted || !out.holds() && !in.Unlisted {
		return
	}
	if in.Unlisted {
		in.Container = int32(b)
		return
	}
	var held *Candidate
	holder := int32(-1)
	for i := range in.Candidates {
		c := &in.Candidates[i]
		h := out.Holder(c.Place)
		if h < 0 || held != nil && out.Candidates[h].Prior+c.Prior <= out.Candidates[holder].Prior+held.Prior {
			continue // Houston, Texas, and not the Houston of Texas County
		}
		held, holder = c, h
	}
	if held != nil && (in.Best().Prior-held.Prior < outdone || !l.begins(b)) {
		in.Container, out.Holds = int32(b), holder
	}
}

// holds reports whether any of a name's candidates may hold places.
func (n *Name) holds() bool {
	for i := range n.Candidates {
		if n.Candidates[i].Kind != gazetteer.Settlement {
			return true
		}
	}
	return false
}

// Holder returns that of a name's candidates which holds a place, or -1: the smallest, but the country whose name it is before
// those in it that share the name. "Toluca, Mexico" names the country, and not the State of Mexico.
func (n *Name) Holder(p gazetteer.Place) (found int32) {
	found = -1
	for a := range p.Ancestors() {
		for i := range n.Candidates {
			c := &n.Candidates[i]
			if c.Kind != gazetteer.Settlement && c.Place == a && (found < 0 || c.Kind == gazetteer.Country && c.Main) {
				found = int32(i)
			}
		}
	}
	return found
}
