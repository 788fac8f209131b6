package mention

import (
	"context"
	"slices"
	"strings"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/names"
	"example.com/geotag/internal/prose"
)

// Given is the Recognizer that takes the spans that the caller recognized for places. The other names stay, as another
// Recognizer takes them, for they say where the text plays.
type Given struct {
	spans  []prose.Span // in the order of the text, not overlapping
	others Recognizer
	set    Set
}

// NewGiven returns the Recognizer of spans of the next text.
func NewGiven(spans []prose.Span, others Recognizer) *Given {
	return &Given{spans: spans, others: others}
}

// Recognize implements Recognizer.
func (g *Given) Recognize(ctx context.Context, a *Advice) (*Set, error) {
	others, err := g.others.Recognize(ctx, a)
	if err != nil {
		return nil, err
	}
	g.set.Begin(len(a.Text.Words))
	old, covered := 0, int32(-1)
	where := whereOf(others)
	for i, span := range g.spans {
		if i&63 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		first, last, ok := a.Text.Covering(a.Text.Origin.Source(span.Start, span.End))
		if !ok || first <= covered {
			continue
		}
		for ; old < len(others.Names) && others.Names[old].Last < first; old++ {
			g.set.Add(others.Names[old], others.Mentions[old])
		}
		for old < len(others.Names) && others.Names[old].First <= last {
			old++
		}
		g.set.Add(give(a, span, first, last, where))
		covered = last
	}
	for ; old < len(others.Names); old++ {
		g.set.Add(others.Names[old], others.Mentions[old])
	}
	return &g.set, nil
}

// sureGiven is how sure a span is that the caller gives, against what it may be spelt as otherwise. Set by hand.
const sureGiven = 0.8

// whereOf returns the countries in which what a set of mentions names may lie.
func whereOf(s *Set) (where []names.Land) {
	for k := range s.Names {
		if s.Mentions[k].Reason == 0 && !s.Names[k].Unlisted {
			where = addCountry(where, &s.Names[k], names.LandOf)
		}
	}
	return where
}

// give returns the mention of the words first to last, with the places that bear the whole name, with or without its article and its
// possessive; else with those of the text's countries that bear it under another spelling; else with those that bear a part of it that tells where it
// is, as a partial one; without any it is unlisted.
func give(a *Advice, span prose.Span, first, last int32, where []names.Land) (names.Name, Mention) {
	m := Mention{Given: span, Chance: 1, Verdict: Verdict{Cued: true}}
	if n, ok := inflected(a, first, last); ok {
		return n, m
	}
	start, end := a.Text.Origin.Source(span.Start, span.End)
	if n, ok := a.Finder.Called(a.Text.Source[start:end], first, last); ok {
		return n, m
	}
	from, to := bare(a.Text, first, last)
	if n, ok := a.Finder.Called(spaced(a.Text.Slice(from, to)), from, to); ok {
		return n, m
	}
	if n, ok := nearly(a, stretch{from, to, model.LabelPlace, sureGiven}, where); ok && (n.Slips == 0 || from == to) {
		return n.Name, m
	}
	if n, ok := part(a, from, to); ok {
		return n, m
	}
	m.Role = model.Location
	return names.Name{First: from, Last: to, Unlisted: true, Links: names.Unlinked}, m
}

// part returns the name of the words first to last, by a part of it that tells where it is: what stands after "at" or "in" or after what the
// name calls itself ("Mercy Hospital Springfield"), what it begins with ("Kano Gate"), or what stands after "of" ("University of Cape Town").
// A street has none: few lie in what they are called after; nor an embassy: none does.
func part(a *Advice, first, last int32) (names.Name, bool) {
	if street(a.Text, first, last) {
		return names.Name{}, false
	}
	leads := func(i int32) bool {
		w := &a.Text.Words[i]
		return w.Class.Has(lexicon.PlacePrep) || w.Class.Has(built) && i > first
	}
	if n, ok := ending(a, first, last, leads); ok {
		return n, true
	}
	if mission(a.Text, first, last) {
		return names.Name{}, false
	}
	if n, ok := a.Finder.Beginning(first, last); ok {
		n.Sure = false
		return n, true
	}
	of := a.Text.LanguageAt(first).Function.Of
	n, ok := ending(a, first, last, func(i int32) bool { return a.Text.Is(&a.Text.Words[i], of) })
	n.Sure = slices.ContainsFunc(a.Text.Words[first:last], func(w prose.Word) bool { return w.Class.Has(lexicon.SchoolNoun) })
	return n, ok
}

// ending returns the name of the words first to last by the name of a place with which it ends, after a word that leads to one.
func ending(a *Advice, first, last int32, leads func(before int32) bool) (names.Name, bool) {
	for i := max(first+1, last-longestPart+1); i <= last; i++ {
		if !leads(i-1) || a.Text.Words[i].Class.Has(built|lexicon.StreetNoun|lexicon.FeatureWord) {
			continue
		}
		if n, ok := a.Finder.Exactly(i, last, nil); ok && n.Best().Kind != gazetteer.Continent && n.Best().Kind != gazetteer.Region {
			n.First, n.Partial, n.Sure = first, true, false
			return n, true
		}
	}
	return names.Name{}, false
}

// longestPart is how many words of a long name are looked at for the place with which it ends. Set by hand.
const longestPart = 5

// built are the classes of nouns for what is built: "Hospital".
const built = lexicon.FacilityNoun | lexicon.SchoolNoun

// street reports whether a name is a street's: "Madison Avenue", and not "St. Louis Road House".
func street(t *prose.Text, first, last int32) bool {
	return last > first && t.Words[last].Class.Has(lexicon.StreetNoun) && !t.Words[last-1].Class.Has(lexicon.AdminWord|lexicon.CivicNoun|lexicon.OrgNoun)
}

// mission reports whether a name is an embassy's: a building of those who govern elsewhere.
func mission(t *prose.Text, first, last int32) bool {
	return slices.ContainsFunc(t.Words[first:last+1], func(w prose.Word) bool {
		return w.Class.Has(lexicon.FacilityNoun) && w.Class.Has(lexicon.GovernmentNoun)
	})
}

// inflected returns the name that was found at the words first to last, and at no others, in a language that inflects names or writes words
// together with them: "Сумах", "בחיפה".
func inflected(a *Advice, first, last int32) (names.Name, bool) {
	l := a.Text.LanguageAt(first)
	i := a.List.At(first)
	if i < 0 || l.Endings == nil && l.Prefixes == nil {
		return names.Name{}, false
	}
	n := a.List.Names[i]
	n.Links = names.Unlinked
	return n, n.Last == last && !n.Lacks()
}

// bare returns the words of a name without a leading article and a trailing possessive.
func bare(t *prose.Text, first, last int32) (from, to int32) {
	if last > first && t.Words[last].Shape&prose.Possessive != 0 && t.Words[last].Gap == prose.GapNone {
		last--
	}
	if last > first && t.Is(&t.Words[first], t.LanguageAt(first).Function.Article) {
		first++
	}
	return first, last
}

// spaced parts an abbreviation from the name that follows it: "Mt.Vernon".
func spaced(name string) string {
	if i := strings.IndexByte(name, '.'); i > 0 && i+1 < len(name) && name[i+1] != ' ' && !strings.Contains(name[i+1:], ".") {
		return name[:i+1] + " " + name[i+1:]
	}
	return name
}
