package client

import (
	"bytes"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// usual are requests as they usually are, which are read the fast way.
var usual = []string{
	`{}`,
	`{"id":"a1","text":"Kano"}`,
	` {"text": "Рыльск \u0026 \"Kano\"\n\ud83d\ude00", "id": "", "language": "ru"} ` + "\n",
	`{"text":"Kano","countryCodes":["NG","DE"],"bbox":[-1.5,2e1,3,4.25],"roles":["ROLE_LOCATION"],"cutLongText":true,"maxAlternatives":3}`,
	`{"text":"Kano","country_codes":[],"simplify_tolerance_m":-0.5,"offset_encoding":"OFFSET_ENCODING_UTF16","include_rejected":false}`,
	`{"text":"Kano","spans":[{"start":0,"end":4},{}]}`,
	`{"text":"Kano","lang":"en","names":[{"start":0,"end":4,"text":"Kano"}],"mentions":[],"source":null,"partial":true,"kind":{"a":[1]}}`,
	`{"text":"Kano","lang":1,"lang":{"a":1,"a":2}}`,
}

// unusual are requests and others that are left to readAny.
var unusual = []string{
	``, `null`, `[]`, `"Kano"`, `{"text":"Kano"`, `{"text":"Kano"}{}`, `{"text":"Kano",}`, "\ufeff" + `{"text":"Kano"}`,
	`{"text":"Kano","txt":1}`, `{"text":"Kano","text":"Kano"}`, `{"countryCodes":[],"country_codes":[]}`,
	`{"text":null}`, `{"text":5}`, `{"id":true}`, `{"cutLongText":"true"}`, `{"maxAlternatives":"3"}`, `{"maxAlternatives":3.0}`, `{"maxAlternatives":-1}`,
	`{"bbox":"1,2,3,4"}`, `{"bbox":["1"]}`, `{"bbox":[1e999]}`, `{"bbox":[null]}`, `{"geometry":"boundary"}`, `{"geometry":3}`, `{"roles":["location"]}`, `{"roles":["ROLE_NONE"]}`,
	`{"countryCodes":[" DE "],"lang":"en"}`, `{"spans":{"start":1}}`, `{"spans":[{"begin":1}]}`, `{"spans":[{"lang":"en"}]}`, `{"geometryFormat":"GEOMETRY_FORMAT_WKB"}`,
	"{\"text\":\"\xff\"}", `{"text":"\ud83d"}`, "{\"text\":\"a\nb\"}", `{"text":"\x"}`, `{'text':'Kano'}`, `{"text":"Kano"} // why`, `{"lang":[1,]}`, `{"[geotag.v1.x]":1}`,
}

// What is usual is read the fast way, and the rest is not.
func TestReadPlain(t *testing.T) {
	for _, s := range usual {
		if !readPlain([]byte(s), new(geotagv1.TagRequest), goldMembers) {
			t.Errorf("%s is not read the fast way", s)
		}
	}
	for _, s := range unusual {
		if req := new(geotagv1.TagRequest); readPlain([]byte(s), req, goldMembers) && !wantsWKB(req) {
			t.Errorf("%s is read the fast way", s)
		}
	}
}

// FuzzReadPlain reads anything in both ways: what the fast one reads, the other reads as the same message. Into a message that was used before, too.
func FuzzReadPlain(f *testing.F) {
	for _, s := range append(append([]string{}, usual...), unusual...) {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, passed := range [][]string{nil, goldMembers} {
			for _, lenient := range []bool{false, true} {
				given, fast, slow := bytes.Clone(data), &geotagv1.TagRequest{Home: "NG"}, new(geotagv1.TagRequest)
				if !readPlain(given, fast, passed) {
					continue
				}
				err := readAny(data, slow, lenient, passed)
				if wantsWKB(fast) != (err != nil) || !proto.Equal(fast, slow) {
					t.Errorf("%q, lenient %v, %v passed over:\n%v\n%v %v", data, lenient, passed, fast, slow, err)
				}
				if !bytes.Equal(given, data) {
					t.Errorf("%q was written into", data)
				}
			}
		}
	})
}

// BenchmarkReadRequest reads a line with a text of 2 kB in both ways, as it is and with the members of a gold file.
func BenchmarkReadRequest(b *testing.B) {
	text := strings.Repeat("The river rose by two meters overnight in Kano, officials said. ", 31) + `\"They left.\"`
	plain := `{"id":"a1","text":"` + text + `"`
	mention := `{"start":42,"end":46,"text":"Kano","id":"2335204","lat":12.00012,"lon":8.51672,"kind":"literal"}`
	for name, line := range map[string]string{
		"plain": plain + `}`, "gold": plain + `,"source":"mine","mentions":[` + mention + strings.Repeat(","+mention, 9) + `]}`,
	} {
		for way, read := range map[string]func(*geotagv1.TagRequest) bool{
			"one pass": func(r *geotagv1.TagRequest) bool { return readPlain([]byte(line), r, goldMembers) },
			"any":      func(r *geotagv1.TagRequest) bool { return readAny([]byte(line), r, false, goldMembers) == nil },
		} {
			b.Run(name+"/"+way, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if !read(new(geotagv1.TagRequest)) {
						b.Fatal("not read")
					}
				}
			})
		}
	}
}
