package client

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/paulmach/orb/geojson"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// GeoJSON returns an answer of the service as JSON on one line, the same bytes for the same answer. An answer that holds
// features is an RFC 7946 document. It must have come over a connection: a server's own messages lack coordinates.
func GeoJSON(m proto.Message) ([]byte, error) {
	loose, err := protojson.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("client: %w", err)
	}
	// protojson puts a blank here and there, by the build, lest anyone rely on its bytes.
	var b bytes.Buffer
	if err := json.Compact(&b, loose); err != nil {
		return nil, fmt.Errorf("client: %w", err)
	}
	if c, ok := m.(interface{ GetFeatures() []*geotagv1.Feature }); ok && len(c.GetFeatures()) == 0 {
		return withFeatures(b.Bytes()), nil
	}
	return b.Bytes(), nil
}

// withFeatures adds the empty array of features, which GeoJSON requires and proto's JSON leaves out.
func withFeatures(doc []byte) []byte {
	head, empty := []byte(`{"type":"FeatureCollection"`), []byte(`,"features":[]`)
	rest := bytes.TrimPrefix(doc, head)
	return append(append(append(make([]byte, 0, len(doc)+len(empty)), head...), empty...), rest...)
}

// collection converts an answer by way of its JSON, so that there is one form of it only.
func collection(resp *geotagv1.TagResponse) (*geojson.FeatureCollection, error) {
	doc, err := GeoJSON(resp)
	if err != nil {
		return nil, err
	}
	fc, err := geojson.UnmarshalFeatureCollection(doc)
	if err != nil {
		return nil, fmt.Errorf("client: %w", err)
	}
	return fc, nil
}
