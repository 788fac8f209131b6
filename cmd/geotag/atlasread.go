package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"hash/maphash"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// An atlasDocument is a text with its answer, as the map's page reads it: a line of results.
type atlasDocument struct {
	Type     string          `json:"type"`
	ID       string          `json:"id,omitempty"`
	Title    string          `json:"title,omitempty"`
	Date     any             `json:"date,omitempty"`
	Language string          `json:"language,omitempty"`
	Text     string          `json:"text,omitempty"`
	Features []*atlasFeature `json:"features"`
}

// An atlasFeature is what an answer names.
type atlasFeature struct {
	Type       string                     `json:"type"`
	BBox       []float64                  `json:"bbox,omitempty"`
	Geometry   json.RawMessage            `json:"geometry,omitempty"`
	Properties map[string]json.RawMessage `json:"properties"`
}

// A recordError says what is wrong with a record, and with nothing else.
type recordError struct{ error }

// An atlasJoin makes documents of records: of collections, and of features that follow one another and are of one text.
type atlasJoin struct {
	done func(*atlasDocument) error
	open *atlasDocument // whose features come one by one
	all  int
}

// add takes a record. Errors: *recordError, and those of done.
func (j *atlasJoin) add(record []byte) error {
	if record == nil {
		return nil
	}
	var of struct{ Type string }
	if json.Unmarshal(record, &of) != nil {
		return &recordError{errNoAnswer}
	}
	switch of.Type {
	case "FeatureCollection":
		return j.collection(record)
	case "Feature":
		return j.feature(record)
	}
	return &recordError{errNoAnswer}
}

var errNoAnswer = errors.New("it is no answer: neither a FeatureCollection nor a Feature")

func (j *atlasJoin) collection(record []byte) error {
	if err := j.end(); err != nil {
		return err
	}
	var c struct {
		atlasDocument
		Error   json.RawMessage
		Columns map[string]any
	}
	if err := json.Unmarshal(record, &c); err != nil {
		return &recordError{err}
	}
	if c.Error != nil {
		return &recordError{failure(c.Error)}
	}
	var members map[string]any
	if err := json.Unmarshal(record, &members); err != nil {
		return &recordError{err}
	}
	delete(members, "features")
	doc := c.atlasDocument
	doc.Features = slices.DeleteFunc(doc.Features, func(f *atlasFeature) bool { return f == nil || f.Properties == nil })
	return j.finish(&doc, members)
}

func (j *atlasJoin) feature(record []byte) error {
	var f atlasFeature
	if err := json.Unmarshal(record, &f); err != nil {
		return &recordError{err}
	}
	var said struct {
		Properties struct {
			TextID string `json:"textId"`
			Error  json.RawMessage
		}
	}
	if err := json.Unmarshal(record, &said); err != nil {
		return &recordError{err}
	}
	id := said.Properties.TextID
	if said.Properties.Error != nil {
		return cmp.Or(j.end(), error(&recordError{failure(said.Properties.Error)}))
	}
	if j.open == nil || j.open.ID != id {
		if err := j.end(); err != nil {
			return err
		}
		j.open = &atlasDocument{ID: id}
	}
	if f.Properties != nil {
		j.open.Features = append(j.open.Features, &f)
	}
	return nil
}

// end finishes the document whose features came one by one.
func (j *atlasJoin) end() error {
	doc := j.open
	if doc == nil {
		return nil
	}
	j.open = nil
	members := map[string]any{}
	if len(doc.Features) > 0 {
		for name, value := range doc.Features[0].Properties {
			var v any
			if json.Unmarshal(value, &v) == nil {
				members[strings.TrimPrefix(name, "columns_")] = v
			}
		}
		for _, own := range []string{"title", "name"} { // which are the place's
			if _, ok := doc.Features[0].Properties["columns_"+own]; !ok {
				delete(members, own)
			}
		}
	}
	return j.finish(doc, members)
}

// finish hands a document on, with the date and the title that its members or its columns state.
func (j *atlasJoin) finish(doc *atlasDocument, members map[string]any) error {
	j.all++
	doc.Type, doc.ID = "FeatureCollection", cmp.Or(doc.ID, "text "+strconv.Itoa(j.all))
	columns, _ := members["columns"].(map[string]any)
	for _, of := range []map[string]any{members, columns} {
		doc.describe(of)
	}
	return j.done(doc)
}

// Names of members and columns that have a text's date and its title, without hyphens and underscores, in lower case.
var (
	dateNames  = []string{"date", "published", "publishedat", "pubdate", "datepublished", "datetime", "timestamp", "created", "createdat", "time", "day"}
	titleNames = []string{"title", "headline", "heading"}
	plainName  = strings.NewReplacer("-", "", "_", "")
)

// describe takes a title and a date from members, where there is none yet.
func (d *atlasDocument) describe(members map[string]any) {
	for name, value := range members {
		name = strings.ToLower(plainName.Replace(name))
		if s, ok := value.(string); ok && slices.Contains(titleNames, name) {
			d.Title = cmp.Or(d.Title, s)
		}
		if _, isList := value.([]any); d.Date == nil && !isList && slices.Contains(dateNames, name) {
			d.Date = value
		}
	}
}

// failure is the error of a text that could not be tagged.
func failure(said json.RawMessage) error {
	var e struct{ Message string }
	if json.Unmarshal(said, &e) != nil || e.Message == "" {
		return errors.New("the text was not tagged")
	}
	return errors.New("the text was not tagged: " + e.Message)
}

