package server

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"
	"google.golang.org/protobuf/reflect/protoreflect"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
)

// The limits of requests, as the .proto states them.
const (
	maxAlternatives = 20
	maxQueryBytes   = 256
	maxAreaBytes    = 1024
	maxIDBytes      = 64
	maxNameBytes    = 1024 // of TagRequest.id, which the answer bears
	maxTagBytes     = 35   // of a language: RFC 5646 section 4.4.1

	maxTolerance     = 100_000 // meters that a point may lie outside a boundary and count as inside
	defaultTolerance = 5_000
)

// A tagInput is a checked TagRequest as the domain wants it.
type tagInput struct {
	text    string // the beginning of the request's, if it is cut
	options geotag.Options
}

// decodeTag checks a request and converts it. Its error is an *InputError with all that is wrong.
func decodeTag(req *geotagv1.TagRequest, maxText int) (tagInput, error) {
	var v violations
	text := req.GetText()
	if req.GetCutLongText() {
		text = beginning(text, maxText)
	}
	v.text("text", text, maxText)
	v.name("id", req.GetId(), maxNameBytes)
	v.tag("language", req.GetLanguage())
	v.tag("display_language", req.GetDisplayLanguage())
	v.enum("offset_encoding", req.GetOffsetEncoding())
	v.geometry(req)
	countries := v.countries("country_codes", req.GetCountryCodes())
	v.name("home", req.GetHome(), maxIDBytes)
	v.atMost("max_alternatives", int(req.GetMaxAlternatives()), maxAlternatives, "")
	in := tagInput{text: text, options: geotag.Options{
		Language:     req.GetLanguage(),
		Countries:    countries,
		Within:       v.box("bbox", req.GetBbox()),
		Home:         req.GetHome(),
		Roles:        enums(&v, "roles", []geotag.Role(nil), req.GetRoles(), maxRoles),
		Rejected:     req.GetIncludeRejected(),
		Evidence:     req.GetIncludeEvidence(),
		Alternatives: int(req.GetMaxAlternatives()),
		ClipAreas:    req.GetGeometry() == geotagv1.GeometryDetail_GEOMETRY_DETAIL_BOUNDARY,
	}}
	if len(v) == 0 {
		in.options.Spans = v.spans("spans", req.GetSpans(), &cursor{text: text, encoding: req.GetOffsetEncoding()})
	}
	return in, v.err()
}

// checkJSON checks that what is asked for is what JSON carries.
func checkJSON(req *geotagv1.TagRequest) error {
	var v violations
	if req.GetGeometryFormat() == geotagv1.GeometryFormat_GEOMETRY_FORMAT_WKB {
		v.add("geometry_format", "is GEOMETRY_FORMAT_WKB, which JSON does not carry: leave it out, or call the service over gRPC")
	}
	return v.err()
}

func checkGetPlace(req *geotagv1.GetPlaceRequest) error {
	var v violations
	v.text("place_id", req.GetPlaceId(), maxIDBytes)
	v.geometry(req)
	v.tag("display_language", req.GetDisplayLanguage())
	return v.err()
}

func checkLocatePoint(req *geotagv1.LocatePointRequest) error {
	var v violations
	if req.GetPoint() == nil {
		v.add("point", "is not given")
	}
	v.point("point", req.GetPoint())
	if m := req.GetToleranceM(); !(0 <= m && m <= maxTolerance) {
		v.add("tolerance_m", "is %v: it must be from 0 to %v meters", m, float64(maxTolerance))
	}
	v.geometry(req)
	v.tag("display_language", req.GetDisplayLanguage())
	return v.err()
}

func checkConvertArea(req *geotagv1.ConvertAreaRequest) error {
	var v violations
	v.text("text", req.GetText(), maxAreaBytes)
	v.atMost("place", len(req.GetPlace()), maxQueryBytes, "bytes")
	v.enum("geometry_format", req.GetGeometryFormat())
	return v.err()
}

// violations gathers what is wrong with a request, so that a client need not mend it one field at a time: the first maxViolations.
type violations []geotag.Violation

