package server

import (
	"context"

	"github.com/paulmach/orb"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
)

// LocatePoint answers a point.
func (s *Server) LocatePoint(ctx context.Context, req *geotagv1.LocatePointRequest) (*geotagv1.LocatePointResponse, error) {
	return message(ctx, s, new(geotagv1.LocatePointResponse), req, s.writeLocated)
}

func (s *Server) writeLocated(_ context.Context, w *wireWriter, req *geotagv1.LocatePointRequest) error {
	t, err := s.current()
	if err != nil {
		return err
	}
	if err := checkLocatePoint(req); err != nil {
		return err
	}
	tolerance := float64(defaultTolerance)
	if req.ToleranceM != nil {
		tolerance = req.GetToleranceM()
	}
	at := t.Gazetteer().Locate(orb.Point{req.GetPoint().GetLongitude(), req.GetPoint().GetLatitude()}, tolerance)
	c := geotag.LocatedFeatures(at, featureOptions(req))
	w.format = req.GetGeometryFormat()
	if err := w.collection(c); err != nil {
		return err
	}
	w.text(4, t.Gazetteer().Version())
	return w.tooLarge()
}
