package server

import (
	"context"

	"github.com/paulmach/orb"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
)

// LocatePoint answers a point.
func (s *Server) LocatePoint(_ context.Context, req *geotagv1.LocatePointRequest) (*geotagv1.LocatePointResponse, error) {
	t, err := s.current()
	if err != nil {
		return nil, err
	}
	if err := checkLocatePoint(req); err != nil {
		return nil, err
	}
	tolerance := float64(defaultTolerance)
	if req.ToleranceM != nil {
		tolerance = req.GetToleranceM()
	}
	at := t.Gazetteer().Locate(orb.Point{req.GetPoint().GetLongitude(), req.GetPoint().GetLatitude()}, tolerance)
	c := geotag.LocatedFeatures(at, featureOptions(req))
	features, err := s.encoder(req).features(c.Features)
	if err != nil {
		return nil, err
	}
	return &geotagv1.LocatePointResponse{
		Type: c.Type, Bbox: c.BBox, Features: features, GazetteerVersion: t.Gazetteer().Version(),
	}, nil
}