func (v *violations) add(field, format string, args ...any) {
	if !v.enough() {
		*v = append(*v, geotag.Violation{Field: field, Problem: fmt.Sprintf(format, args...)})
	}
}

// enough reports whether no more are gathered.
func (v *violations) enough() bool { return len(*v) >= maxViolations }

// cut returns the beginning of a value, to be quoted.
func cut(s string) string { return s[:min(len(s), maxIDBytes)] }

func (v violations) err() error {
	if len(v) == 0 {
		return nil
	}
	return &geotag.InputError{Violations: v}
}

func (v *violations) text(field, s string, most int) {
	if s == "" {
		v.add(field, "is empty")
	}
	v.name(field, s, most)
}

// name checks a string that may be empty. What came over a connection is UTF-8.
func (v *violations) name(field, s string, most int) {
	if !utf8.ValidString(s) {
		v.add(field, "is not UTF-8")
	}
	v.atMost(field, len(s), most, "bytes")
}

func (v *violations) atMost(field string, n, most int, unit string) {
	if n > most {
		v.add(field, "%s", strings.TrimRight(fmt.Sprintf("is %d %s", n, unit), " ")+fmt.Sprintf(": the limit is %d", most))
	}
}

// tag checks the form of a BCP 47 tag, not its registration.
func (v *violations) tag(field, s string) {
	ok := len(s) <= maxTagBytes
	for part := range strings.SplitSeq(s[:min(len(s), maxTagBytes)], "-") {
		ok = ok && (part != "" || s == "") && len(part) <= 8
		for _, c := range []byte(part) {
			ok = ok && ('a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9')
		}
	}
	if !ok {
		v.add(field, "is %q: it must be a language tag such as \"en\" or \"zh-Hant\"", cut(s))
	}
}

// featureOptions returns what a request asks of features.
func featureOptions(req interface {
	GetDisplayLanguage() string
	GetGeometry() geotagv1.GeometryDetail
	GetSimplifyToleranceM() float64
	GetGeometryType() geotagv1.GeometryType
}) geotag.FeatureOptions {
	return geotag.FeatureOptions{
		Language: req.GetDisplayLanguage(), Geometry: geotag.GeometryDetail(req.GetGeometry()), StrayM: req.GetSimplifyToleranceM(),
		Type: geotag.GeometryType(req.GetGeometryType()),
	}
}

// geometry checks what is asked of the geometry of places.
func (v *violations) geometry(req interface {
	GetGeometry() geotagv1.GeometryDetail
	GetGeometryFormat() geotagv1.GeometryFormat
	GetSimplifyToleranceM() float64
	GetGeometryType() geotagv1.GeometryType
}) {
	v.enum("geometry", req.GetGeometry())
	v.enum("geometry_type", req.GetGeometryType())
	v.enum("geometry_format", req.GetGeometryFormat())
	if m := req.GetSimplifyToleranceM(); !(m >= 0 && m <= math.MaxFloat64) {
		v.add("simplify_tolerance_m", "is %v: it must be 0 or more meters", m)
	}
}

// countries checks a set of codes and returns it, each once.
func (v *violations) countries(field string, codes []string) (set []string) {
	v.atMost(field, len(codes), maxCountries, "values")
	for i, c := range codes[:min(len(codes), maxCountries)] {
		if len(c) != 2 || c[0] < 'A' || c[0] > 'Z' || c[1] < 'A' || c[1] > 'Z' {
			v.add(fmt.Sprintf("%s[%d]", field, i), "is %q: it must be two capital letters such as \"UA\"", cut(c))
		} else if !slices.Contains(set, c) {
			set = append(set, c)
		}
	}
	return set
}

func (v *violations) enum(field string, e protoreflect.Enum) {
	if d := e.Descriptor(); d.Values().ByNumber(e.Number()) == nil {
		v.add(field, "is %d, which %s does not define", e.Number(), d.Name())
	}
}

