package ground

import (
	"fmt"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/resolve"
)

// why says why an area is one of a place, the weightiest reason first.
func (g *Ground) why(c *claim, h holder) []resolve.Reason {
	var out []resolve.Reason
	add := func(id resolve.ReasonID, format string, args ...any) {
		out = append(out, resolve.Reason{ID: id, Weight: float64(3 - len(out)), Text: fmt.Sprintf(format, args...)})
	}
	start, end := g.bytes(h.mention)
	said := g.Text.Source[start:end]
	switch {
	case h.place == c.of:
		add(resolve.Complement, "the text says that it is of %s", h.place.Name())
	case !c.of.IsZero():
		add(resolve.WithinComplement, "the text says that it is of %s, which holds %s", c.of.Name(), h.place.Name())
	}
	if g.holdsTown(c, h.place) {
		add(resolve.HoldsTown, "%s holds a settlement named beside it", h.place.Name())
	}
	if g.place(h.mention) != h.place {
		add(resolve.TooSmall, "“%s” is too small for it", said)
	}
	if h.far == 0 {
		add(resolve.SameSentence, "“%s” stands in the same sentence", said)
	} else {
		add(resolve.SentencesAway, "“%s” stands %d sentences away, and nothing nearer can hold it", said, h.far)
	}
	return out
}

// whyOwn says why an area is a place's own.
func (g *Ground) whyOwn(c *claim, k int32, p gazetteer.Place) []resolve.Reason {
	start, end := g.bytes(k)
	out := []resolve.Reason{{ID: resolve.Complement, Weight: 3, Text: fmt.Sprintf("the text says that it is the area of “%s”", g.Text.Source[start:end])}}
	if !fits(p, c.Area) {
		out = append(out, resolve.Reason{
			ID: resolve.TooSmall, Weight: 2, Text: fmt.Sprintf("the area of %s on file is smaller: %s", p.Name(), p.AreaSource()),
		})
	}
	return out
}
