package client

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/paulmach/orb/geojson"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// GeoJSON returns an answer of the service as JSON on one line, the same bytes for the same answer. An answer that holds
// features is an RFC 7946 document: its features are an array even where there are none, and what has no geometry says null, both of
// which proto's own JSON leaves out. It must have come over a connection: a server's own messages lack coordinates. Errors: a
// geometry that is well-known binary, which is no JSON.
func GeoJSON(m proto.Message) ([]byte, error) {
	loose, err := appendDocument(nil, m)
	if err != nil {
		return nil, fmt.Errorf("client: %w", err)
	}
	// protojson puts a blank here and there, by the build, lest anyone rely on its bytes.
	var b bytes.Buffer
	if err := json.Compact(&b, loose); err != nil {
		return nil, fmt.Errorf("client: %w", err)
	}
	return b.Bytes(), nil
}

// What has features is a collection, and what has a geometry a feature.
type (
	collectionMessage interface {
		proto.Message
		GetFeatures() []*geotagv1.Feature
	}
	featureMessage interface {
		proto.Message
		GetGeometry() *geotagv1.Geometry
	}
)

// appendDocument appends an answer, not yet compact.
func appendDocument(b []byte, m proto.Message) ([]byte, error) {
	switch m := m.(type) {
	case collectionMessage:
		return appendCollection(b, m)
	case featureMessage:
		return appendFeature(b, m)
	}
	return protojson.MarshalOptions{}.MarshalAppend(b, m)
}

// appendCollection appends a collection, its features one by one.
func appendCollection(b []byte, c collectionMessage) ([]byte, error) {
	return appendWith(b, c, "features", func(b []byte) (_ []byte, err error) {
		b = append(b, '[')
		for i, f := range c.GetFeatures() {
			if i > 0 {
				b = append(b, ',')
			}
			if b, err = appendFeature(b, f); err != nil {
				return nil, err
			}
		}
		return append(b, ']'), nil
	})
}

// appendFeature appends a feature, with a geometry of null where it has none.
func appendFeature(b []byte, f featureMessage) ([]byte, error) {
	switch g := f.GetGeometry(); {
	case g == nil:
		return appendWith(b, f, "geometry", func(b []byte) ([]byte, error) { return append(b, "null"...), nil })
	case len(g.GetWkb()) > 0:
		return nil, errors.New("a geometry is well-known binary, which GeoJSON cannot say: ask for GEOMETRY_FORMAT_GEOJSON")
	}
	return protojson.MarshalOptions{}.MarshalAppend(b, f)
}

// appendWith appends a message as an object in which one member is written by value, in its place among the others.
func appendWith(b []byte, m proto.Message, member protoreflect.Name, value func([]byte) ([]byte, error)) ([]byte, error) {
	at := m.ProtoReflect().Descriptor().Fields().ByName(member).Index()
	b, err := appendMembers(append(b, '{'), m, func(field int) bool { return field < at })
	if err != nil {
		return nil, err
	}
	if b[len(b)-1] != '{' {
		b = append(b, ',')
	}
	b = append(append(append(b, '"'), member...), `":`...)
	if b, err = value(b); err != nil {
		return nil, err
	}
	b, err = appendMembers(append(b, ','), m, func(field int) bool { return field > at })
	if err != nil {
		return nil, err
	}
	return append(bytes.TrimSuffix(b, []byte{','}), '}'), nil
}

// appendMembers appends the members of a message that are wanted by their index, without the braces around them.
func appendMembers(b []byte, m proto.Message, wanted func(field int) bool) ([]byte, error) {
	from, some := m.ProtoReflect(), m.ProtoReflect().New()
	from.Range(func(fd protoreflect.FieldDescriptor, v protoreflect.Value) bool {
		if wanted(fd.Index()) {
			some.Set(fd, v) // shares what it points to
		}
		return true
	})
	object, err := protojson.Marshal(some.Interface())
	if err != nil {
		return nil, err
	}
	return append(b, object[1:len(object)-1]...), nil
}

// parsed reads an answer by way of its JSON, so that there is one form of it only.
func parsed[T any](resp proto.Message, err error, call string, parse func([]byte) (T, error)) (none T, _ error) {
	if err != nil {
		return none, fmt.Errorf("client: %s: %w", call, err)
	}
	doc, err := GeoJSON(resp)
	if err != nil {
		return none, err
	}
	out, err := parse(doc)
	if err != nil {
		return none, fmt.Errorf("client: %s: %w", call, err)
	}
	return out, nil
}

func parsedCollection(resp proto.Message, err error, call string) (*geojson.FeatureCollection, error) {
	return parsed(resp, err, call, geojson.UnmarshalFeatureCollection)
}

func parsedFeature(resp proto.Message, err error, call string) (*geojson.Feature, error) {
	return parsed(resp, err, call, geojson.UnmarshalFeature)
}
