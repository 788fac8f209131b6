package server_test

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/internal/rfc7946"
	"example.com/geotag/server"
)

// offsetsOf returns the bytes at which the characters of a text start, and its end, by their offsets in an encoding.
func offsetsOf(text string, enc geotagv1.OffsetEncoding) map[uint32]int {
	at, units := map[uint32]int{}, uint32(0)
	for i, r := range text {
		at[units] = i
		switch enc {
		case geotagv1.OffsetEncoding_OFFSET_ENCODING_UTF16:
			units++
			if r > 0xFFFF {
				units++
			}
		case geotagv1.OffsetEncoding_OFFSET_ENCODING_UTF32:
			units++
		default:
			units += uint32(utf8.RuneLen(r))
		}
	}
	at[units] = len(text)
	return at
}

// FuzzTag sends a text over a connection and reads the answer as the client does: what is said to stand at an offset stands there in any encoding, numbers
// are what they say, and the answer is valid GeoJSON. Whatever fails is the caller's.
func FuzzTag(f *testing.F) {
	for i, s := range []string{
		"Fighting reached the town of Sudzha in Kursk Oblast. Around 1,300 square kilometers (roughly 500 square miles) of Russian territory changed hands, The Kyiv Independent reported.",
		"😀é Kano, 10 km north of Paris (Texas)", "half of Canada, 30 percent of Kursk Oblast", "between Oslo and Moscow, off the coast of Norway 5 ha",
		"KYIV, Ukraine — Springfield, Illinois and Paris, Texas", "в Курской области, Суджа; 北京市; 서울",
	} {
		f.Add(s, byte(i), byte(i), uint32(0), uint32(4), byte(0xFF))
	}
	for i, s := range append(paragraphs(f), "🏴󠁧󠁢󠁳󠁣󠁴󠁿Edinburgh👩‍👩‍👧Leith𝕏Oslo", "𠮷野町と𩸽、北京🌊上海", "Zu\u0308rich🌊Malmo\u0308", "حلب🌊Aleppo\u202bدمشق\u202c𝟏𝟑 ha") {
		for enc := range byte(4) {
			f.Add(s, enc, byte(i), uint32(0), uint32(2), byte(0x3B))
		}
	}
	// Its box was found not to hold a boundary, which has fewer decimals.
	f.Add("ighting reached the town of Sudzha in Kursk Oblast. Around 1,300 square kilometers (roughly 500 square miles) of Rus", byte(13), byte(83), uint32(0), uint32(0), byte(0xBD))
	ix, err := world.Index()
	if err != nil {
		f.Fatal(err)
	}
	conn, _ := serve(f, server.New(geotag.New(ix), server.Options{}))
	api := geotagv1.NewGeotagServiceClient(conn)
	f.Fuzz(func(t *testing.T, text string, enc, geom byte, from, to uint32, opt byte) {
		if len(text) > 1000 || !utf8.ValidString(text) {
			return
		}
		req := &geotagv1.TagRequest{
			Text: text, OffsetEncoding: geotagv1.OffsetEncoding(enc % 4), Geometry: geotagv1.GeometryDetail(geom % 4),
			IncludeRejected: opt&1 != 0, IncludeEvidence: opt&2 != 0, MaxAlternatives: uint32(opt & 4 * 5), FeaturePerMention: opt&16 != 0,
		}
		if opt&8 == 0 {
			req.Spans = []*geotagv1.Span{{Start: &from, End: &to}}
		}
		resp, err := api.Tag(t.Context(), req)
		if c := status.Code(err); c == codes.InvalidArgument {
			return
		} else if err != nil {
			t.Fatal(err)
		}
		checkOffsets(t, text, req.OffsetEncoding, resp)
		doc, err := client.GeoJSON(resp)
		if err != nil {
			t.Fatal(err)
		}
		if err := rfc7946.Check(doc); err != nil {
			t.Fatalf("%v\n%.600s", err, doc)
		}
	})
}

