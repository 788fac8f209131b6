package ground

import (
	"math"
	"slices"
	"strings"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/prose"
	"example.com/geotag/measure"
)

// longestClause is how many words to either side of an area its clause is looked for.
const longestClause = 64

// clauseOf returns the first and last word of the clause around the words from one to another: of their sentence what no semicolon, dash or
// "while" parts from them, nor a comma with an "and" before what is no name.
func (g *Ground) clauseOf(from, to int32) (first, last int32) {
	words := g.Text.Words
	for first = from; first > 0 && from-first < longestClause && words[first].Gap.InSentence() && !g.parts(first); first-- {
	}
	for last = to; last+1 < int32(len(words)) && last-to < longestClause && words[last+1].Gap.InSentence() && !g.parts(last+1); last++ {
	}
	return first, last
}

// parts reports whether a clause begins with a word.
func (g *Ground) parts(i int32) bool {
	w := &g.Text.Words[i]
	switch {
	case w.Gap == prose.GapDash, g.Text.Is(w, g.Text.LanguageAt(i).Areas.Clause):
		return true
	case w.Gap == prose.GapComma:
		named := int(i)+1 < len(g.Text.Words) && g.Set.At(i+1) >= 0
		return g.Text.Is(w, g.Text.LanguageAt(i).Function.And) && !named
	}
	return w.Gap == prose.GapOther && strings.Contains(g.Text.Source[g.Text.Words[i-1].End:w.Start], ";")
}

// longestTelling is how many words may stand between a verb of saying and where it is said: "told reporters at a news conference in Rome".
const longestTelling = 7

// speaks reports whether a mention is where someone speaks from: "said in Geneva", "Kyiv said", "officials in Canberra said".
func (g *Ground) speaks(k int32) bool {
	t, n := g.Text, &g.Set.Names[k]
	if w := t.After(n.Last); w != nil && w.Class.Has(lexicon.SayVerb) {
		return true
	}
	i := n.First - 1
	if i < 0 || !t.Words[n.First].Gap.Joins() || !t.Is(&t.Words[i], t.LanguageAt(i).Function.In) {
		return false
	}
	for range longestTelling {
		gap := t.Words[i].Gap
		if i--; i < 0 || !gap.Joins() {
			return false
		}
		w := &t.Words[i]
		switch {
		case w.Class.Has(lexicon.SayVerb):
			return true
		case t.Is(w, t.LanguageAt(i).Areas.Telling), w.Class.Has(lexicon.Weekday | lexicon.Month | lexicon.Acronym), w.Shape&prose.AllCaps != 0:
		default:
			return false
		}
	}
	return false
}

// longestExtent is how many words may stand between a place and its own area: "which has a total land area of about".
const longestExtent = 12

// subject returns the mention of the place whose own area a sentence states, or -1: "Yemen covers 555,000 km²", "Malta (316 km²)",
// "Covering 28,748 km², Albania".
func (g *Ground) subject(c *claim) int32 {
	i := c.first
	if i < 0 {
		return -1
	}
	t, words := g.Text, g.Text.LanguageAt(i).Areas
	extent := false
	for n := range longestExtent {
		if i == 0 || !t.Words[i].Gap.InSentence() {
			return g.fronted(c, extent)
		}
		open := n == 0 && t.Words[i].Gap == prose.GapOpen
		if !open && t.Words[i].Gap > prose.GapComma || g.parts(i) {
			return g.fronted(c, extent)
		}
		i--
		if k := g.endingAt(i); k >= 0 {
			if g.free(k) && (extent || g.place(k).AreaM2() > 0 && g.like(k, c)) {
				return k
			}
			return -1
		}
		switch w := &t.Words[i]; {
		case t.Is(w, words.Extent):
			extent = true
		case !t.Is(w, words.Between) && w.Class&lexicon.NumberWord == 0:
			return -1
		}
	}
	return -1
}

// endingAt returns the mention that ends with a word, or -1.
func (g *Ground) endingAt(i int32) int32 {
	if k := g.Set.From(i+1) - 1; k >= 0 && g.Set.Names[k].Last >= i {
		return k
	}
	return -1
}

// fronted returns the mention that follows an area and a comma, if words of extent alone stand before the area; else -1.
func (g *Ground) fronted(c *claim, extent bool) int32 {
	i := g.Text.WordAt(c.end())
	if !extent || i < 0 || g.Text.Words[i].Gap != prose.GapComma {
		return -1
	}
	if g.Text.Is(&g.Text.Words[i], g.Text.LanguageAt(i).Function.Article) {
		i++
	}
	if k := g.Set.At(i); k >= 0 && g.free(k) {
		return k
	}
	return -1
}

