package names

import (
	"cmp"
	"slices"
	"strings"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/prose"
)

// Rivers and mountains share names with states, which are better known: what stands around a name tells ("bathed in the Jordan").

// A nature is what kind of thing of nature a name is said to be.
type nature uint8

const (
	unsaid   nature = iota
	definite        // it has an article, as few towns have: "the White House"
	perhaps         // a river, unless states are spoken of so: "the Ohio"
	river           // "the banks of the Ohio", "the Missouri and Mississippi rivers"
	height          // "climbed Kilimanjaro"
)

// natureOf returns what the words around a name say of it.
func natureOf(t *prose.Text, n *Name) nature {
	language := t.LanguageAt(n.First)
	kinds, function := language.Kinds, language.Function
	if t.Words[n.Last].Shape&prose.Possessive != 0 {
		return unsaid
	}
	if rivers(t, n.Last+1) {
		return river
	}
	i, before := n.First-1, t.Before(n.First)
	if n.led(t) {
		i, before = n.First, &t.Words[n.First]
	}
	if before == nil || before.Shape&prose.Capital != 0 && t.SentenceOf(i).First != i {
		return unsaid
	}
	switch class := before.Class; {
	case class.Has(lexicon.Determiner):
		if !t.Is(before, function.Article) {
			return unsaid
		}
		return cmp.Or(afterArticle(t, i, n.Last), definite)
	case class.Has(lexicon.Directional):
		if the := t.Before(i); the != nil && t.Is(before, kinds.Reaches) && t.Is(the, function.Article) && (ends(t, n.Last) || joins(t, n.Last)) {
			return river // "the upper Missouri"
		}
	case class.Has(lexicon.Preposition):
		if i > 0 && t.Is(before, function.Of) && t.Is(&t.Words[i-1], kinds.Slopes) {
			return tall(t, n)
		}
	case t.Is(before, kinds.Climbing):
		return tall(t, n)
	}
	return unsaid
}

// tall returns that a name is a mountain's, unless it goes on.
func tall(t *prose.Text, n *Name) nature {
	if next := t.After(n.Last); next != nil && next.Shape&prose.Capital != 0 {
		return unsaid
	}
	return height
}

// led reports whether an article is a part of the name: "The Congo".
func (n *Name) led(t *prose.Text) bool {
	return n.Last > n.First && t.Is(&t.Words[n.First], t.LanguageAt(n.First).Function.Article)
}

// afterArticle returns what is said of a name after an article.
func afterArticle(t *prose.Text, article, last int32) nature {
	next := t.After(last)
	switch {
	case next == nil:
	case t.Is(next, t.LanguageAt(last).Kinds.Swelling):
		return river
	case next.Shape&prose.Capital != 0:
		return unsaid
	case joins(t, last) || strings.HasSuffix(string(t.Word(last+1)), t.LanguageAt(last).Deeds.Past):
		if watery(t, article) {
			return river
		}
	}
	switch {
	case !ends(t, last):
		return unsaid
	case watery(t, article):
		return river
	}
	return perhaps
}

// rivers reports whether "rivers" comes at word i, or after more names in capitals: "the Missouri and Mississippi rivers".
func rivers(t *prose.Text, i int32) bool {
	const longest = 8
	listed := false
	for k := i; k < int32(len(t.Words)) && k < i+longest; k++ {
		w := &t.Words[k]
		switch {
		case w.Gap > prose.GapComma:
			return false
		case w.Class.Has(lexicon.FeatureWord) && t.Is(w, t.LanguageAt(k).Kinds.Rivers):
			return k == i || listed && !t.Is(w, t.LanguageAt(k).Kinds.Rivers[:1])
		case w.Gap == prose.GapComma, w.Class.Has(lexicon.Conjunction | lexicon.Determiner):
			listed = true
		case w.Shape&prose.Capital == 0 || !listed:
			return false
		}
	}
	return false
}

// watery reports whether the words before an article speak of water: "on the banks of the", "rafted down the", "crossed the".
func watery(t *prose.Text, article int32) bool {
	const farthest = 4
	for i := article - 1; i >= max(0, article-farthest) && t.Words[i+1].Gap == prose.GapSpace; i-- {
		if t.Is(&t.Words[i], t.LanguageAt(i).Kinds.Watery) {
			return true
		}
	}
	return false
}

