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
	// typeLenient stands for the type of a body whose unknown members are ignored: the gateway chooses who reads a body by its type.
	typeLenient = "application/x-geotag-lenient+json"
	// flat stands before a type of answers whose properties are plain values, for the same reason.
	flat = "application/x-geotag-flat+"
)

// A marshaler writes answers as the command and the Go client do, and reads requests. It implements runtime.Marshaler.
type marshaler struct {
	plain   bool // application/json is asked for, and not GeoJSON's own type
	flat    bool // properties are plain values
	lenient bool // members that a request does not have are ignored
}

func (m marshaler) ContentType(v any) string {
	if m.plain {
		return typeJSON
	}
	switch v.(type) {
	case *geotagv1.TagResponse, *geotagv1.FindPlacesResponse, *geotagv1.GetPlaceResponse, *geotagv1.LocatePointResponse, *geotagv1.ConvertAreaResponse:
		return typeGeoJSON
	}
	return typeJSON
}

func (m marshaler) Marshal(v any) ([]byte, error) {
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

// Unmarshal reads a request as protobuf's JSON, as a line of the command's.
func (m marshaler) Unmarshal(data []byte, v any) error {
	req, ok := v.(proto.Message)
	if !ok {
		return fmt.Errorf("web: a %T is no message", v)
	}
	return readRequest(data, req, m.lenient)
}

func (m marshaler) NewDecoder(r io.Reader) runtime.Decoder {
	return runtime.DecoderFunc(func(v any) error {
		data, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		if len(data) == 0 {
			return io.EOF
		}
		return m.Unmarshal(data, v)
	})
}

func (m marshaler) NewEncoder(w io.Writer) runtime.Encoder {
	return runtime.EncoderFunc(func(v any) error {
		b, err := m.Marshal(v)
		if err != nil {
			return err
		}
		_, err = w.Write(b)
		return err
	})
}
