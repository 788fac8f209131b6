package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"text/tabwriter"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/score"
)

const evalManual = `
Holds answers against gold texts, one JSON document a line: {"id","text","mentions":[{"start","end","lat","lon","kind"}]};
offsets count code points, a mention without lat and lon is neutral. Strict spans are equal after a leading "the" and a
trailing "'s" are taken off. Placed is within 161 km of the gold point, or for a country in its bounding box.`

const evalExamples = `
Examples:
  geotag eval -gold news.jsonl
  geotag eval -gold news.jsonl -points          # without the rule for countries
  geotag eval -gold news.jsonl -given           # the gold spans given, only places count
  geotag eval -gold news.jsonl -ceiling         # how many mentions the gazetteer could answer at all`

func eval(ctx context.Context, e env, args []string) error {
	fs := e.flags("geotag eval -gold FILE [FLAGS]", evalManual, evalExamples)
	var src source
	src.flags(fs)
	var rules score.Rules
	gold := fs.String("gold", "", "the gold `FILE`")
	ceiling := fs.Bool("ceiling", false, "print the share of mentions that some place of their name fits")
	list := fs.Bool("list", false, "with -ceiling: print the mentions that none fits, too")
	fs.BoolVar(&rules.Points, "points", false, "a country's point must lie within 161 km, too")
	fs.BoolVar(&rules.Given, "given", false, "give the gold spans, and hold only places against the gold")
	if _, err := fs.parse(args, 0, 0); err != nil {
		return err
	}
	if *gold == "" {
		return fs.misuse("no -gold file")
	}
	f, err := os.Open(*gold)
	if err != nil {
		return err
	}
	defer f.Close()
	if *ceiling {
		return printCeiling(ctx, e.stdout, f, src.file, *list)
	}
	return src.call(ctx, func(api geotagv1.GeotagServiceClient) error {
		var total score.Counts
		documents := 0
		for d, err := range score.Read(f) {
			if err != nil {
				return err
			}
			predicted, err := predict(ctx, api, d, rules.Given)
			if err != nil {
				return fmt.Errorf("%s: %w", d.ID, err)
			}
			total.Add(score.Count(d, predicted, rules))
			documents++
		}
		return printScores(e.stdout, &total, documents, rules)
	})
}

// predict asks for a document's answer.
func predict(ctx context.Context, api geotagv1.GeotagServiceClient, d *score.Document, given bool) ([]score.Prediction, error) {
	req := &geotagv1.TagRequest{Text: d.Text, OffsetEncoding: geotagv1.OffsetEncoding_OFFSET_ENCODING_UTF32}
	if given {
		for _, s := range d.Spans() {
			req.Spans = append(req.Spans, &geotagv1.Span{Start: new(uint32(s[0])), End: new(uint32(s[1]))})
		}
		if len(req.Spans) == 0 {
			return nil, nil
		}
	}
	resp, err := api.Tag(ctx, req)
	if err != nil {
		return nil, err
	}
	var out []score.Prediction
	for _, f := range resp.GetFeatures() {
		p := f.GetProperties()
		if p.GetKind() != geotagv1.FeatureKind_FEATURE_KIND_PLACE {
			continue
		}
		one := score.Prediction{
			Point:   orb.Point{p.GetLocation().GetLongitude(), p.GetLocation().GetLatitude()},
			Country: p.GetPlaceType() == geotagv1.PlaceType_PLACE_TYPE_COUNTRY,
		}
		if b := f.GetBbox(); len(b) == 4 {
			one.Extent = orb.Bound{Min: orb.Point{b[0], b[1]}, Max: orb.Point{b[2], b[3]}}
		}
		for _, m := range p.GetMentions() {
			one.Start, one.End = int(m.GetStart()), int(m.GetEnd())
			one.Demonym = m.GetRole() == geotagv1.Role_ROLE_DEMONYM
			out = append(out, one)
		}
	}
	return out, nil
}

// printScores prints what was counted.
func printScores(w io.Writer, c *score.Counts, documents int, rules score.Rules) error {
	s := c.Summary()
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "documents\t%d\t\ngold mentions\t%d\t\n", documents, c.Gold)
	if rules.Given {
		fmt.Fprintf(t, "spans given\tAcc@161 %.3f\tAcc@20 %.3f  mean %.0f km  AUC %.3f\n", s.Accuracy161, s.Accuracy20, s.MeanKM, s.AUC)
		return t.Flush()
	}
	fmt.Fprintf(t, "recognition\tF1 %.3f\tP %.3f  R %.3f  loosely F1 %.3f\n", s.F1, s.Precision, s.Recall, s.LooseF1)
	fmt.Fprintf(t, "resolution of found\tAcc@161 %.3f\tAcc@20 %.3f  mean %.0f km  AUC %.3f\n", s.Accuracy161, s.Accuracy20, s.MeanKM, s.AUC)
	fmt.Fprintf(t, "end to end\tF1@161 %.3f\tP %.3f  R %.3f\n", s.E2E, s.PlacedPrecision, s.PlacedRecall)
	fmt.Fprintf(t, "false locations\t%.3f\tof %d predictions\n", s.False, c.Predicted)
	kinds := make([]string, 0, len(c.OfKinds))
	for k := range c.OfKinds {
		kinds = append(kinds, k)
	}
	slices.SortFunc(kinds, func(a, b string) int { return c.OfKinds[b] - c.OfKinds[a] })
	for _, k := range kinds {
		if len(kinds) > 1 {
			fmt.Fprintf(t, "recall of %s\t%d/%d\t\n", k, c.FoundOfKind[k], c.OfKinds[k])
		}
	}
	return t.Flush()
}

// everyReading is more than any name has.
const everyReading = math.MaxInt32

// printCeiling prints how many gold mentions could be answered: some place that bears the name lies within 161 km, or is
// the country that holds the gold point.
func printCeiling(ctx context.Context, w io.Writer, gold io.Reader, file string, list bool) error {
	ix, err := openGazetteer(file)
	if err != nil {
		return err
	}
	tagger := geotag.New(ix)
	fit, all := 0, 0
	for d, err := range score.Read(gold) {
		if err != nil {
			return err
		}
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
				fmt.Fprintf(w, "%s\t%s\t%.3f %.3f\t%d places\n", d.ID, string([]rune(d.Text)[m.Start:m.End]), *m.Lat, *m.Lon, len(candidates[[2]int{m.Start, m.End}]))
			}
		}
	}
	_, err = fmt.Fprintf(w, "%d of %d gold mentions (%.3f) could be answered with gazetteer %s\n", fit, all, float64(fit)/float64(max(all, 1)), ix.Version())
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
