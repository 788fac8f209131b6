package fleet

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/klauspost/compress/s2"
	"github.com/nats-io/nats.go"

	"example.com/geotag/client"
)

// By says which subject an answer is stored under, so that who wants those of a country or a region need not read all.
type By int

// What answers may be stored by.
const (
	ByNothing By = iota // places.all
	ByCountry           // places.CC, the country that most of the text is about; without one places.none
	ByRegion            // places.CC.REGION, the first-level region; without one places.CC
)

// ParseBy reads "", "country" or "region".
func ParseBy(s string) (By, error) {
	switch s {
	case "":
		return ByNothing, nil
	case "country":
		return ByCountry, nil
	case "region":
		return ByRegion, nil
	}
	return 0, fmt.Errorf("it must be country or region")
}

// focus is what a subject is made of.
type focus struct {
	Countries, Regions []struct {
		PlaceID string `json:"placeId"`
	}
}

// of returns what follows the stream's word in the subject of an answer.
func (b By) of(answer []byte) string {
	if b == ByNothing {
		return "all"
	}
	const member = `"focus":` // unescaped quotes stand in no string, and no other object has the member
	at := bytes.LastIndex(answer, []byte(member))
	var f focus
	if at < 0 || json.NewDecoder(bytes.NewReader(answer[at+len(member):])).Decode(&f) != nil || len(f.Countries) == 0 {
		return "none"
	}
	country := token(f.Countries[0].PlaceID)
	if b == ByRegion {
		for _, r := range f.Regions {
			if of, region, ok := strings.Cut(r.PlaceID, "."); ok && of == f.Countries[0].PlaceID {
				return country + "." + token(region)
			}
		}
	}
	return country
}

// token returns an id as one word of a subject.
func token(id string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r >= 0x7F || strings.ContainsRune(".*>", r) {
			return '_'
		}
		return r
	}, id)
}

// encodingHeader names how an answer is compressed: "snappy", in Snappy's block format, which every language reads. It takes a quarter of zstd's
// time for a third more bytes (8 µs rather than 34 for an answer of 5 kB, and 2.0 kB rather than 1.5), of the half millisecond that a worker has
// for an article; and the servers, which store each three times, then work a quarter less.
const encodingHeader = "Content-Encoding"

// plainBytes is how large the answer to one article may be that is stored as it is, so that who subscribes to a subject reads JSON. What is larger is
// compressed, and so are packs. Set by hand.
const plainBytes = 64 << 10

// largestAnswer is how many bytes an answer may have that is decompressed: what client.MaxAnswerBytes is for gRPC.
const largestAnswer = client.MaxAnswerBytes

// document returns the answer that a message of these headers and data holds.
func document(h nats.Header, data []byte) ([]byte, error) {
	switch encoding := h.Get(encodingHeader); encoding {
	case "":
		return data, nil
	case "snappy":
		n, err := s2.DecodedLen(data)
		if err != nil || n > largestAnswer {
			return nil, fmt.Errorf("compressed to %d bytes, of more than %d or none that are known: %w", len(data), largestAnswer, cmp.Or(err, s2.ErrTooLarge))
		}
		return s2.Decode(nil, data)
	default:
		return nil, fmt.Errorf("encoded as %.40q, which this geotag does not know", encoding)
	}
}
