package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"example.com/geotag"
	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/score"
)

// everyReading is more than any name has.
const everyReading = math.MaxInt32

// printCeiling prints how many gold mentions could be answered: some place that bears the name lies within 161 km, or is
// the country that holds the gold point.
func printCeiling(ctx context.Context, w io.Writer, golds goldReader, gold string, src *source, list bool) error {
	tagger, err := src.tagger()
	if err != nil {
		return err
	}
	fit, all := 0, 0
	golds.ix = tagger.Gazetteer()
	documents, err := golds.texts(gold)
	if err != nil {
		return err
	}
	for _, d := range documents {
		candidates, err := readings(ctx, tagger, d)
		if err != nil {
			return fmt.Errorf("%s: %w", d.ID, err)
		}
		for _, m := range d.Mentions {
			if m.Lat == nil {
				continue
			}
			all++
			p := score.Prediction{}
			fits := func(place geotag.Place) bool {
				p.Point, p.Country = place.Point(), place.Type() == gazetteer.Country
				p.Extent, _ = place.Extent()
				return score.Placed(&p, orb.Point{*m.Lon, *m.Lat})
			}
			if slices.ContainsFunc(candidates[[2]int{m.Start, m.End}], fits) {
				fit++
			} else if list {
				fmt.Fprintf(w, "%s\t%s\t%.3f %.3f\t%d places\n", plain(d.ID), plain(string([]rune(d.Text)[m.Start:m.End])), *m.Lat, *m.Lon, len(candidates[[2]int{m.Start, m.End}]))
			}
		}
	}
	_, err = fmt.Fprintf(w, "%d of %d gold mentions (%.3f) could be answered with gazetteer %s\n", fit, all, float64(fit)/float64(max(all, 1)), tagger.Gazetteer().Version())
	return err
}

// readings returns all places that each gold span may mean.
func readings(ctx context.Context, tagger *geotag.Tagger, d *score.Document) (map[[2]int][]geotag.Place, error) {
	out := map[[2]int][]geotag.Place{}
	at := make([]int, 0, utf8.RuneCountInString(d.Text)+1)
	for i := range d.Text {
		at = append(at, i)
	}
	at = append(at, len(d.Text))
	for _, s := range d.Spans() {
		doc, err := tagger.Tag(ctx, d.Text, geotag.Options{Spans: []geotag.Span{{Start: at[s[0]], End: at[s[1]]}}, Alternatives: everyReading})
		if err != nil {
			return nil, err
		}
		for _, r := range doc.References {
			out[s] = append(out[s], r.Place)
			for _, c := range r.Alternatives {
				out[s] = append(out[s], c.Place)
			}
		}
	}
	return out, nil
}
