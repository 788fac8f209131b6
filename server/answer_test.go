package server_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"google.golang.org/protobuf/proto"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
	"example.com/geotag/internal/rfc7946"
)

// document returns an answer as the GeoJSON that users see, and fails the test if a strict reader would refuse it.
func document(t *testing.T, m proto.Message) []byte {
	t.Helper()
	doc, err := client.GeoJSON(m)
	if err != nil {
		t.Fatal(err)
	}
	if err := rfc7946.Check(doc); err != nil {
		t.Errorf("%v\nin %s", err, doc)
	}
	return doc
}

// outline returns a line a feature: name, kind, geometry, source and bbox, as orb reads them.
func outline(t *testing.T, doc []byte) string {
	t.Helper()
	fc := new(geojson.FeatureCollection)
	if err := fc.UnmarshalJSON(doc); err != nil {
		f, ferr := geojson.UnmarshalFeature(doc)
		if ferr != nil {
			t.Fatal(err, ferr)
		}
		fc.Append(f)
	}
	var b strings.Builder
	for _, f := range fc.Features {
		shape := "null"
		if f.Geometry != nil {
			shape = fmt.Sprint(f.Geometry)
			if n := len(shape); n > 60 {
				shape = "..."
			}
			shape = f.Geometry.GeoJSONType() + " " + shape
		}
		fmt.Fprintf(&b, "%v | %s | %v | %v\n", f.Properties["name"], shape,
			strings.TrimPrefix(fmt.Sprint(f.Properties["geometrySource"]), "GEOMETRY_SOURCE_"), f.BBox)
	}
	return b.String()
}

