package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/paulmach/orb"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/internal/score"
)

const evalManual = `
Holds answers against gold texts, one JSON document a line; geotag gold convert -h says what they look like, and docs/using.md what each
field means. Offsets count code points; a mention without lat and lon, or a geonameid, is neutral. Strict spans are equal after a leading "the" and a
trailing "'s" are taken off. Placed is within 161 km of the gold point, or for a country in its bounding box.

A mention with "spanonly":true and no coordinates counts for recognition. The texts of such a file may say their "lang"; it is not told to
the service. Demonyms that are answered do not count there, nor do adjectives in small letters in ru and uk, and a Turkish name ends at its
apostrophe. Of several files, or one in several languages, the figures are a table in Markdown.

Gold texts may also be W3C Web Annotations (the text beside them, or as the source's "value"), a folder or a pair of brat's .txt and .ann, Label
Studio's JSON export, doccano's JSON lines, or words with classes as CoNLL's. There places are what is typed as Location, LOC, GPE, Place, Toponym or Facility, as a kind of usage, or has a place: a reference to
GeoNames, or "LATITUDE, LONGITUDE" (docs/using.md).

"Same entity" counts as placed also what has the gold's geonameid, and what holds the gold point within its own boundary. The intervals hold 95 %
of the figures that as many texts of the same kind would have (a bootstrap over texts, always the same); with -against the texts are drawn for
both answers at once, and p is the chance of such a difference if there were none.`

const evalExamples = `
Examples:
  geotag eval news.jsonl
  geotag eval news.jsonl -html report.html   # the errors on a map
  geotag eval news.jsonl -points             # without the rule for countries
  geotag eval news.jsonl -given              # the gold spans given
  geotag eval news.jsonl -homes outlets.tsv  # telling where each outlet sits
  geotag eval news.jsonl -ceiling            # what the gazetteer could answer
  geotag eval langs/*.jsonl                  # a table: file by language

What another model, gazetteer or version changes:

  geotag eval news.jsonl -save before.answers
  geotag eval news.jsonl -model mine.model -against before.answers`

// mostGolds is how many gold files may be given at once. Set by hand.
const mostGolds = 1000

func eval(ctx context.Context, e env, args []string) error {
	fs := e.flags("geotag eval [FLAGS] FILE...", evalManual, evalExamples)
	var src source
	src.flags(fs)
	src.modelFlag(fs)
	var rules score.Rules
	var golds goldReader
	golds.flag(fs)
	gold := fs.String("gold", "", "a gold `FILE`, as those without a flag are")
	html := fs.String("html", "", "write a report with the errors on a map to `FILE`, too")
	asJSON := fs.Bool("json", false, "print all figures as one JSON object, of several files one a line")
	ceiling := fs.Bool("ceiling", false, "print the share of mentions that some place of their name fits")
	save := fs.String("save", "", "write the answers to `FILE`, too, for -against")
	against := fs.String("against", "", "say by how much these answers differ from those saved in `FILE`")
	list := fs.Bool("list", false, "with -ceiling: print the mentions that none fits, too")
	fs.BoolVar(&rules.Points, "points", false, "a country's point must lie within 161 km, too")
	homesFile := fs.String("homes", "", "tell where the publishers sit that `FILE` has, a source and a place id or LAT,LON a line")
	fs.BoolVar(&rules.Given, "given", false, "give the gold spans, and hold only places against the gold")
	files, err := fs.parse(args, 0, mostGolds)
	if err != nil {
		return err
	}
	if *gold != "" {
		files = append([]string{*gold}, files...)
	}
	switch {
	case len(files) == 0:
		return fs.misuse("no -gold file")
	case len(files) > 1 && (*ceiling || *html != ""):
		return fs.misuse("-ceiling and -html are of one file, and %d were given", len(files))
	case *ceiling:
		return printCeiling(ctx, e.stdout, golds, files[0], &src, *list)
	}
	saved, err := readAnswers(*against)
	if err != nil {
		return err
	}
	homes, err := src.homes(*homesFile)
	if err != nil {
		return err
	}
	evs, err := evaluate(ctx, e, &src, golds, rules, homes, files)
	if err != nil {
		return err
	}
	if err := errors.Join(compareAll(evs, saved), saveAnswers(*save, evs), evs[0].writeHTML(*html)); err != nil {
		return err
	}
	return printFigures(e.stdout, evs, *asJSON)
}

