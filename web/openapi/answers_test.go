package main

import (
	"encoding/json"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// texts have something of all that an answer may have.
var texts = []string{
	`Ukrainian forces gained around 1,300 square kilometers (roughly 500 square miles) of Kursk Oblast, including the town of Sudzha, 10 km south of Korenevo.`,
	`LAGOS, Nigeria (AP) — Floods covered 900 km² of Kano State, near the Zorvalka Bridge, The Kano Herald said. Jack London was not there.`,
	`Some 80 % of the town of Sudzha lies in ruins, and 20 % of Ukraine is mined. The drone fell at 51.19 N 35.27 E, or 36U 500000 5670000.`,
	`Fighting went on on the border of Sudan and Chad, off the coast of Yemen, between Omdurman and Khartoum and in northern Ghana.`,
	`The farm of 1.300 hectares (13 km²) near Springfield burned; 3,000 acres of Crimea, up to 40 dunams near Nablus and an area the size of Wales, too.`,
	`Пожары в Якутске и Чите охватили 12 тысяч гектаров.`, `洪水袭击了武汉和南京。`, `Heavy rain fell in Paris, Texas, on Sunday.`, `Nothing here.`, `Fiji and Chukotka lie at 180 degrees.`,
	`Mar del Plata y Rosario quedaron sin luz; en Córdoba ardieron 300 hectáreas.`, `Bank of England officials and Chelsea's coach met in Reading, Berkshire.`,
}

var tagOptions = []string{
	"", "geometry=GEOMETRY_DETAIL_BOUNDARY&simplifyToleranceM=5000&includeEvidence=true&includeRejected=true&maxAlternatives=5", "geometry=GEOMETRY_DETAIL_BBOX&featurePerMention=true",
	"geometryType=GEOMETRY_TYPE_MULTI_POLYGON&displayLanguage=de", "geometryType=GEOMETRY_TYPE_POINT&offsetEncoding=OFFSET_ENCODING_UTF16", "countryCodes=FR&includeRejected=true", "language=eo",
}

// TestAnswers holds many answers of the program against the schemas, which allow no member here that they do not name.
func TestAnswers(t *testing.T) {
	base, c := serve(t), newChecker(t, true)
	response := func(name string) string { return "/components/schemas/" + name }
	for _, text := range texts {
		body, err := json.Marshal(map[string]string{"text": text})
		if err != nil {
			t.Fatal(err)
		}
		for _, options := range tagOptions {
			c.check(t, text+options, response("TagResponse"), ask(t, "POST", base+"/v1/tag?"+options, string(body)).body)
		}
		features := ask(t, "POST", base+"/v1/tag:stream?includeEvidence=true", string(body)+"\n{}\n", "Accept", "application/geo+json-seq")
		for _, record := range records(features.body) {
			c.check(t, text, response("StreamFeature"), record)
		}
	}
	for _, tt := range []struct{ at, schema string }{
		{"places?query=Springfield&pageSize=100", "FindPlacesResponse"},
		{"places?query=murma&mode=FIND_MODE_PREFIX&near=68,33&displayLanguage=ru", "FindPlacesResponse"},
		{"places?query=" + url.QueryEscape("221B Baker Street, London"), "FindPlacesResponse"},
		{"places?query=Lundon&mode=FIND_MODE_FUZZY", "FindPlacesResponse"},
		{"places?query=51.19,35.27", "FindPlacesResponse"},
		{"places?query=Kursk+Oblast&geometry=GEOMETRY_DETAIL_BOUNDARY&simplifyToleranceM=5000", "FindPlacesResponse"},
		{"places?query=Xyzzyville", "FindPlacesResponse"},
		{"places/RU?geometry=GEOMETRY_DETAIL_BOUNDARY&simplifyToleranceM=20000", "GetPlaceResponse"},
		{"places/FJ?geometry=GEOMETRY_DETAIL_BBOX", "GetPlaceResponse"},
		{"locate?lat=51.19&lon=35.27", "LocatePointResponse"},
		{"locate?lat=6.1&lon=1.2&toleranceM=100000&geometry=GEOMETRY_DETAIL_BOUNDARY&simplifyToleranceM=20000", "LocatePointResponse"},
		{"locate?lat=0&lon=-140", "LocatePointResponse"},
		{"area?text=" + url.QueryEscape("1,300 km²") + "&place=Sudzha", "ConvertAreaResponse"},
		{"area?text=" + url.QueryEscape("40 to 50 bigha"), "ConvertAreaResponse"},
		{"area?text=" + url.QueryEscape("up to 3 acres (1,2 ha)") + "&place=UA", "ConvertAreaResponse"},
		{"gazetteer", "GetGazetteerResponse"},
	} {
		got := ask(t, "GET", base+"/v1/"+tt.at, "")
		if got.status != 200 {
			t.Errorf("%s: %d %.300s", tt.at, got.status, got.body)
		}
		c.check(t, tt.at, response(tt.schema), got.body)
	}
	for _, at := range []string{"/openapi.json", "/basemap.json", "/grpc.json", "/tiles.json", "/style.json"} {
		pointer := "/paths/" + strings.ReplaceAll(at, "/", "~1") + "/get/responses/200/content/application~1json/schema"
		c.check(t, at, pointer, ask(t, "GET", base+at, "").body)
	}
	t.Logf("%d answers", c.checked)
}

// TestFlatAnswers holds flat answers against the schema as it stands in the document, and their properties against what flat promises.
func TestFlatAnswers(t *testing.T) {
	base, c := serve(t), newChecker(t, false)
	for _, text := range texts {
		body, _ := json.Marshal(map[string]string{"text": text})
		got := ask(t, "POST", base+"/v1/tag?flat=true", string(body))
		var doc struct {
			Features []struct{ Properties map[string]any }
		}
		if err := json.Unmarshal(got.body, &doc); err != nil {
			t.Fatal(err)
		}
		for _, f := range doc.Features {
			for name, v := range f.Properties {
				switch v.(type) {
				case string, float64, bool, nil:
				default:
					t.Errorf("%s is no plain value: %v", name, v)
				}
			}
		}
		c.check(t, text, "/components/schemas/TagResponse", got.body)
	}
}

// TestErrors holds errors of each code against the schema of a status.
func TestErrors(t *testing.T) {
	base, c := serve(t), newChecker(t, true)
	tokens := filepath.Join(t.TempDir(), "tokens")
	finder, rated := newToken(t, tokens, "finder", "-scopes", "find"), newToken(t, tokens, "slow", "-rate", "1:1")
	guarded := serve(t, "-tokens", tokens)
	ask(t, "POST", guarded+"/v1/tag", `{"text":"Oslo"}`, "Authorization", "Bearer "+rated)
	for _, tt := range []struct {
		status            int
		method, url, body string
		headers           []string
	}{
		{400, "POST", base + "/v1/tag", `{"text":""}`, nil},
		{400, "POST", base + "/v1/tag", `{"txt":"x"}`, nil},
		{400, "POST", base + "/v1/tag?colour=red", `{"text":"x"}`, nil},
		{400, "POST", base + "/v1/tag:stream?records=none", `{"text":"x"}`, nil},
		{400, "GET", base + "/v1/places?query=", "", nil},
		{400, "GET", base + "/v1/locate?lat=91&lon=0", "", nil},
		{401, "POST", guarded + "/v1/tag", `{"text":"Oslo"}`, nil},
		{401, "GET", guarded + "/v1/places?query=Oslo", "", []string{"Authorization", "Bearer no"}},
		{403, "POST", guarded + "/v1/tag", `{"text":"Oslo"}`, []string{"Authorization", "Bearer " + finder}},
		{403, "POST", base + "/v1/tag", `{"text":"Oslo"}`, []string{"Sec-Fetch-Site", "cross-site", "Origin", "https://example.org"}},
		{404, "GET", base + "/v1/places/nowhere", "", nil},
		{404, "GET", base + "/v1/area?text=5+km2&place=Xyzzyville", "", nil},
		{404, "GET", base + "/v1/nothing", "", nil},
		{404, "GET", base + "/tiles/1/5/5.mvt", "", nil},
		{405, "GET", base + "/v1/tag", "", nil},
		{413, "POST", base + "/v1/tag", `{"text":"` + strings.Repeat("Oslo ", 1_700_000) + `"}`, []string{"Expect", "100-continue"}},
		{415, "POST", base + "/v1/tag", "x", []string{"Content-Encoding", "gzip"}},
		{416, "GET", base + "/v1/places?query=Oslo", "", []string{"Range", "bytes=10000000-"}},
		{421, "GET", base + "/v1/gazetteer", "", []string{"Host", "evil.example.org"}},
		{429, "POST", guarded + "/v1/tag", `{"text":"Oslo"}`, []string{"Authorization", "Bearer " + rated}},
	} {
		got := ask(t, tt.method, tt.url, tt.body, tt.headers...)
		if got.status != tt.status || got.typ() != "application/json" {
			t.Errorf("%s %s: %d %s, want %d: %.300s", tt.method, tt.url, got.status, got.typ(), tt.status, got.body)
		}
		c.check(t, tt.url, "/components/schemas/Status", got.body)
	}
	t.Logf("%d errors", c.checked)
}

// newToken makes a token of a name.
func newToken(t *testing.T, file, name string, flags ...string) string {
	t.Helper()
	args := append(append([]string{"token", "new", "-file", file}, flags...), name)
	out, err := exec.CommandContext(t.Context(), os.Getenv("GEOTAG"), args...).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}
