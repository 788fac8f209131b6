package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"math"
	"runtime"
	"strings"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
)

const tagManual = `
Reads a text on standard input, or from FILE, and writes one GeoJSON FeatureCollection: the places that it names and
the areas that it states. On a terminal it is indented.

Many texts come from several FILEs, from folders with what is below them, from lines and from tables; they may be
compressed (gzip, zstd). What a file is, its name says, else its content; -in says it for all:

  text   one text, as it stands
  html   one text: the article of a page, without what is around it; see
         -with-text
  jsonl  a request a line, such as {"id":"a1","text":"..."}, with the fields of
         geotag.v1.TagRequest; what the flags say holds where a line does not
         say otherwise; a member that is no field is an error of its line,
         unless -lenient is given
  csv    a text a row, in the column -text; between the columns are commas,
         semicolons, tabs or bars

Answers are in the order of the texts. A text that fails is answered by its error, and the rest go on; so they do after
a file that cannot be read. -out says how they are written, else the end of -o's name, else there is a document for one
text and lines for many:

  jsonl       a FeatureCollection a line, with the text's id, and its columns
              as the member "columns"
  geojson     one FeatureCollection of the features of all texts, with the
              property textId
  geojsonseq  a Feature a record, after a record separator (RFC 8142)
  csv         a row a mention, with the id and the columns of its text; a cell
              that a spreadsheet would take for a formula has an apostrophe
              before it

The id of a text that is a file is its path: below the folder, where one folder is named. Beside -o's FILE stands
FILE.checkpoint as long as it is written: if the run is killed, the same command with -resume goes on where it
stopped.

A server answers instead of this program where -addr or GEOTAG_ADDR names one.`

const tagExamples = `
Examples:
  echo 'Floods in Kano and Ibadan' | geotag tag
  geotag tag article.html > map.geojson         # for any map viewer
  geotag tag -rejected article.txt | jq '.features[].properties.name'
  geotag tag -lines -offsets utf16 < articles.jsonl > places.jsonl
  geotag tag -csv -text body -id url news.csv.gz -o places.csv
  geotag tag archive/ -o places.jsonl.zst -resume`

func tag(ctx context.Context, e env, args []string) error {
	fs := e.flags("geotag tag [FLAGS] [FILE...]", tagManual, tagExamples)
	var t tagging
	t.source.flags(fs)
	t.source.modelFlag(fs)
	t.reading.flags(fs)
	t.writing.flags(fs)
	t.asking.flags(fs)
	fs.IntVar(&t.workers, "j", runtime.GOMAXPROCS(0), "tag `N` texts at once (default one a processor)")
	fs.Lookup("j").DefValue = "" // a manual is the same on all machines
	var err error
	if t.files, err = fs.parse(args, 0, math.MaxInt); err != nil {
		return err
	}
	for _, check := range []func(*flagSet) error{t.asking.check, t.reading.check, t.check} {
		if err := check(fs); err != nil {
			return err
		}
	}
	defer runtime.KeepAlive(tuneCollectorForBulk())
	return t.source.tag(func(tag client.TagFunc) error { return t.run(ctx, e, tag, fs) })
}

// asking are the flags that say what is asked for each text.
type asking struct {
	req                               geotagv1.TagRequest
	typ, offsets, geometry, countries string
	alternatives                      uint
}

func (a *asking) flags(fs *flagSet) {
	req := &a.req
	fs.BoolVar(&req.FeaturePerMention, "per-mention", false, "make a feature for each mention, rather than for each place")
	fs.StringVar(&a.typ, "type", "", "make all geometries of one `TYPE`: point or multi-polygon")
	fs.StringVar(&a.offsets, "offsets", "utf8", "count offsets in `UNIT`s: utf8 (bytes), utf16 or utf32")
	fs.StringVar(&a.geometry, "geometry", "point", "carry geometry in `DETAIL`: point, bbox or boundary")
	fs.oneOf("type", "point", "multi-polygon")
	fs.oneOf("offsets", "utf8", "utf16", "utf32")
	fs.oneOf("geometry", "point", "bbox", "boundary")
	fs.StringVar(&a.countries, "countries", "", "keep only places in these `COUNTRIES`, such as UA,RU")
	fs.UintVar(&a.alternatives, "alternatives", 0, "show up to `N` other readings of each place")
	fs.StringVar(&req.Language, "language", "", "read the whole text in `LANGUAGE`, such as ru; else each paragraph's is detected")
	fs.StringVar(&req.DisplayLanguage, "names", "", "name places in `LANGUAGE`, such as fr; else in English")
	fs.StringVar(&req.Home, "home", "", "the publisher's `PLACE`: a country code or a place id")
	fs.BoolVar(&req.CutLongText, "cut", false, "cut a text that is too long, rather than refuse it")
	fs.BoolVar(&req.IncludeRejected, "rejected", false, "show also names that are no places here, and why")
	fs.BoolVar(&req.IncludeEvidence, "evidence", false, "show what decided for each place")
}

// check reads what the flags say, once they are parsed.
func (a *asking) check(fs *flagSet) (err error) {
	var ok [2]bool
	a.req.OffsetEncoding, ok[0] = enum[geotagv1.OffsetEncoding](geotagv1.OffsetEncoding_value, "OFFSET_ENCODING_", a.offsets)
	a.req.Geometry, ok[1] = enum[geotagv1.GeometryDetail](geotagv1.GeometryDetail_value, "GEOMETRY_DETAIL_", a.geometry)
	switch {
	case !ok[0]:
		return fs.misuse("-offsets %s: it must be utf8, utf16 or utf32", a.offsets)
	case !ok[1]:
		return fs.misuse("-geometry %s: it must be point, bbox or boundary", a.geometry)
	}
	if a.req.GeometryType, err = geometryType(a.typ); err != nil {
		return fs.misuse("-type %s: %w", a.typ, err)
	}
	a.req.MaxAlternatives = uint32(min(a.alternatives, 1<<31))
	a.req.CountryCodes = splitList(a.countries)
	return nil
}

// geometryType reads the type that all geometries are to have.
func geometryType(s string) (geotagv1.GeometryType, error) {
	switch strings.ToLower(strings.ReplaceAll(s, "-", "")) {
	case "":
		return geotagv1.GeometryType_GEOMETRY_TYPE_UNSPECIFIED, nil
	case "point":
		return geotagv1.GeometryType_GEOMETRY_TYPE_POINT, nil
	case "multipolygon", "polygon":
		return geotagv1.GeometryType_GEOMETRY_TYPE_MULTI_POLYGON, nil
	}
	return 0, errors.New("it must be point or multi-polygon")
}

// printJSON prints a document on a line, or, for a person at a terminal, on many.
func (e env) printJSON(doc []byte) error {
	var b bytes.Buffer
	if !isTerminal(e.stdout) {
		b.Write(doc)
	} else if err := json.Indent(&b, doc, "", "  "); err != nil {
		return err
	}
	b.WriteByte('\n')
	_, err := b.WriteTo(e.stdout)
	return err
}

// enum returns the value that a word names, short of the enum's prefix and in lower case. UNSPECIFIED has no word.
func enum[E ~int32](values map[string]int32, prefix, word string) (E, bool) {
	n, ok := values[prefix+strings.ToUpper(word)]
	return E(n), ok && n != 0
}

func splitList(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })
}
