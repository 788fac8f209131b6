package server

import (
	"context"
	"math"

	"github.com/paulmach/orb"

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
	at := t.Gazetteer().Locate(orb.Point{req.GetLon(), req.GetLat()}, tolerance)
	e := &encoder{lang: req.GetDisplayLanguage(), detail: req.GetGeometry(), stray: req.GetSimplifyToleranceM()}
	resp := &geotagv1.LocatePointResponse{Type: featureCollection, GazetteerVersion: t.Gazetteer().Version()}
	for _, a := range at.Areas {
		f := e.place(a.Place)
		f.Properties.Containment = geotagv1.Containment(a.How)
		if a.DistanceM > 0 {
			f.Properties.DistanceM = new(math.Round(a.DistanceM))
		}
		resp.Features = append(resp.Features, f)
	}
	for _, n := range at.Settlements {
		f := e.place(n.Place)
		f.Properties.DistanceM = new(math.Round(n.DistanceM))
		f.Properties.BearingDegrees = new(math.Mod(math.Round(n.Bearing), 360))
		resp.Features = append(resp.Features, f)
	}
	for i, f := range resp.Features {
		f.Id = uint32(i) + 1
	}
	resp.Bbox = e.bbox()
	return resp, nil
}
