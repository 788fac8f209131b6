package server

import (
	"errors"
	"math"
	"testing"
	"unicode/utf8"

	"google.golang.org/protobuf/proto"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
)

// Whatever bytes come, a request is refused with what is wrong, or what the tagger gets is sound.
func FuzzDecodeTag(f *testing.F) {
	for _, req := range []*geotagv1.TagRequest{
		{},
		{Text: "Kano", Spans: []*geotagv1.Span{{Start: new(uint32(0)), End: new(uint32(4))}}},
		{Text: "🌊 Łódź", OffsetEncoding: 2, Spans: []*geotagv1.Span{{Start: new(uint32(3)), End: new(uint32(7))}, {}}},
		{Text: "🌊", OffsetEncoding: 3, Bbox: []float64{170, -20, -170, math.NaN()}, Roles: []geotagv1.Role{1, -1}},
		{Text: "x", Language: "zh-Hant", CountryCodes: []string{"UA", "é"}, SimplifyToleranceM: math.Inf(-1)},
	} {
		b, err := proto.Marshal(req)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		req := new(geotagv1.TagRequest)
		if proto.Unmarshal(b, req) != nil {
			return
		}
		in, err := decodeTag(req, 1000)
		if err != nil {
			if bad, ok := errors.AsType[*geotag.InputError](err); !ok || len(bad.Violations) == 0 {
				t.Fatalf("refused without a reason: %v", err)
			}
			return
		}
		last := 0
		for _, s := range in.options.Spans {
			if s.Start < last || s.Start >= s.End || s.End > len(req.Text) || !utf8.ValidString(req.Text[s.Start:s.End]) {
				t.Fatalf("span %v of %q, after %d", s, req.Text, last)
			}
			last = s.End
		}
		if b := in.options.Within; !(math.Abs(b.Min[0]) <= 180 && math.Abs(b.Max[0]) <= 180 && b.Min[1] <= b.Max[1]) {
			t.Fatalf("box %v", b)
		}
	})
}

// A token leads to where it was given, and to nowhere in another query's answer.
func FuzzPageToken(f *testing.F) {
	f.Add("", uint64(1))
	_, _, next := page{size: 10, query: 7}.of(25)
	f.Add(next, uint64(7))
	f.Fuzz(func(t *testing.T, token string, query uint64) {
		p := page{size: 10, query: query}
		if !p.resume(token) {
			return
		}
		from, to, next := p.of(25)
		if from < 0 || from > to || to > 25 || to-from > 10 {
			t.Fatalf("token %q leads from %d to %d", token, from, to)
		}
		other := page{query: query + 1}
		if other.resume(token) || next != "" && other.resume(next) {
			t.Fatalf("token %q is good for two queries", token)
		}
	})
}
