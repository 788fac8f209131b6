package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/reflect/protoreflect"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
)

// The parameters that are the face's own, and of no message.
const (
	lenientParameter = "lenient" // parameters and members are ignored that a request does not have
	flatParameter    = "flat"    // properties are plain values
	recordsParameter = "records" // of a stream: "features" or "collections"
)

// is reports whether a parameter that is true or false is true.
func is(r *http.Request, parameter string) bool {
	ok, _ := strconv.ParseBool(r.URL.Query().Get(parameter))
	return ok
}

// lenient reports whether a request is to be read leniently.
func lenient(r *http.Request) bool { return is(r, lenientParameter) }

// queried writes the parameters of a GET request as the gateway reads them, and refuses those that its message does not have, with
// the nearest one that it has.
func queried(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if message := asked(r); message != nil {
			q := query{message: message, lenient: lenient(r), out: url.Values{}}
			for name, values := range r.URL.Query() {
				q.read(name, values)
			}
			if len(q.wrong) > 0 {
				answerError(r.Context(), nil, nil, w, r, q.err())
				return
			}
			r.URL.RawQuery = q.out.Encode()
		}
		next.ServeHTTP(w, r)
	})
}

// asked returns the message that a GET request's parameters are of, or nil.
func asked(r *http.Request) protoreflect.MessageDescriptor {
	switch path := r.URL.Path; {
	case r.Method != http.MethodGet:
		return nil
	case path == "/v1/places":
		return (&geotagv1.FindPlacesRequest{}).ProtoReflect().Descriptor()
	case strings.HasPrefix(path, "/v1/places/"):
		return (&geotagv1.GetPlaceRequest{}).ProtoReflect().Descriptor()
	case path == "/v1/locate":
		return (&geotagv1.LocatePointRequest{}).ProtoReflect().Descriptor()
	case path == "/v1/area":
		return (&geotagv1.ConvertAreaRequest{}).ProtoReflect().Descriptor()
	case path == "/v1/gazetteer":
		return (&geotagv1.GetGazetteerRequest{}).ProtoReflect().Descriptor()
	}
	return nil
}

// A query is the parameters of a request as they are read.
type query struct {
	message protoreflect.MessageDescriptor
	lenient bool
	out     url.Values
	wrong   []client.FieldViolation
}

// read reads a parameter: one of the message's fields by either of its names, or by its path where it lies in another
// ("near.latitude"), or lat or lon of a point.
func (q *query) read(name string, values []string) {
	first, rest, nested := strings.Cut(name, ".")
	fd := client.FieldNamed(q.message, first)
	switch {
	case name == lenientParameter || name == flatParameter || name == recordsParameter:
	case fd != nil && nested && fd.Message() != nil && client.FieldNamed(fd.Message(), rest) == nil:
		q.unknown(fd.Message(), first+".", rest)
	case fd != nil && nested:
		q.out[name] = values
	case fd != nil:
		q.field(fd, values)
	case (name == "lat" || name == "lon") && q.message.Fields().ByName("point") != nil:
		q.out[map[string]string{"lat": "point.latitude", "lon": "point.longitude"}[name]] = values
	default:
		q.unknown(q.message, "", name)
	}
}

func (q *query) unknown(message protoreflect.MessageDescriptor, path, name string) {
	if !q.lenient && len(q.wrong) < client.MaxViolations {
		q.wrong = append(q.wrong, client.UnknownField(message, path, name))
	}
}

// field writes a field's values: a point from LAT,LON, a list from what stands between commas, an enum's value from its last word.
func (q *query) field(fd protoreflect.FieldDescriptor, values []string) {
	name := fd.TextName()
	if fd.IsList() {
		values = strings.Split(strings.Join(values, ","), ",")
	}
	if fd.Enum() != nil {
		values = slices.Clone(values)
		for i, word := range values {
			values[i] = client.EnumName(fd.Enum(), word)
		}
	}
	if fd.Name() == "geometry_format" && slices.Contains(values, geotagv1.GeometryFormat_GEOMETRY_FORMAT_WKB.String()) {
		q.wrong = append(q.wrong, client.NoWKB)
	}
	if fd.Message() != nil {
		q.point(name, values[0])
		return
	}
	q.out[name] = values
}

// point writes a point that is given as LAT,LON.
func (q *query) point(name, value string) {
	lat, lon, ok := strings.Cut(value, ",")
	if !ok {
		q.wrong = append(q.wrong, client.FieldViolation{
			Field: name, Description: fmt.Sprintf("%s is %.100q: a point is written LAT,LON, such as 51.19,35.27", name, value),
		})
	}
	q.out[name+".latitude"], q.out[name+".longitude"] = []string{strings.TrimSpace(lat)}, []string{strings.TrimSpace(lon)}
}

// err says what is wrong with the parameters, in the order of their names.
func (q *query) err() error {
	slices.SortFunc(q.wrong, func(a, b client.FieldViolation) int { return strings.Compare(a.Field, b.Field) })
	bad, parts := new(errdetails.BadRequest), []string(nil)
	for _, v := range q.wrong {
		bad.FieldViolations = append(bad.FieldViolations, &errdetails.BadRequest_FieldViolation{Field: v.Field, Description: v.Description})
		parts = append(parts, v.Description)
	}
	s := status.New(codes.InvalidArgument, strings.Join(parts, "; "))
	if full, err := s.WithDetails(bad, &errdetails.ErrorInfo{Reason: "INVALID_FIELD", Domain: "geotag"}); err == nil {
		s = full
	}
	return s.Err()
}