// enums converts a set of wire values to the domain's, whose numbers are the same, each once. UNSPECIFIED asks for nothing and is refused.
func enums[T ~uint8, E interface {
	~int32
	protoreflect.Enum
}](v *violations, field string, domain []T, wire []E, most int) []T {
	v.atMost(field, len(wire), most, "values")
	for i, e := range wire[:min(len(wire), most)] {
		if v.enough() {
			break
		}
		if at := fmt.Sprintf("%s[%d]", field, i); e == 0 {
			v.add(at, "is unspecified")
		} else {
			v.enum(at, e)
		}
		if !slices.Contains(domain, T(e)) {
			domain = append(domain, T(e))
		}
	}
	return domain
}

// box converts west, south, east, north; none is the zero Bound, which no valid box is.
func (v *violations) box(field string, b []float64) orb.Bound {
	switch {
	case len(b) == 0:
		return orb.Bound{}
	case len(b) != maxBox:
		v.add(field, "has %d numbers: it must have four, west, south, east, north", len(b))
	case !(within(b[0], 180) && within(b[2], 180)):
		v.add(field, "runs from %v to %v east: longitudes are -180 to 180", b[0], b[2])
	case !(within(b[1], 90) && within(b[3], 90)):
		v.add(field, "runs from %v to %v north: latitudes are -90 to 90", b[1], b[3])
	case b[1] >= b[3]:
		v.add(field, "has its south (%v) not below its north (%v)", b[1], b[3])
	case b[0] == b[2]:
		v.add(field, "has the same west and east (%v)", b[0])
	default:
		return orb.Bound{Min: orb.Point{b[0], b[1]}, Max: orb.Point{b[2], b[3]}}
	}
	return orb.Bound{}
}

// point converts a point; nil is none.
func (v *violations) point(field string, p *geotagv1.LatLng) *orb.Point {
	if p == nil {
		return nil
	}
	v.degrees(field+".latitude", p.Latitude, 90)
	v.degrees(field+".longitude", p.Longitude, 180)
	return &orb.Point{p.GetLongitude(), p.GetLatitude()}
}

func (v *violations) degrees(field string, x *float64, limit float64) {
	if x == nil {
		v.add(field, "is not given")
	} else if !within(*x, limit) {
		v.add(field, "is %v: it must be from %v to %v degrees", *x, -limit, limit)
	}
}

func within(degrees, limit float64) bool { return -limit <= degrees && degrees <= limit }

// inOrder returns the indices of spans in the order of the text.
func inOrder(spans []*geotagv1.Span) []int {
	order := make([]int, len(spans))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(spans[a].GetStart(), spans[b].GetStart()) })
	return order
}

// spans converts spans to bytes, in the order of the text. They must be apart, not empty, and inside the text.
func (v *violations) spans(field string, spans []*geotagv1.Span, c *cursor) []geotag.Span {
	v.atMost(field, len(spans), maxSpans, "values")
	if v.enough() || len(spans) > maxSpans {
		return nil
	}
	out := make([]geotag.Span, 0, len(spans))
	for i, k := range inOrder(spans) {
		s := spans[k]
		start, okStart := c.bytes(s.GetStart())
		end, okEnd := c.bytes(s.GetEnd())
		overlaps := i > 0 && start < out[len(out)-1].End
		if problem, part, at := spanProblem(s, overlaps, okStart, okEnd); problem != "" {
			v.add(fmt.Sprintf("%s[%d]%s", field, k, part), problem, at...)
			if v.enough() {
				return nil
			}
		}
		out = append(out, geotag.Span{Start: start, End: end})
	}
	return out
}

// spanProblem returns what is wrong with a span as a format, with which part of it, and its arguments; empty: nothing.
func spanProblem(s *geotagv1.Span, overlaps, okStart, okEnd bool) (problem, part string, args []any) {
	const outside = "is %d: inside a character, or past the end of the text"
	switch {
	case s == nil || s.Start == nil || s.End == nil:
		return "lacks its start or its end", "", nil
	case s.GetStart() >= s.GetEnd():
		return "ends at %d, not after its start at %d", "", []any{s.GetEnd(), s.GetStart()}
	case overlaps:
		return "begins at %d, before the end of another", "", []any{s.GetStart()}
	case !okStart:
		return outside, ".start", []any{s.GetStart()}
	case !okEnd:
		return outside, ".end", []any{s.GetEnd()}
	}
	return "", "", nil
}