func want(t *testing.T, got, want string) {
	t.Helper()
	if got, want := strings.TrimSpace(got), strings.TrimSpace(want); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTagAnswersGeoJSON(t *testing.T) {
	t.Parallel()
	api := newAPI(t)
	const text = "Rain fell on Kano in Nigeria, and on Fiji."
	for _, test := range []struct {
		detail geotagv1.GeometryDetail
		want   string
	}{
		{geotagv1.GeometryDetail_GEOMETRY_DETAIL_UNSPECIFIED, `
Kano | Point [8.5167762 12.0001234] | POINT | []
Nigeria | Point [8 10] | CENTROID | [2.67 4.27 14.68 13.89]
Fiji | Point [178 -18] | CENTROID | [177 -19.2 -179.8 -16.1]`},
		{geotagv1.GeometryDetail_GEOMETRY_DETAIL_BBOX, `
Kano | Point [8.5167762 12.0001234] | POINT | []
Nigeria | Polygon ... | CENTROID | [2.67 4.27 14.68 13.89]
Fiji | MultiPolygon ... | CENTROID | [177 -19.2 -179.8 -16.1]`},
		{geotagv1.GeometryDetail_GEOMETRY_DETAIL_BOUNDARY, `
Kano | Point [8.5167762 12.0001234] | POINT | []
Nigeria | Polygon ... | BOUNDARY | [2.67 4.27 14.68 13.89]
Fiji | MultiPolygon ... | BOUNDARY | [177 -19.2 -179.8 -16.1]`},
	} {
		resp, err := api.Tag(t.Context(), &geotagv1.TagRequest{Id: "a1", Text: text, Geometry: test.detail})
		if err != nil {
			t.Fatal(err)
		}
		want(t, outline(t, document(t, resp)), test.want)
		want(t, fmt.Sprintln(resp.GetId(), resp.GetLanguage(), resp.GetBbox()), "a1 en [2.67 -19.2 -179.8 13.89]")
		if resp.GetGazetteerVersion() == "" || resp.GetModelVersion() == "" {
			t.Error("the answer does not say what answered")
		}
	}
}

func TestTagCountsOffsetsAsAsked(t *testing.T) {
	t.Parallel()
	api := newAPI(t)
	const text = "🌊🌊 à Kano. Kano!" // bytes 12 and 18, UTF-16 units 7 and 13, code points 5 and 11
	for encoding, first := range map[geotagv1.OffsetEncoding]uint32{
		geotagv1.OffsetEncoding_OFFSET_ENCODING_UNSPECIFIED: 12,
		geotagv1.OffsetEncoding_OFFSET_ENCODING_UTF8:        12,
		geotagv1.OffsetEncoding_OFFSET_ENCODING_UTF16:       7,
		geotagv1.OffsetEncoding_OFFSET_ENCODING_UTF32:       5,
	} {
		resp, err := api.Tag(t.Context(), &geotagv1.TagRequest{Text: text, OffsetEncoding: encoding})
		if err != nil {
			t.Fatal(err)
		}
		props := resp.GetFeatures()[0].GetProperties()
		var got strings.Builder
		for _, m := range props.GetMentions() {
			got.WriteString(fmt.Sprint(m.GetStart(), " ", m.GetEnd(), " ", m.GetText(), "; "))
		}
		want(t, got.String(), fmt.Sprintf("%d %d Kano; %d %d Kano;", first, first+4, first+6, first+10))
		if props.GetMentionCount() != 2 {
			t.Errorf("%d mentions", props.GetMentionCount())
		}
	}
}

func TestTagShowsOffsetZero(t *testing.T) {
	t.Parallel()
	api := newAPI(t)
	resp, err := api.Tag(t.Context(), &geotagv1.TagRequest{Text: "Kano is flooded."})
	if err != nil {
		t.Fatal(err)
	}
	if doc := document(t, resp); !strings.Contains(string(doc), `"start":0,"end":4`) {
		t.Errorf("no start of 0 in %s", doc)
	}
}

func TestTagWithoutPlaces(t *testing.T) {
	t.Parallel()
	api := newAPI(t)
	resp, err := api.Tag(t.Context(), &geotagv1.TagRequest{Text: "nothing here"})
	if err != nil {
		t.Fatal(err)
	}
	if doc := document(t, resp); !strings.HasPrefix(string(doc), `{"type":"FeatureCollection","features":[],`) {
		t.Errorf("got %s", doc)
	}
}

func TestTagStreamGoesOn(t *testing.T) {
	t.Parallel()
	api := newAPI(t)
	stream, err := api.TagStream(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, req := range []*geotagv1.TagRequest{{Id: "a", Text: "Floods in Kano."}, {Id: "b"}, nil, {Id: "d", Text: "Ibadan is dry."}} {
		if err := stream.Send(&geotagv1.TagStreamRequest{Request: req}); err != nil {
			t.Fatal(err)
		}
	}
	stream.CloseSend()
	var got strings.Builder
	for {
		resp, err := stream.Recv()
		if err != nil {
			fmt.Fprintln(&got, err)
			break
		}
		violations := strings.ReplaceAll(fmt.Sprint(resp.GetError().GetFieldViolations()), "  ", " ")
		fmt.Fprintf(&got, "%q %d %d %s %s %s\n", resp.GetId(), len(resp.GetDocument().GetFeatures()),
			resp.GetError().GetCode(), resp.GetError().GetReason(), resp.GetError().GetMessage(), violations)
	}
	want(t, got.String(), `
"a" 1 0   []
"b" 0 3 INVALID_FIELD text is empty [field:"text" description:"text is empty"]
"" 0 3 INVALID_FIELD text is empty [field:"text" description:"text is empty"]
"d" 1 0   []
EOF`)
}

func TestFindPlaces(t *testing.T) {
	t.Parallel()
	api := newAPI(t)
	resp, err := api.FindPlaces(t.Context(), &geotagv1.FindPlacesRequest{Query: "kano", DisplayLanguage: "ru"})
	if err != nil {
		t.Fatal(err)
	}
	want(t, outline(t, document(t, resp)), "Кано | Point [8.5167762 12.0001234] | POINT | []")
	p := resp.GetFeatures()[0].GetProperties()
	var up []string
	for _, a := range p.GetAncestors() {
		up = append(up, a.GetPlaceId()+" "+a.GetName()+" "+a.GetPlaceType().String())
	}
	want(t, strings.Join(up, ", "), "NG.29 Kano State PLACE_TYPE_ADMIN1, NG Nigeria PLACE_TYPE_COUNTRY")
	want(t, fmt.Sprintln(p.GetAdmin1Name(), p.GetAdmin1Id(), p.GetCountryCode(), p.GetFeatureCode(), p.GetPopulation()), "Kano State NG.29 NG PPLA 3.626068e+06")

	resp, err = api.FindPlaces(t.Context(), &geotagv1.FindPlacesRequest{Query: "kano", CountryCodes: []string{"FJ"}})
	if err != nil {
		t.Fatal(err)
	}
	want(t, outline(t, document(t, resp)), "")
}

func TestFindPlacesByPage(t *testing.T) {
	t.Parallel()
	api := newAPI(t)
	req := &geotagv1.FindPlacesRequest{Query: "Springfield"}
	seen := map[string]bool{}
	var sizes []int
	for {
		resp, err := api.FindPlaces(t.Context(), req)
		if err != nil {
			t.Fatal(err)
		}
		document(t, resp)
		sizes = append(sizes, len(resp.GetFeatures()))
		for _, f := range resp.GetFeatures() {
			seen[f.GetProperties().GetPlaceId()] = true
			if int(f.GetId()) != len(seen) {
				t.Errorf("the place %d has the id %d", len(seen), f.GetId())
			}
		}
		if req.PageToken = resp.GetNextPageToken(); req.PageToken == "" {
			break
		}
		req.PageSize = 8 // may change from page to page
	}
	if want(t, fmt.Sprint(sizes), "[10 8 7]"); len(seen) != springfields {
		t.Errorf("%d places on all pages; want %d", len(seen), springfields)
	}
	first, err := api.FindPlaces(t.Context(), &geotagv1.FindPlacesRequest{Query: "Springfield"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = api.FindPlaces(t.Context(), &geotagv1.FindPlacesRequest{Query: "Kano", PageToken: first.GetNextPageToken()})
	if _, _, fields := problem(t, err); fields != "page_token" {
		t.Errorf("another query's token: %v", err)
	}
}

func TestGetPlace(t *testing.T) {
	t.Parallel()
	api := newAPI(t)
	resp, err := api.GetPlace(t.Context(), &geotagv1.GetPlaceRequest{PlaceId: "FJ", Geometry: geotagv1.GeometryDetail_GEOMETRY_DETAIL_BBOX})
	if err != nil {
		t.Fatal(err)
	}
	want(t, outline(t, document(t, resp)), "Fiji | MultiPolygon ... | CENTROID | [177 -19.2 -179.8 -16.1]")
	resp, err = api.GetPlace(t.Context(), &geotagv1.GetPlaceRequest{PlaceId: "2335204"})
	if err != nil {
		t.Fatal(err)
	}
	document(t, resp)
	names := map[string]string{}
	for _, n := range resp.GetProperties().GetNames() {
		names[n.GetText()] = fmt.Sprint(n.GetLanguages(), n.GetUsages())
	}
	want(t, fmt.Sprint(names), "map[Dala:[en] [NAME_USAGE_HISTORIC] Kano:[] [] Кано:[ru] [NAME_USAGE_PREFERRED]]")
}

func TestConvertArea(t *testing.T) {
	t.Parallel()
	api := newAPI(t)
	resp, err := api.ConvertArea(t.Context(), &geotagv1.ConvertAreaRequest{Text: "1,300 km²", Place: "kano state"})
	if err != nil {
		t.Fatal(err)
	}
	f, err := geojson.UnmarshalFeature(document(t, resp))
	if err != nil {
		t.Fatal(err)
	}
	if ring := f.Geometry.(orb.Polygon)[0]; len(ring) != 65 || !ring.Bound().Contains(orb.Point{8.5, 11.5}) {
		t.Errorf("the shape is %v", ring)
	}
	a := resp.GetProperties().GetArea()
	want(t, fmt.Sprintln(a.GetText(), a.GetSquareKilometers(), a.GetSquareMiles(), a.GetHectares(), a.GetAcres(),
		a.GetPlaceId(), a.GetShareOfPlace(), a.GetPlaceAreaSource()),
		"1,300 km² 1300 501.9328061 130000 321236.9959 NG.29 0.06457702052 Natural Earth")

	resp, err = api.ConvertArea(t.Context(), &geotagv1.ConvertAreaRequest{Text: "1,300 km²"})
	if err != nil {
		t.Fatal(err)
	}
	want(t, outline(t, document(t, resp)), "1,300 km² | null | <nil> | []")
}

func TestGetGazetteer(t *testing.T) {
	t.Parallel()
	api := newAPI(t)
	resp, err := api.GetGazetteer(t.Context(), &geotagv1.GetGazetteerRequest{})
	if err != nil {
		t.Fatal(err)
	}
	var counts strings.Builder
	for _, c := range resp.GetTypes() {
		counts.WriteString(fmt.Sprintln(c.GetPlaceType(), c.GetCount()))
	}
	want(t, counts.String(), "PLACE_TYPE_COUNTRY 2\nPLACE_TYPE_ADMIN1 1\nPLACE_TYPE_SETTLEMENT 29")
	want(t, fmt.Sprintln(resp.GetTitle(), resp.GetPlaceCount(), len(resp.GetVersion()) > 0), "test 32 true")
	var languages []string
	for _, l := range resp.GetLanguages() {
		languages = append(languages, l.GetTag())
	}
	if !slices.IsSorted(languages) || len(slices.Compact(languages)) != len(resp.GetLanguages()) {
		t.Errorf("languages %q: want each once, by tag", languages)
	}
	for _, l := range []string{"ar", "en", "ru", "zh"} {
		i := slices.Index(languages, l)
		if i < 0 {
			t.Errorf("%s is not among the languages %q", l, languages)
		} else if got := resp.GetLanguages()[i].GetReading(); l == "en" && got != geotagv1.Reading_READING_TAUGHT || got == 0 {
			t.Errorf("%s is read by %s", l, got)
		}
	}
}