// paragraphs returns those of the texts in twenty languages.
func paragraphs(f *testing.F) (out []string) {
	files, err := filepath.Glob("../testdata/languages/*.txt")
	if err != nil || len(files) == 0 {
		f.Fatal("no texts: ", err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		out = append(out, strings.Split(string(text), "\n\n")...)
	}
	return out
}

// checkOffsets holds what an answer says of a text against the text.
func checkOffsets(t *testing.T, text string, enc geotagv1.OffsetEncoding, resp *geotagv1.TagResponse) {
	t.Helper()
	at := offsetsOf(text, enc)
	check := func(what string, s interface {
		GetStart() uint32
		GetEnd() uint32
		GetText() string
	}) {
		start, okStart := at[s.GetStart()]
		end, okEnd := at[s.GetEnd()]
		if !okStart || !okEnd || start >= end || text[start:end] != s.GetText() {
			t.Fatalf("%s at %d to %d is not %q", what, s.GetStart(), s.GetEnd(), s.GetText())
		}
	}
	for _, x := range resp.GetFeatures() {
		p := x.GetProperties()
		for _, m := range p.GetMentions() {
			check("a mention", m)
		}
		if a := p.GetArea(); a != nil {
			check("an area", a)
			if !(0 <= a.GetLowM2() && a.GetLowM2() <= a.GetHighM2()) {
				t.Fatalf("an area of %v to %v", a.GetLowM2(), a.GetHighM2())
			}
		}
		if s := p.GetScore(); !(0 <= s && s <= 1) {
			t.Fatalf("a score of %v", s)
		}
	}
	for _, r := range resp.GetRejected() {
		check("what is rejected", r)
	}
}

// FuzzFindPlaces walks through the pages of a query: no place comes twice, all are of the kind and country that are asked for, and whatever fails is the
// caller's.
func FuzzFindPlaces(f *testing.F) {
	for _, s := range []string{"Sudzha", "Paris, Texas", "san", "Springfeld", "paris texas", "Судже", "a,", ",,,", "北京", "Freiburg i. Br.", "10115 Berlin", "s, a, us", "48.2, 16.3"} {
		f.Add(s, byte(0), int32(10), "", 40.0, -3.0, byte(0))
		f.Add(s, byte(2), int32(100), "x", math.NaN(), 200.0, byte(3))
	}
	ix, err := world.Index()
	if err != nil {
		f.Fatal(err)
	}
	conn, _ := serve(f, server.New(geotag.New(ix), server.Options{}))
	api := geotagv1.NewGeotagServiceClient(conn)
	f.Fuzz(func(t *testing.T, query string, mode byte, size int32, token string, lat, lon float64, filter byte) {
		if !utf8.ValidString(query) || !utf8.ValidString(token) {
			return
		}
		req := &geotagv1.FindPlacesRequest{Query: query, Mode: geotagv1.FindMode(mode % 5), PageSize: size, PageToken: token}
		if filter&1 != 0 {
			req.CountryCodes = []string{"US", "RU", "QQ"}
		}
		if filter&2 != 0 {
			req.PlaceTypes = []geotagv1.PlaceType{geotagv1.PlaceType_PLACE_TYPE_SETTLEMENT}
		}
		if filter&4 == 0 {
			req.Near = &geotagv1.LatLng{Latitude: &lat, Longitude: &lon}
		}
		seen := map[string]bool{}
		for range 4 {
			resp, err := api.FindPlaces(t.Context(), req)
			if c := status.Code(err); c == codes.InvalidArgument {
				return
			} else if err != nil {
				t.Fatal(err)
			}
			for _, x := range resp.GetFeatures() {
				p := x.GetProperties()
				if seen[p.GetPlaceId()] || len(req.CountryCodes) > 0 && !slices.Contains(req.CountryCodes, p.GetCountryCode()) ||
					len(req.PlaceTypes) > 0 && !slices.Contains(req.PlaceTypes, p.GetPlaceType()) {
					t.Fatalf("%q answers %s of %s", query, p.GetPlaceId(), p.GetCountryCode())
				}
				seen[p.GetPlaceId()] = true
			}
			if req.PageToken = resp.GetNextPageToken(); req.PageToken == "" {
				return
			}
		}
	})
}

// FuzzConvertArea converts a stated area of a place: bounds are in order, and whatever fails is the caller's.
func FuzzConvertArea(f *testing.F) {
	for _, s := range []string{"1,300 km²", "roughly 500 square miles", "half a million acres", "5-6 ha", "two thirds of a hectare", "100 by 200 m"} {
		f.Add(s, "Kursk Oblast")
		f.Add(s, "")
	}
	ix, err := world.Index()
	if err != nil {
		f.Fatal(err)
	}
	conn, _ := serve(f, server.New(geotag.New(ix), server.Options{}))
	api := geotagv1.NewGeotagServiceClient(conn)
	f.Fuzz(func(t *testing.T, text, place string) {
		if !utf8.ValidString(text) || !utf8.ValidString(place) {
			return
		}
		resp, err := api.ConvertArea(t.Context(), &geotagv1.ConvertAreaRequest{Text: text, Place: place})
		if c := status.Code(err); c == codes.InvalidArgument || c == codes.NotFound {
			return
		} else if err != nil {
			t.Fatal(err)
		}
		if a := resp.GetProperties().GetArea(); !(0 <= a.GetLowM2() && a.GetLowM2() <= a.GetHighM2() && a.GetHighM2() < math.MaxFloat64) {
			t.Fatalf("%q: %v to %v", text, a.GetLowM2(), a.GetHighM2())
		}
	})
}