// free reports whether a mention is of a place and may be the subject of its clause: nothing says that something lies in or near it.
func (g *Ground) free(k int32) bool {
	if g.place(k).IsZero() || g.role(k) == model.Demonym {
		return false
	}
	i := g.Set.Names[k].First
	w := g.Text.Before(i)
	if w != nil && g.Text.Is(w, g.Text.LanguageAt(i).Function.Article) {
		w = g.Text.Before(i - 1)
	}
	return (w == nil || !w.Class.Has(lexicon.PlacePrep)) && !g.compared(k)
}

// compared reports whether the place of a mention is one that something is compared with: "the size of Latvia" is not in Latvia. Each
// mention is looked at once, however many areas stand around it.
func (g *Ground) compared(k int32) bool {
	if len(g.likened) == 0 {
		g.likened = slices.Grow(g.likened, len(g.Set.Names))[:len(g.Set.Names)]
		clear(g.likened)
	}
	if g.likened[k] == unseen {
		g.likened[k] = apart
		start, _ := g.bytes(k)
		if like, _, ok := measure.ShareBefore(g.Text.Source, start); ok && like.Comparison {
			g.likened[k] = alike
		}
	}
	return g.likened[k] == alike
}

// A likeness says whether something is compared with the place of a mention.
type likeness uint8

const (
	unseen likeness = iota
	apart
	alike
)

// likeOwn is by what factor a figure may differ from a place's area to be taken for that.
const likeOwn = 2

// like reports whether a figure may be a place's own area, by its size.
func (g *Ground) like(k int32, c *claim) bool {
	own := size(g.place(k))
	return c.LowM2 <= own*likeOwn && c.HighM2 >= own/likeOwn
}

// own returns the place whose own area is stated. A settlement that is too small for it gives way to a division of its name.
func own(p gazetteer.Place, a *measure.Area) gazetteer.Place {
	if p.Type() == gazetteer.Settlement && !fits(p, a) {
		for up := range p.Ancestors() {
			if fits(up, a) && strings.HasPrefix(up.Name(), p.Name()) {
				return up
			}
		}
	}
	return p
}

// Of what an area is: how many words after it the name may begin, right after an "of" and beyond a verb.
const longestComplement, longestAdverbial = 6, 9

// complement returns the mention of the place named in "of ..." after an area and its restatement, and whether it stands right there; else
// that in the first "in ..." of its clause; else -1.
func (g *Ground) complement(c *claim) (k int32, direct bool) {
	t := g.Text
	i := t.WordAt(c.end())
	if i < 0 || i > c.last {
		return -1, false
	}
	within := t.LanguageAt(i).Function.Within
	if t.Is(&t.Words[i], within) {
		return g.nameAfter(i, longestComplement), true
	}
	for n := 0; n < longestAdverbial && i <= c.last; n++ {
		w := &t.Words[i]
		if w.Class.Has(lexicon.SayVerb|lexicon.Conjunction) || n > 0 && w.Gap > prose.GapComma {
			break
		}
		if k := g.Set.At(i); k >= 0 && !g.place(k).IsZero() && w.Gap == prose.GapComma {
			break
		}
		if t.Is(w, within) {
			return g.nameAfter(i, 4), false
		}
		i++
	}
	return -1, false
}

// nameAfter returns the mention that begins within so many words of a preposition, or -1.
func (g *Ground) nameAfter(i int32, most int) int32 {
	t := g.Text
	for n := 0; n < most && i < int32(len(t.Words)) && t.Words[i].Gap.InSentence(); n++ {
		if k := g.Set.At(i); k >= 0 && !g.place(k).IsZero() && !g.speaks(k) {
			return k
		}
		if n > 0 && (t.Words[i].Class.Has(lexicon.SayVerb|lexicon.Conjunction) || g.parts(i)) {
			break
		}
		i++
	}
	return -1
}

// end is the byte after an area and its restatement.
func (c *claim) end() int {
	if c.Restatement != nil {
		return max(c.End, c.Restatement.End)
	}
	return c.End
}

// outside reports whether a mention stands in another clause than the area.
func (c *claim) outside(g *Ground, k int32) bool {
	n := &g.Set.Names[k]
	return n.First < c.clause || n.Last > c.last
}

// around limits a clause where the text has no words.
func (g *Ground) claimOf(stated *measure.Area) claim {
	c := claim{Area: stated, sentence: g.Text.SentenceAt(stated.Start), first: g.Text.WordAt(stated.Start), complement: -1}
	if c.first < 0 {
		c.clause, c.last = 0, math.MaxInt32
		return c
	}
	c.clause, c.last = g.clauseOf(c.first, max(c.first, g.Text.WordAt(c.end())-1))
	return c
}
