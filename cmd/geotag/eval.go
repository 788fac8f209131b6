package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/paulmach/orb"

	geotagv1 "example.com/geotag/api/geotag/v1"
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
  geotag eval -gold news.jsonl -html report.html   # the errors on a map
  geotag eval -gold news.jsonl -ceiling         # how many mentions the gazetteer could answer at all`

func eval(ctx context.Context, e env, args []string) error {
	fs := e.flags("geotag eval -gold FILE [FLAGS]", evalManual, evalExamples)
	var src source
	src.flags(fs)
	var rules score.Rules
	gold := fs.String("gold", "", "the gold `FILE`")
	html := fs.String("html", "", "write a report with the errors on a map to `FILE`, too")
	asJSON := fs.Bool("json", false, "print all figures as one JSON object")
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
	if *ceiling {
		return printCeiling(ctx, e.stdout, *gold, src.file, *list)
	}
	ev := evaluation{Gold: filepath.Base(*gold), rules: rules}
	err := src.call(ctx, func(api geotagv1.GeotagServiceClient) error { return ev.run(ctx, e, api, *gold) })
	if err != nil {
		return err
	}
	if *html != "" {
		if err := ev.writeHTML(*html); err != nil {
			return err
		}
	}
	if *asJSON {
		return json.NewEncoder(e.stdout).Encode(ev.figures())
	}
	return ev.print(e.stdout)
}

// An evaluation is what answers to a gold file come to.
type evaluation struct {
	Gold      string
	Documents int
	Versions  string // of gazetteer and model
	rules     score.Rules
	counts    score.Counts
	tally     score.Tally
}

// run asks for the answer to each document and counts.
func (ev *evaluation) run(ctx context.Context, e env, api geotagv1.GeotagServiceClient, gold string) error {
	f, err := os.Open(gold)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	read := &counter{r: f}
	bar := newProgress(e.stderr, "texts", info.Size())
	defer bar.done()
	for d, err := range score.Read(read) {
		if err != nil {
			return err
		}
		resp, err := ask(ctx, api, d, ev.rules.Given)
		if err != nil {
			return fmt.Errorf("%s: %w", d.ID, err)
		}
		predicted := predictions(resp)
		var lost error
		locate := func(p orb.Point) (a score.Area) {
			a, lost = locateArea(ctx, api, p)
			return a
		}
		ev.tally.Add(d, predicted, ev.rules, locate)
		if lost != nil {
			return lost
		}
		ev.counts.Add(score.Count(d, predicted, ev.rules))
		ev.Documents++
		ev.Versions = fmt.Sprintf("gazetteer %s, model %s", resp.GetGazetteerVersion(), resp.GetModelVersion())
		bar.at(read.n)
	}
	return nil
}

// A counter counts the bytes read through it.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	return n, err
}

// locateArea asks what contains a point.
func locateArea(ctx context.Context, api geotagv1.GeotagServiceClient, p orb.Point) (score.Area, error) {
	a := score.Area{IDs: map[string]bool{}}
	resp, err := api.LocatePoint(ctx, &geotagv1.LocatePointRequest{Point: &geotagv1.LatLng{Latitude: &p[1], Longitude: &p[0]}})
	for _, f := range resp.GetFeatures() {
		props := f.GetProperties()
		if props.GetContainment() == geotagv1.Containment_CONTAINMENT_UNSPECIFIED {
			continue // a settlement near it
		}
		a.IDs[props.GetPlaceId()] = true
		if props.GetPlaceType() == geotagv1.PlaceType_PLACE_TYPE_COUNTRY {
			a.Country = props.GetCountryCode()
		}
	}
	return a, err
}

// ask asks for a document's answer.
func ask(ctx context.Context, api geotagv1.GeotagServiceClient, d *score.Document, given bool) (*geotagv1.TagResponse, error) {
	req := &geotagv1.TagRequest{Text: d.Text, OffsetEncoding: geotagv1.OffsetEncoding_OFFSET_ENCODING_UTF32}
	if given {
		for _, s := range d.Spans() {
			req.Spans = append(req.Spans, &geotagv1.Span{Start: new(uint32(s[0])), End: new(uint32(s[1]))})
		}
		if len(req.Spans) == 0 {
			return nil, nil
		}
	}
	return api.Tag(ctx, req)
}

// predictions reads the mentions of places out of an answer.
func predictions(resp *geotagv1.TagResponse) []score.Prediction {
	var out []score.Prediction
	for _, f := range resp.GetFeatures() {
		p := f.GetProperties()
		listed := p.GetKind() == geotagv1.FeatureKind_FEATURE_KIND_PLACE
		if !listed && p.GetKind() != geotagv1.FeatureKind_FEATURE_KIND_UNLISTED_PLACE {
			continue
		}
		one := score.Prediction{
			Point:   orb.Point{p.GetLocation().GetLongitude(), p.GetLocation().GetLatitude()},
			Country: p.GetPlaceType() == geotagv1.PlaceType_PLACE_TYPE_COUNTRY,
			Name:    p.GetName(), PlaceID: p.GetPlaceId(), CountryCode: p.GetCountryCode(), Score: p.GetScore(),
			PlaceType: words(p.GetPlaceType().String(), "PLACE_TYPE_"),
		}
		if !listed {
			one.PlaceType = "not in the gazetteer"
		}
		if b := f.GetBbox(); len(b) == 4 {
			one.Extent = orb.Bound{Min: orb.Point{b[0], b[1]}, Max: orb.Point{b[2], b[3]}}
		}
		for _, m := range p.GetMentions() {
			one.Start, one.End = int(m.GetStart()), int(m.GetEnd())
			one.Demonym = m.GetRole() == geotagv1.Role_ROLE_DEMONYM
			one.Role = words(m.GetRole().String(), "ROLE_")
			out = append(out, one)
		}
	}
	return out
}
