package geotag

import (
	"context"
	"fmt"

	"example.com/geotag/internal/ground"
	"example.com/geotag/internal/prose"
	"example.com/geotag/measure"
)

// wordsOfLanguage is how many words tell the language of a text, in which a figure may be one: "1,300 ha in Burgos" does not. Set by hand.
const wordsOfLanguage = 8

// foreign returns the language of a text, if it is plain and not English; else none.
func foreign(text *prose.Text) string {
	if text.Tag == "en" || len(text.Words) < wordsOfLanguage {
		return ""
	}
	return text.Tag
}

// ConvertArea answers the first area that a text states, as an area of a place given by id or name (empty: none).
// Errors: *InputError where the text states no area, ErrNotFound where no place bears the name, and the context's own where it ends first.
func (t *Tagger) ConvertArea(ctx context.Context, text, place string) (StatedArea, error) {
	read, err := prose.NewReader(t.ix).Read(ctx, text, "")
	if err != nil {
		return StatedArea{}, err
	}
	found, origin := measure.AreasIn(read.Source, foreign(read)), read.Origin
	if len(found) == 0 {
		return StatedArea{}, &InputError{[]Violation{{"text", "states no area; write a figure with a unit, such as \"1,300 km²\""}}}
	}
	if place == "" {
		return statedArea(&ground.Area{Area: found[0]}, &origin), nil
	}
	p, ok := t.ix.Place(place)
	if !ok {
		byName, err := t.Find(ctx, Query{Name: place, Mode: FindExact})
		if err != nil {
			return StatedArea{}, err
		}
		if len(byName) == 0 {
			return StatedArea{}, fmt.Errorf("%w: %q", ErrNotFound, place)
		}
		p = byName[0].Place
	}
	a := ground.Of(found[0], p)
	return statedArea(&a, &origin), nil
}
