package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"google.golang.org/protobuf/proto"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
)

// filler fills values of any type: numbers with number, enums with enum, strings with text and a count, lists with two items.
type filler struct {
	number float64
	enum   uint8
	text   string
	filled int
}

func (f *filler) fill(v reflect.Value) {
	f.filled++
	switch {
	case v.Type() == reflect.TypeFor[geotag.Geometry]():
		v.Set(reflect.ValueOf(geotag.Geometry{Geometry: orb.MultiPolygon{{{{1e-7, -12.5}, {f.finite(), 0}, {-180, 1.0000001}}}}}))
		return
	case v.Type() == reflect.TypeFor[*geotag.FeaturePlace]():
		return // it says the same in short
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(v.Elem())
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			f.fill(v.Index(i))
		}
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			f.fill(v.Field(i))
		}
	case v.Kind() == reflect.Float64:
		v.SetFloat(f.number)
	case v.Kind() == reflect.Uint8:
		v.SetUint(uint64(f.enum))
	case v.CanInt():
		v.SetInt(int64(f.enum))
	case v.CanUint():
		v.SetUint(uint64(f.enum))
	case v.Kind() == reflect.Bool:
		v.SetBool(f.enum > 0)
	case v.Kind() == reflect.String && f.text != "":
		v.SetString(fmt.Sprint(f.text, f.filled))
	}
}

// finite is the number where it is one that a coordinate may be.
func (f *filler) finite() float64 {
	if math.IsNaN(f.number) || math.IsInf(f.number, 0) {
		return 0.5
	}
	return f.number
}

// statements are the members of Properties of which a feature has one at most.
var statements = []string{"Area", "Relation", "Share", "Coordinates"}

// collection returns one whose every member is filled, and whose features have the statements one by one, and the last none.
func (f *filler) collection() *geotag.FeatureCollection {
	c := new(geotag.FeatureCollection)
	f.fill(reflect.ValueOf(c).Elem())
	c.Features = make([]geotag.Feature, len(statements)+1)
	for i := range c.Features {
		f.fill(reflect.ValueOf(&c.Features[i]).Elem())
		p := reflect.ValueOf(&c.Features[i].Properties).Elem()
		for k, name := range statements {
			if k != i {
				p.FieldByName(name).SetZero()
			}
		}
	}
	c.Features[len(statements)].Geometry = geotag.Geometry{}
	return c
}

// overTheWire returns what a client writes of a collection that it was sent.
func overTheWire(t *testing.T, c *geotag.FeatureCollection) (string, error) {
	t.Helper()
	w := &wireWriter{limit: math.MaxInt}
	if err := w.document(c); err != nil {
		t.Fatal(err)
	}
	var got geotagv1.TagResponse
	if err := proto.Unmarshal(w.b, &got); err != nil {
		t.Fatal(err)
	}
	canonical(t, w.b, &got)
	doc, err := client.GeoJSON(&got)
	return string(doc), err
}

// canonical fails the test unless an answer's bytes are those that protobuf writes of the message that they are.
func canonical(t *testing.T, wire []byte, m proto.Message) {
	t.Helper()
	again, err := proto.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(again, wire) {
		t.Errorf("%d bytes are written of %.300v; protobuf writes %d", len(wire), m, len(again))
	}
}

// fillers fill with what is written in ways of its own: every value of every enum and one that has no name, numbers, and strings.
func fillers() (all []filler) {
	for enum := range uint8(48) {
		all = append(all, filler{number: 12.0625, enum: enum, text: "a"})
	}
	all = append(all, filler{enum: 255, number: 1, text: "b"})
	for _, x := range []float64{
		0, math.Copysign(0, -1), 1, -1, 0.1, 0.7125, 1e-6, 9e-7, 9.999e-7, 1e-7, -1.5e-9, 1e-10, 123456.7890123, 99999999.9999999, 1e8, 123456789.125, 1e15, 1 << 53, 1e20, 1e21,
		-2.5e22, 1e100, math.MaxFloat64, math.SmallestNonzeroFloat64, 1.0 / 3, 116.1234567, -0.0000012, math.NaN(), math.Inf(1), math.Inf(-1),
	} {
		all = append(all, filler{number: x, enum: 1, text: "c"})
	}
	for _, s := range []string{
		`"quoted" and \ `, "<b>&amp;</b>", "\u2028 \u2029 \ufeff \ufffd", "Łódź 漢字 🌊", "\x7f\u0080\u202e", strings.Repeat("long ", 100), "",
		"\x00\x01\x02\x03\x04\x05\x06\x07\b\t\n\v\f\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f",
	} {
		all = append(all, filler{number: 1, enum: 1, text: s})
	}
	return all
}