// ends reports whether a phrase ends with a word: no noun follows that a name would stand before, as in "the Ohio governor", nor
// what it is the name of ("the Jordan of his youth").
func ends(t *prose.Text, last int32) bool {
	next := t.After(last)
	if joins(t, last) {
		return int(last)+2 < len(t.Words) && t.Is(&t.Words[last+2], t.LanguageAt(last).Function.Article) // "the Kansas and the Arkansas"
	}
	if next == nil {
		return int(last)+1 >= len(t.Words) || t.Words[last+1].Gap > prose.GapHyphen
	}
	return next.Class.Has(lexicon.Preposition|lexicon.Auxiliary|lexicon.Pronoun) && !t.Is(next, t.LanguageAt(last).Function.Of)
}

// joins reports whether a conjunction comes after a word.
func joins(t *prose.Text, last int32) bool {
	next := t.After(last)
	return next != nil && next.Class.Has(lexicon.Conjunction) && !next.Class.Has(lexicon.Preposition)
}

// divided reports whether a name that a mountain shares with a division rather means the division: after "in" or "of", or after a
// town.
func divided(t *prose.Text, n *Name) bool {
	before := t.Before(n.First)
	return t.Words[n.First].Gap == prose.GapComma || t.Words[n.Last].Shape&prose.Possessive != 0 ||
		before != nil && (t.Is(before, t.LanguageAt(n.First).Function.In) || t.Is(before, t.LanguageAt(n.First).Function.Of) || before.Shape&prose.Capital != 0)
}

// peaks reports whether a division is the best known of candidates of which a mountain is another.
func peaks(all []Candidate, best *Candidate) bool {
	return (best.Kind == gazetteer.Admin1 || best.Kind == gazetteer.Admin2) && slices.ContainsFunc(all, func(c Candidate) bool {
		return c.Kind == gazetteer.Landform && c.Place.Country() == best.Place.Country() && (c.Place.HasFeatureCode("MT") || c.Place.HasFeatureCode("VLC"))
	})
}

// natural keeps, of a name's candidates, the rivers or mountains that it is said to be, if there are any. A river by the name alone
// that it has with "River" is only meant where it is said to be one.
func (n *Name) natural(all []Candidate, said nature, t *prose.Text) []Candidate {
	kind, best := gazetteer.Water, float32(0)
	if said == height {
		kind = gazetteer.Landform
	}
	state := false
	for i := range all {
		if c := &all[i]; said == perhaps && c.Prior > best {
			best = c.Prior
			state = c.Kind == gazetteer.Admin1 || c.Kind == gazetteer.Country && !t.Is(&t.Words[n.Last], t.LanguageAt(n.First).Kinds.Articled) || c.Kind == gazetteer.Water
		}
	}
	meant := said == river || said == height || said == perhaps && state && !t.Words[n.Last].Class.Has(lexicon.Common)
	if meant && slices.ContainsFunc(all, func(c Candidate) bool { return c.Kind == kind }) {
		n.Sure = true
		return slices.DeleteFunc(all, func(c Candidate) bool { return c.Kind != kind })
	}
	led := n.led(t)
	if led && meant {
		return all[:0] // "The Congo" by the name Congo
	}
	seat, housed := false, false
	for i := range all {
		if c := &all[i]; c.Seat() {
			seat, housed = seat || c.Main, said == definite || said == perhaps
		}
	}
	kept := 0
	for i := range all {
		c := &all[i]
		if c.Kind == gazetteer.Water && (led || c.Flags&gazetteer.Derived != 0) || c.Kind == gazetteer.Settlement && (housed || seat && !c.Known) {
			continue
		}
		if kept < i {
			all[kept] = *c
		}
		kept++
	}
	return all[:kept]
}

// Seat reports whether a candidate is a building or a street that news name for who sits there: "the Kremlin", "Downing Street".
func (c *Candidate) Seat() bool {
	if c.Kind != gazetteer.Facility {
		return false
	}
	for _, code := range seats {
		if c.Place.HasFeatureCode(code) {
			return true
		}
	}
	return false
}

// seats are the feature codes of palaces, buildings, offices, streets and squares.
var seats = [...]string{"PAL", "BLDG", "ADMF", "ST", "SQR", "CSTL"}
