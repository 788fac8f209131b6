package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
)

const tagManual = `
Reads a text on standard input, or from FILE, and writes one GeoJSON FeatureCollection: the places that it names and
the areas that it states. On a terminal it is indented.

With -lines every line is a request as JSON, such as {"id":"a1","text":"..."}, with the fields of geotag.v1.TagRequest;
what the flags say holds where a line does not say otherwise; a member that is no field is an error of its line, unless
-lenient is given. Every answer is a line, in order. A line that fails
answers with an empty collection that has its id and an error, and the rest go on.`

const tagExamples = `
Examples:
  echo 'Floods in Kano and Ibadan' | geotag tag
  geotag tag -geometry bbox -rejected article.txt | jq '.features[].properties.name'
  geotag tag -lines -offsets utf16 < articles.jsonl > places.jsonl`

func tag(ctx context.Context, e env, args []string) error {
	fs := e.flags("geotag tag [FLAGS] [FILE]", tagManual, tagExamples)
	var src source
	src.flags(fs)
	src.modelFlag(fs)
	var req geotagv1.TagRequest
	lines := fs.Bool("lines", false, "read requests as JSON, one a line")
	var o client.LineOptions
	fs.BoolVar(&o.Lenient, "lenient", false, "with -lines: ignore members that are no fields")
	fs.BoolVar(&o.Flat, "flat", false, "write properties as plain values, as tables of attributes want them")
	features := fs.Bool("features", false, "with -lines: write a Feature a line, rather than a FeatureCollection a text")
	fs.BoolVar(&req.FeaturePerMention, "per-mention", false, "make a feature for each mention, rather than for each place")
	fs.Func("type", "make all geometries of one `TYPE`: point or multi-polygon", func(s string) (err error) {
		req.GeometryType, err = geometryType(s)
		return err
	})
	offsets := fs.String("offsets", "utf8", "count offsets in `UNIT`s: utf8 (bytes), utf16 or utf32")
	geometry := fs.String("geometry", "point", "carry geometry in `DETAIL`: point, bbox or boundary")
	countries := fs.String("countries", "", "keep only places in these `COUNTRIES`, such as UA,RU")
	alternatives := fs.Uint("alternatives", 0, "show up to `N` other readings of each place")
	fs.StringVar(&req.Language, "language", "", "read the whole text in `LANGUAGE`, such as ru; else each paragraph's is detected")
	fs.StringVar(&req.DisplayLanguage, "names", "", "name places in `LANGUAGE`, such as fr; else in English")
	fs.StringVar(&req.Home, "home", "", "the publisher's `PLACE`: a country code or a place id")
	fs.BoolVar(&req.CutLongText, "cut", false, "cut a text that is too long, rather than refuse it")
	fs.BoolVar(&req.IncludeRejected, "rejected", false, "show also names that are no places here, and why")
	fs.BoolVar(&req.IncludeEvidence, "evidence", false, "show what decided for each place")
	args, err := fs.parse(args, 0, 1)
	if err != nil {
		return err
	}
	var ok [2]bool
	req.OffsetEncoding, ok[0] = enum[geotagv1.OffsetEncoding](geotagv1.OffsetEncoding_value, "OFFSET_ENCODING_", *offsets)
	req.Geometry, ok[1] = enum[geotagv1.GeometryDetail](geotagv1.GeometryDetail_value, "GEOMETRY_DETAIL_", *geometry)
	switch {
	case !ok[0]:
		return fs.misuse("-offsets %s: it must be utf8, utf16 or utf32", *offsets)
	case !ok[1]:
		return fs.misuse("-geometry %s: it must be point, bbox or boundary", *geometry)
	}
	req.MaxAlternatives = uint32(min(*alternatives, 1<<31))
	req.CountryCodes = splitList(*countries)
	in, err := e.input(args)
	if err != nil {
		return err
	}
	defer in.Close()
	return src.call(ctx, func(api geotagv1.GeotagServiceClient) error {
		if *features {
			o.Records = client.Features
		}
		if o.Base = &req; *lines {
			return client.TagLines(ctx, client.Remote(api), in, e.stdout, o)
		}
		return tagOne(ctx, e, api, &req, in, o.Flat)
	})
}

// tagOne tags one text.
func tagOne(ctx context.Context, e env, api geotagv1.GeotagServiceClient, req *geotagv1.TagRequest, in io.Reader, flat bool) error {
	text, err := io.ReadAll(in)
	if err != nil {
		return fmt.Errorf("reading the text: %w", err)
	}
	if !utf8.Valid(text) {
		return hinted(fmt.Errorf("the text is not UTF-8"), "convert it: iconv -f windows-1252 -t utf-8")
	}
	req.Text = string(text)
	resp, err := api.Tag(ctx, req)
	if err != nil && len(text) == 0 {
		return hinted(err, "pipe one in: echo 'Floods in Kano' | geotag tag")
	} else if err != nil {
		return err
	}
	write := client.GeoJSON
	if flat {
		write = client.FlatGeoJSON
	}
	doc, err := write(resp)
	if err != nil {
		return err
	}
	return e.printJSON(doc)
}

// geometryType reads the type that all geometries are to have.
func geometryType(s string) (geotagv1.GeometryType, error) {
	switch strings.ToLower(strings.ReplaceAll(s, "-", "")) {
	case "point":
		return geotagv1.GeometryType_GEOMETRY_TYPE_POINT, nil
	case "multipolygon", "polygon":
		return geotagv1.GeometryType_GEOMETRY_TYPE_MULTI_POLYGON, nil
	}
	return 0, errors.New("it must be point or multi-polygon")
}

// input opens the file that the arguments name, or standard input.
func (e env) input(args []string) (io.ReadCloser, error) {
	if len(args) == 1 && args[0] != "-" {
		return os.Open(args[0])
	}
	if isTerminal(e.stdin) {
		fmt.Fprintln(e.stderr, "geotag: reading from the terminal; end with ^D")
	}
	return io.NopCloser(e.stdin), nil
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
