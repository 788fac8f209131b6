package mention

import (
	"context"

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
	for _, span := range g.spans {
		first, last, ok := a.Text.Covering(span.Start, span.End)
		if !ok || first <= covered {
			continue
		}
		for ; old < len(others.Names) && others.Names[old].Last < first; old++ {
			g.set.Add(others.Names[old], others.Mentions[old])
		}
		for old < len(others.Names) && others.Names[old].First <= last {
			old++
		}
		g.set.Add(give(a, span, first, last))
		covered = last
	}
	for ; old < len(others.Names); old++ {
		g.set.Add(others.Names[old], others.Mentions[old])
	}
	return &g.set, nil
}

// give returns the mention of the words first to last, with the places that bear the whole name, else the longest name with
// which it begins; without any it is unlisted.
func give(a *Advice, span prose.Span, first, last int32) (names.Name, Mention) {
	m := Mention{Given: span, Chance: 1, Verdict: Verdict{Cued: true}}
	if n, ok := a.Finder.Called(a.Text.Source[span.Start:span.End], first, last); ok {
		return n, m
	}
	if n, ok := a.Finder.Beginning(first, last); ok {
		return n, m
	}
	m.Role = model.Location
	return names.Name{First: first, Last: last, Unlisted: true, Links: names.Unlinked}, m
}
