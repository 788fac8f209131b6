package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"

	"google.golang.org/protobuf/proto"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
)

// A question is a call whose answer is known: it is the one that the quiet server gave before all began, byte for byte, and that one was looked at.
type question struct {
	name         string
	method       string        // of gRPC, in full
	message      proto.Message // the request
	in           []byte        // the same, encoded
	path         string        // of REST
	body         []byte        // of a POST; nil: a GET
	look         func(answer []byte) error
	sum, restSum [sha256.Size]byte
}

// sizes are how long texts are, in bytes, each as often as it is listed.
var sizes = []int{100, 300, 1000, 2000, 2000, 5000, 20_000, 100_000}

// longest is the largest text that the service takes, but for a sentence.
const longest = 1<<20 - 1000

// A catalog holds all questions by kind.
type catalog struct{ texts, lookups []*question }

func newCatalog(seed uint64) *catalog {
	chance := rand.New(rand.NewPCG(seed, 19))
	c := &catalog{lookups: lookups()}
	for _, l := range tongues {
		for _, n := range sizes {
			c.texts = append(c.texts, tagged(l.write(chance, n)))
		}
	}
	c.texts = append(c.texts, tagged(tongues[0].write(chance, longest)))
	return c
}

func (c *catalog) all() []*question { return append(c.texts[:len(c.texts):len(c.texts)], c.lookups...) }

// tagged asks for what a text names.
func tagged(t text) *question {
	q := ask(fmt.Sprintf("%s, %d bytes", t.language, len(t.body)), geotagv1.GeotagService_Tag_FullMethodName,
		&geotagv1.TagRequest{Text: t.body, Id: t.language})
	q.path = "/v1/tag"
	q.body, _ = json.Marshal(map[string]string{"text": t.body, "id": t.language})
	q.look = t.look
	return q
}

// questionsOf reads the texts of a file, a TagRequest in JSON a line; with an empty name there are none.
func questionsOf(file string) (all []*question, err error) {
	if file == "" {
		return nil, nil
	}
	data, err := os.ReadFile(file)
	for line := range bytes.Lines(data) {
		req := new(geotagv1.TagRequest)
		if err := client.ReadRequest(line, req, false); err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", file, len(all)+1, err)
		}
		all = append(all, tagged(text{req.GetId(), req.GetText(), nil}))
	}
	return all, err
}

// look says what is wrong with an answer to a text: nine of ten of the places in it must be found where they stand, in their country.
func (t text) look(answer []byte) error {
	resp := new(geotagv1.TagResponse)
	if err := proto.Unmarshal(answer, resp); err != nil {
		return err
	}
	found := map[string]bool{}
	for _, f := range resp.GetFeatures() {
		for _, m := range f.GetProperties().GetMentions() {
			if int(m.GetEnd()) > len(t.body) || t.body[m.GetStart():m.GetEnd()] != m.GetText() {
				return fmt.Errorf("%q does not stand at %d", m.GetText(), m.GetStart())
			}
			if t.places[m.GetText()] == f.GetProperties().GetCountryCode() {
				found[m.GetText()] = true
			}
		}
	}
	if delete(found, ""); 10*len(found) < 9*len(t.places) {
		return fmt.Errorf("%d of %d places found: %v of %v", len(found), len(t.places), found, t.places)
	}
	return nil
}

// lookups are one question or more of each other method.
func lookups() []*question {
	find := func(query string, mode geotagv1.FindMode) *question {
		q := ask("find "+query, geotagv1.GeotagService_FindPlaces_FullMethodName, &geotagv1.FindPlacesRequest{Query: query, Mode: mode})
		q.path = fmt.Sprintf("/v1/places?query=%s&mode=%s", url.QueryEscape(query), mode)
		return q
	}
	get := func(id string, g geotagv1.GeometryDetail) *question {
		q := ask("get "+id, geotagv1.GeotagService_GetPlace_FullMethodName, &geotagv1.GetPlaceRequest{PlaceId: id, Geometry: g})
		q.path = fmt.Sprintf("/v1/places/%s?geometry=%s", id, g)
		return q
	}
	locate := func(lat, lon float64) *question {
		q := ask(fmt.Sprint("locate ", lat), geotagv1.GeotagService_LocatePoint_FullMethodName,
			&geotagv1.LocatePointRequest{Point: &geotagv1.LatLng{Latitude: &lat, Longitude: &lon}})
		q.path = fmt.Sprintf("/v1/locate?lat=%v&lon=%v", lat, lon)
		return q
	}
	convert := ask("convert", geotagv1.GeotagService_ConvertArea_FullMethodName,
		&geotagv1.ConvertAreaRequest{Text: "roughly 1,300 square kilometers", Place: "RU.41"})
	convert.path = "/v1/area?text=roughly+1,300+square+kilometers&place=RU.41"
	describe := ask("gazetteer", geotagv1.GeotagService_GetGazetteer_FullMethodName, &geotagv1.GetGazetteerRequest{})
	describe.path = "/v1/gazetteer"
	return []*question{
		find("Kursk", 0).holding("Kursk"), find("Paris, Texas", 0).holding("Texas"), find("Springf", geotagv1.FindMode_FIND_MODE_PREFIX).holding("Springfield"),
		find("Ibadna", geotagv1.FindMode_FIND_MODE_FUZZY).holding("Ibadan"), get("NG", geotagv1.GeometryDetail_GEOMETRY_DETAIL_BOUNDARY).holding("Nigeria"),
		get("2335204", 0).holding("Kano"), locate(51.73, 36.19).holding("Russia"), locate(-1.28, 36.82).holding("Kenya"), convert.holding("RU.41"), describe.holding("CC"),
	}
}

func ask(name, method string, message proto.Message) *question {
	in, err := proto.Marshal(message)
	if err != nil {
		panic(err)
	}
	return &question{name: name, method: method, message: message, in: in}
}

// holding makes a question look for a word in its answer.
func (q *question) holding(word string) *question {
	q.look = func(answer []byte) error {
		if !bytes.Contains(answer, []byte(word)) {
			return fmt.Errorf("the answer lacks %q", word)
		}
		return nil
	}
	return q
}
