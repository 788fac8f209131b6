package fleet

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"
	"github.com/nats-io/nats.go/jetstream"
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

// encodingHeader names how an answer is compressed: "zstd".
const encodingHeader = "Content-Encoding"

// compressOver is how many bytes of an answer are stored as they are.
const compressOver = 2 << 10

// largestAnswer is how many bytes an answer may have when it is not compressed: what client.MaxAnswerBytes is for gRPC.
const largestAnswer = 64 << 20

// encoder and decoder compress and decompress; both are safe for concurrent use.
var (
	encoder = sync.OnceValue(func() *zstd.Encoder {
		e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderCRC(false), zstd.WithWindowSize(128<<10))
		if err != nil {
			panic(err) // the options are fixed
		}
		return e
	})
	decoder = sync.OnceValue(func() *zstd.Decoder {
		d, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(largestAnswer))
		if err != nil {
			panic(err) // the options are fixed
		}
		return d
	})
)

func compressed(doc []byte) []byte { return encoder().EncodeAll(doc, nil) }

// document returns the answer that a message holds.
func document(m jetstream.Msg) ([]byte, error) {
	switch encoding := m.Headers().Get(encodingHeader); encoding {
	case "":
		return m.Data(), nil
	case "zstd":
		doc, err := decoder().DecodeAll(m.Data(), nil)
		if err != nil {
			return nil, fmt.Errorf("decompressing: %w", err)
		}
		return doc, nil
	default:
		return nil, fmt.Errorf("encoded as %.40q, which this geotag does not know", encoding)
	}
}
