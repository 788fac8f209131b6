package mention_test

import (
	"context"
	"fmt"
	"log"

	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/internal/mention"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/names"
	"example.com/geotag/internal/prose"
	"example.com/geotag/internal/resolve"
)

// capitals is a Recognizer that takes every capitalized word for a place.
type capitals struct{ set mention.Set }

// Recognize implements mention.Recognizer.
func (c *capitals) Recognize(_ context.Context, a *mention.Advice) (*mention.Set, error) {
	c.set.Begin(len(a.Text.Words))
	for i := range int32(len(a.Text.Words)) {
		if a.Text.Words[i].Shape&prose.Capital == 0 {
			continue
		}
		n, ok := a.Finder.Exactly(i, i, nil)
		m := mention.Mention{Chance: 0.9}
		if !ok {
			n, m.Role = names.Name{First: i, Last: i, Unlisted: true, Links: names.Unlinked}, model.Location
		}
		c.set.Add(n, m)
	}
	return &c.set, nil
}

// A Recognizer of one's own takes the place of the chain and of the rules.
func ExampleRecognizer() {
	ix, err := world.Index()
	if err != nil {
		log.Fatal(err)
	}
	m, err := model.Default()
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	text, err := prose.NewReader(ix).Read(ctx, "a fire in Kano reached Vuplo and by night came to Paris, Texas", "en")
	if err != nil {
		log.Fatal(err)
	}
	set, err := mention.NewReader(ix, m.Roles).Read(ctx, text, new(capitals))
	if err != nil {
		log.Fatal(err)
	}
	answers, err := resolve.New(ix, m).Resolve(ctx, text, set, gazetteer.Place{})
	if err != nil {
		log.Fatal(err)
	}
	for k, n := range set.Names {
		a := &answers.All[k]
		fmt.Println(text.Slice(n.First, n.Last), a.At().ID(), a.Place.IsZero())
	}
	// Output:
	// Kano 2335204 false
	// Vuplo 4717560 true
	// Paris 4717560 false
	// Texas US.TX false
}
