package mention

import (
	"context"
	"strings"

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
			where = addCountry(where, &s.Names[k])
		}
	}
	return where
}

// give returns the mention of the words first to last, with the places that bear the whole name, with or without its article and its
// possessive; else with those of the text's countries that bear it under another spelling; else with those that bear the longest name with which it begins, as a partial one; without any it is unlisted.
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
	if n, ok := a.Finder.Beginning(from, to); ok {
		return n, m
	}
	m.Role = model.Location
	return names.Name{First: from, Last: to, Unlisted: true, Links: names.Unlinked}, m
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