// atlasPlaces are the places that have been written, which are not written again, and how many texts name each.
type atlasPlaces struct {
	seed             maphash.Seed
	known            map[string]uint64 // by id, the hash of what was written
	counts           map[[2]float64]int
	documents, texts int
}

func newAtlasPlaces() *atlasPlaces {
	return &atlasPlaces{seed: maphash.MakeSeed(), known: map[string]uint64{}, counts: map[[2]float64]int{}}
}

// Properties that the map shows: what is the place's, and what is the text's.
var (
	ofPlace = []string{"kind", "name", "placeType", "countryCode", "admin1Name", "population", "location", "location_latitude", "location_longitude", "host"}
	ofText  = []string{"placeId", "score", "mentions", "mentions_text", "mentions_start", "mentions_end", "mentions_role", "area", "relation", "share"}
)

// trim leaves of a document what the map shows, and counts it. Of a place that a document before has described the id is enough.
func (k *atlasPlaces) trim(d *atlasDocument) {
	k.documents++
	if d.Text != "" {
		k.texts++
	}
	seen := map[[2]float64]bool{}
	for _, f := range d.Features {
		at := k.shorten(f)
		if at != nil && !seen[*at] {
			seen[*at] = true
			k.counts[*at]++
		}
	}
}

// shorten leaves of a feature what the map shows, and returns where its place is, to a kilometer.
func (k *atlasPlaces) shorten(f *atlasFeature) *[2]float64 {
	p := f.Properties
	isPlace := p["area"] == nil && p["relation"] == nil && p["share"] == nil
	at := pointOf(f)
	if isPlace {
		f.Geometry, f.BBox = nil, nil // the page draws its point
	} else {
		f.Geometry = rounded(f.Geometry)
		for i, x := range f.BBox {
			f.BBox[i] = math.Round(x*1e4) / 1e4
		}
	}
	short := map[string]json.RawMessage{}
	for _, name := range ofText {
		if v := p[name]; v != nil {
			short[name] = v
		}
	}
	short["mentions"] = shortMentions(p["mentions"])
	if short["mentions"] == nil {
		delete(short, "mentions")
	}
	if isPlace && at != nil && p["location"] == nil && p["location_latitude"] == nil {
		short["location"], _ = json.Marshal(map[string]float64{"longitude": at[0], "latitude": at[1]})
	}
	f.Properties = short
	if isPlace && k.written(p, at) {
		return near(at)
	}
	for _, name := range ofPlace {
		if v := p[name]; v != nil {
			short[name] = rounded(v)
		}
	}
	if !isPlace {
		return nil
	}
	return near(at)
}

// written reports whether a place has been written before, as it is; else it will have been.
func (k *atlasPlaces) written(p map[string]json.RawMessage, at *[2]float64) bool {
	if p["placeId"] == nil || at == nil {
		return false
	}
	var h maphash.Hash
	h.SetSeed(k.seed)
	for _, name := range ofPlace {
		h.Write(p[name])
		h.WriteByte(0)
	}
	sum := h.Sum64()
	before, ok := k.known[string(p["placeId"])]
	if !ok {
		k.known[string(p["placeId"])] = sum
	}
	return ok && before == sum
}

// pointOf returns the longitude and the latitude of a feature's place.
func pointOf(f *atlasFeature) *[2]float64 {
	var l struct{ Longitude, Latitude *float64 }
	if v := f.Properties["location"]; v != nil && json.Unmarshal(v, &l) == nil && l.Longitude != nil && l.Latitude != nil {
		return &[2]float64{*l.Longitude, *l.Latitude}
	}
	var g struct {
		Type        string
		Coordinates json.RawMessage
	}
	var at []float64
	if f.Geometry == nil || json.Unmarshal(f.Geometry, &g) != nil || g.Type != "Point" || json.Unmarshal(g.Coordinates, &at) != nil || len(at) < 2 {
		return nil
	}
	return &[2]float64{at[0], at[1]}
}

// near is a point to a hundredth of a degree.
func near(at *[2]float64) *[2]float64 {
	if at == nil || math.Abs(at[0]) > 540 || math.Abs(at[1]) > 90 {
		return nil
	}
	return &[2]float64{math.Round(at[0]*100) / 100, math.Round(at[1]*100) / 100}
}

// shortMentions leaves of mentions what the page shows.
func shortMentions(all json.RawMessage) json.RawMessage {
	var ms []struct {
		Start json.RawMessage `json:"start,omitempty"`
		End   json.RawMessage `json:"end,omitempty"`
		Text  string          `json:"text"`
		Role  string          `json:"role,omitempty"`
	}
	if all == nil || json.Unmarshal(all, &ms) != nil {
		return nil
	}
	short, _ := json.Marshal(ms)
	return short
}

// digits beyond the fourth of a degree, which is eleven meters.
var longFraction = regexp.MustCompile(`-?\d+\.\d{5,}`)

// rounded shortens the numbers of a geometry or a location, which are degrees.
func rounded(v json.RawMessage) json.RawMessage {
	if v == nil || len(v) > 0 && v[0] == '"' || bytes.Contains(v, []byte(`"name"`)) {
		return v
	}
	return longFraction.ReplaceAllFunc(v, func(n []byte) []byte {
		x, err := strconv.ParseFloat(string(n), 64)
		if err != nil {
			return n
		}
		return strconv.AppendFloat(nil, math.Round(x*1e4)/1e4, 'f', -1, 64)
	})
}