// The two who write what geotag made write the same, whatever it is: AppendJSON, and the encoder by way of the wire.
func TestWritersDoNotDrift(t *testing.T) {
	t.Parallel()
	for _, f := range fillers() {
		c := f.collection()
		got, err := c.AppendJSON(nil)
		if err != nil {
			t.Fatal(err)
		}
		want, err := overTheWire(t, c)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != want {
			i := 0
			for i < min(len(got), len(want)) && got[i] == want[i] {
				i++
			}
			t.Errorf("%+v: %.200s\nwant %.200s", f, got[max(0, i-40):], want[max(0, i-40):])
		}
	}
	empty, err := new(geotag.FeatureCollection).AppendJSON(nil)
	if want, _ := overTheWire(t, new(geotag.FeatureCollection)); err != nil || string(empty) != want {
		t.Errorf("nothing is %s, %v; want %s", empty, err, want)
	}
}

// AppendJSON names members as the tags of the types do, by which encoding/json writes parts of an answer.
func TestTagsNameMembersAsTheWriter(t *testing.T) {
	t.Parallel()
	type plainCollection geotag.FeatureCollection
	type plainFeature geotag.Feature
	c := (&filler{number: 0.5, enum: 1, text: "a"}).collection()
	same := func(plain any, doc []byte, err error) {
		t.Helper()
		var got, want any
		byTags, tagsErr := json.Marshal(plain)
		if err != nil || tagsErr != nil || json.Unmarshal(doc, &got) != nil || json.Unmarshal(byTags, &want) != nil {
			t.Fatal(err, tagsErr)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s\nby its tags is\n%s", doc, byTags)
		}
	}
	doc, err := c.AppendJSON(nil)
	same(plainCollection(*c), doc, err)
	for i := range c.Features {
		doc, err := c.Features[i].AppendJSON(nil)
		same(plainFeature(c.Features[i]), doc, err)
	}
}

// What JSON cannot say is an error of both, and leaves a buffer as it was; but bytes that are not UTF-8, which both replace.
func TestWhatJSONCannotSay(t *testing.T) {
	t.Parallel()
	for _, g := range []orb.Geometry{orb.Point{math.NaN(), 0}, orb.Point{0, math.Inf(-1)}, orb.Polygon{{{0, 0}, {math.NaN(), 1}}}} {
		c := &geotag.FeatureCollection{Features: []geotag.Feature{{Geometry: geotag.Geometry{Geometry: g}}}}
		if b, err := c.AppendJSON([]byte("before")); err == nil || string(b) != "before" {
			t.Errorf("%v is %s", g, b)
		}
		if doc, err := overTheWire(t, c); err == nil {
			t.Errorf("%v is %s over the wire", g, doc)
		}
	}
	c := &geotag.FeatureCollection{Language: "a\xffb\xc3", Warnings: []geotag.Warning{{Text: "\xe2\x82"}}}
	const want = `{"features":[],"language":"a` + "\ufffdb\ufffd" + `","warnings":[{"text":"` + "\ufffd\ufffd" + `"}]}`
	if b, err := c.AppendJSON(nil); err != nil || string(b) != want {
		t.Errorf("what is not UTF-8 is %s, %v", b, err)
	}
	if doc, err := overTheWire(t, c); err != nil || doc != want {
		t.Errorf("what is not UTF-8 is %s, %v over the wire", doc, err)
	}
}
