package server

import (
	"cmp"
	"encoding/base64"
	"encoding/binary"
	"hash/fnv"

	"google.golang.org/protobuf/proto"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
)

const (
	defaultPage = 10
	maxPage     = 100
	tokenBytes  = 12 // a hash, and a number
	fewPlaces   = 16 // of which a query for completions is answered fastest
)

// A page is a stretch of a query's answer.
type page struct {
	first, size uint32
	query       uint64 // hash of what the answer depends on
}

// decodeFind checks a request and converts it. Its error is an *InputError with all that is wrong.
func decodeFind(req *geotagv1.FindPlacesRequest, version string) (geotag.Query, page, error) {
	var v violations
	v.text("query", req.GetQuery(), maxQueryBytes)
	countries := v.countries("country_codes", req.GetCountryCodes())
	v.tag("display_language", req.GetDisplayLanguage())
	v.enum("mode", req.GetMode())
	v.geometry(req)
	q := geotag.Query{
		Name: req.GetQuery(), Mode: geotag.FindMode(req.GetMode()), Countries: countries,
		Within: v.box("bbox", req.GetBbox()), Near: v.point("near", req.GetNear()),
	}
	q.Types = enums(&v, "place_types", q.Types, req.GetPlaceTypes(), maxPlaceTypes)
	p := page{size: uint32(cmp.Or(req.GetPageSize(), defaultPage))}
	if n := req.GetPageSize(); n < 0 {
		v.add("page_size", "is negative")
	} else {
		v.atMost("page_size", int(n), maxPage, "")
	}
	if len(v) == 0 { // what is hashed is short
		p.query = hashQuery(req, version)
		if token := req.GetPageToken(); token != "" && !p.resume(token) {
			v.add("page_token", "is none of this query and gazetteer: begin again without it")
		}
	}
	q.Few = p.first+p.size < fewPlaces
	return q, p, v.err()
}

// hashQuery hashes what the order of an answer depends on: a token must not lead into another's.
func hashQuery(req *geotagv1.FindPlacesRequest, version string) uint64 {
	same := proto.CloneOf(req)
	same.PageSize, same.PageToken = 0, ""
	b, _ := proto.MarshalOptions{Deterministic: true}.Marshal(same)
	h := fnv.New64a()
	h.Write(b)
	h.Write([]byte(version))
	return h.Sum64()
}

// resume sets the page's first place from a token. It is false for a token that is none, or of another query.
func (p *page) resume(token string) bool {
	if len(token) != base64.RawURLEncoding.EncodedLen(tokenBytes) {
		return false
	}
	b, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(b) != tokenBytes || binary.LittleEndian.Uint64(b) != p.query {
		return false
	}
	p.first = binary.LittleEndian.Uint32(b[8:])
	return true
}

// of returns the page's places among n, and the token of the next page, if there is one.
func (p page) of(n int) (from, to int, next string) {
	from = min(int(p.first), n)
	to = min(from+int(p.size), n)
	if to < n {
		b := binary.LittleEndian.AppendUint64(nil, p.query)
		b = binary.LittleEndian.AppendUint32(b, uint32(to))
		next = base64.RawURLEncoding.EncodeToString(b)
	}
	return from, to, next
}