// An evaluation is what answers to a gold file come to.
type evaluation struct {
	Gold      string
	Documents int
	Versions  string            // of gazetteer and model
	Language  string            // of the texts as a BCP 47 tag, "mixed" of several; empty: they do not say
	Told      int               // texts of which the service says the language that they say
	Placed    bool              // the gold says where some mentions are
	homes     map[string]string // place ids, by source
	rules     score.Rules
	counts    score.Counts
	tally     score.Tally
	parts     map[string]*evaluation // of the texts in each language, of which they have none
	texts     []*score.Document
	single    []score.Counts // of each text
	answers   []savedAnswer
	Against   string         // the versions of the answers that these are held against; empty: none
	before    []score.Counts // of those, of each text
}

// evaluate asks for the answers to the texts of all files, one file after the other.
func evaluate(ctx context.Context, e env, src *source, golds goldReader, rules score.Rules, homes map[string]string, files []string) (evs []*evaluation, err error) {
	if golds.ix, err = openGazetteer(src.file); err != nil {
		return nil, err
	}
	err = src.call(ctx, func(api geotagv1.GeotagServiceClient) error {
		for _, name := range files {
			ev := &evaluation{Gold: filepath.Base(name), rules: rules, homes: homes}
			if err := ev.run(ctx, e, api, golds, name); err != nil {
				return err
			}
			evs = append(evs, ev)
		}
		return nil
	})
	return evs, err
}

// run asks for the answer to each document and counts.
func (ev *evaluation) run(ctx context.Context, e env, api geotagv1.GeotagServiceClient, golds goldReader, gold string) error {
	documents, err := golds.texts(gold)
	if err != nil {
		return err
	}
	bar := newProgress(e.stderr, "texts", int64(len(documents)))
	defer bar.done()
	for i, d := range documents {
		d.Home = ev.homes[d.Source]
		if err := ev.document(ctx, api, d); err != nil {
			return err
		}
		bar.at(int64(i + 1))
	}
	return nil
}

// document asks for the answer to one document and counts.
func (ev *evaluation) document(ctx context.Context, api geotagv1.GeotagServiceClient, d *score.Document) error {
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
	ev.add(d, predicted, resp, locate)
	ev.texts = append(ev.texts, d)
	ev.answers = append(ev.answers, savedAnswer{ev.Gold, d.ID, sumOf(d.Text), ev.rules.Given, versionsOf(resp), predicted})
	ev.part(d.Lang).add(d, predicted, resp, locate)
	return lost
}

// part returns the evaluation of the texts in a language.
func (ev *evaluation) part(language string) *evaluation {
	if ev.parts == nil {
		ev.parts = map[string]*evaluation{}
	}
	if ev.parts[language] == nil {
		ev.parts[language] = &evaluation{Gold: ev.Gold, rules: ev.rules}
	}
	return ev.parts[language]
}

// add counts the answer to one document.
func (ev *evaluation) add(d *score.Document, predicted []score.Prediction, resp *geotagv1.TagResponse, locate func(orb.Point) score.Area) {
	c := score.Count(d, predicted, ev.rules)
	c.Same = ev.tally.Add(d, predicted, ev.rules, locate)
	ev.counts.Add(c)
	ev.single = append(ev.single, c)
	if ev.Documents == 0 {
		ev.Language = d.Lang
	} else if ev.Language != d.Lang {
		ev.Language = "mixed"
	}
	if told, _, _ := strings.Cut(resp.GetLanguage(), "-"); told == d.Lang {
		ev.Told++
	}
	ev.Documents++
	ev.Placed = ev.Placed || d.Places()
	ev.Versions = versionsOf(resp)
}

// versionsOf says what answered.
func versionsOf(resp *geotagv1.TagResponse) string {
	return fmt.Sprintf("gazetteer %s, model %s", resp.GetGazetteerVersion(), resp.GetModelVersion())
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
	req := &geotagv1.TagRequest{Text: d.Text, Home: d.Home, OffsetEncoding: geotagv1.OffsetEncoding_OFFSET_ENCODING_UTF32}
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
