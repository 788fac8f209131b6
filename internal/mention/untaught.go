package mention

import (
	"unicode/utf8"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/prose"
)

// How well known a place is, as a prior, whose name stands where capitals mean nothing, with nothing around it that says place: at the
// beginning of a sentence, or where there are no capitals; where all nouns have them; and after an article, which towns seldom have.
// Set by hand.
const knownAnyhow, knownAmongNouns, knownAfterArticle = 4.7, 5.3, 5.5

// knownInflected is how well known a place is of which a word is taken for the name under another ending: a village of a thousand
// people. Set by hand.
const knownInflected = 3.2

// untaught finds what is hardly a place in a language that is not English, and of which few words are known.
func (r *rules) untaught(n *site) (Verdict, bool) {
	l := n.language
	if l.Words == nil || n.Container >= 0 || n.Holds >= 0 || n.Admin {
		return Verdict{}, false
	}
	if r.letters(n) {
		return only(n.Name, "too short for a name:"), true
	}
	if n.First != n.Last {
		return Verdict{}, false
	}
	prior := n.Best().Prior
	switch {
	case n.Inflected && prior < knownInflected:
		return only(n.Name, ordinary), true
	case r.text.Recased && prior < knownAnyhow:
		return only(n.Name, ordinary), true
	case !l.Articles && r.articled(n.First) && n.Best().Kind == gazetteer.Settlement:
		return only(n.Name, "after an article:"), prior < knownAfterArticle
	case r.placed(n) || n.Listed >= 0:
		return Verdict{}, false
	case l.Nouns:
		return only(n.Name, ordinary), prior < knownAmongNouns
	}
	w := n.first
	return only(n.Name, ordinary), (w.Shape&prose.Uncased != 0 || r.text.SentenceOf(n.First).First == n.First) && prior < knownAnyhow
}

// placed reports whether a preposition of place, or "of", stands right before a name.
func (r *rules) placed(n *site) bool {
	return n.placed || n.before != nil && r.text.Is(n.before, n.language.Function.Of)
}

// articled reports whether an article stands right before a word.
func (r *rules) articled(i int32) bool {
	w := r.text.Before(i)
	return w != nil && w.Class.Has(lexicon.Determiner)
}

// letters reports whether a name is a letter or two that are no country's: an initial, a numeral, an abbreviation, a little word.
func (r *rules) letters(n *site) bool {
	w := n.first
	if n.First != n.Last || utf8.RuneCount(r.text.Word(n.First)) > 2 {
		return false
	}
	return w.Shape&prose.AllCaps == 0 || w.Shape&prose.Uncased != 0 || n.Best().Prior < famous
}

// longer finds names that a capitalized word beside them makes longer, in a language that is not English: those of persons
// and bodies.
func (r *rules) longer(n *site) (Verdict, bool) {
	l := n.language
	if l.Words == nil || l.Nouns || n.First != n.Last || n.Container >= 0 || n.Holds >= 0 || n.Demonym {
		return Verdict{}, false
	}
	if r.hyphened(n) {
		return only(n.Name, "a part of a compound:"), true
	}
	before, next := n.before, n.next
	if before != nil && stranger(before) && !r.starts(n.First-1) && !(len(l.Function.In) == 0 && r.accepted(n.First-1)) {
		return r.widened(n.First-1, n.Last, precededBy, n.First-1)
	}
	if next != nil && stranger(next) && !n.placed && r.list.At(n.Last+1) < 0 {
		return r.widened(n.First, n.Last+1, followedBy, n.Last+1)
	}
	if of := before; of != nil && r.text.Is(of, l.Function.Of) {
		if w := r.text.Before(n.First - 1); w != nil && w.Shape&prose.Capital != 0 && w.Class.Has(lexicon.GivenName) {
			return r.widened(n.First-2, n.Last, precededBy, n.First-2)
		}
	}
	return Verdict{}, false
}

// hyphened reports whether a hyphen joins a name to a capitalized word that is no name: "Hydro-Québec".
func (r *rules) hyphened(n *site) bool {
	words := r.text.Words
	joins := func(w *prose.Word) bool { return w.Shape&prose.Capital != 0 }
	if words[n.First].Gap == prose.GapHyphen && joins(&words[n.First-1]) {
		k := r.list.From(n.First) - 1
		return k < 0 || r.list.Names[k].Last != n.First-1
	}
	next := n.Last + 1
	return int(next) < len(words) && words[next].Gap == prose.GapHyphen && joins(&words[next]) && r.list.At(next) < 0
}

// accepted reports whether a word is a name before that no rule rejected.
func (r *rules) accepted(word int32) bool {
	k := r.list.At(word)
	return k >= 0 && int(k) < len(r.opinions) && r.opinions[k].Reason == 0
}

// stranger reports whether a word is capitalized and of no known kind but a person's name.
func stranger(w *prose.Word) bool {
	const persons = lexicon.GivenName | lexicon.RareName | lexicon.Surname | lexicon.AmbiguousName
	return w.Shape&(prose.Capital|prose.Uncased) == prose.Capital && w.Class&^persons == 0
}

// starts reports whether a word begins its sentence, where every word is capitalized.
func (r *rules) starts(i int32) bool { return r.text.SentenceOf(i).First == i }
