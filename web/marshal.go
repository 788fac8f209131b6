package web

import (
	"fmt"
	"io"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/protobuf/proto"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
)

const (
	typeGeoJSON = "application/geo+json"
	typeJSON    = "application/json"
	typeNDJSON  = "application/x-ndjson"
	typeSeq     = "application/geo+json-seq"
	// flat stands before a type of answers whose properties are plain values: the gateway chooses by the type who writes them.
	flat = "application/x-geotag-flat+"
)

// A marshaler writes answers of look-ups as the command and the Go client do. It implements runtime.Marshaler; what is left to the gateway's own is not
// called, for a GET has no body.
type marshaler struct {
	runtime.JSONPb
	plain bool // application/json is asked for, and not GeoJSON's own type
	flat  bool // properties are plain values
}

func (m *marshaler) ContentType(v any) string {
	if m.plain {
		return typeJSON
	}
	switch v.(type) {
	case *geotagv1.FindPlacesResponse, *geotagv1.GetPlaceResponse, *geotagv1.LocatePointResponse, *geotagv1.ConvertAreaResponse:
		return typeGeoJSON
	}
	return typeJSON
}

func (m *marshaler) Marshal(v any) ([]byte, error) {
	answer, ok := v.(proto.Message)
	if !ok {
		return nil, fmt.Errorf("web: a %T is no message", v)
	}
	write := client.GeoJSON
	if m.flat {
		write = client.FlatGeoJSON
	}
	doc, err := write(answer)
	return append(doc, '\n'), err
}

func (m *marshaler) NewEncoder(w io.Writer) runtime.Encoder {
	return runtime.EncoderFunc(func(v any) error {
		b, err := m.Marshal(v)
		if err != nil {
			return err
		}
		_, err = w.Write(b)
		return err
	})
}
