package server

import (
	"strings"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
)

// gazetteerInfo writes what the tagger's gazetteer says of itself, and which languages the tagger reads.
func gazetteerInfo(t *geotag.Tagger) (*geotagv1.GetGazetteerResponse, error) {
	ix := t.Gazetteer()
	meta, err := ix.Meta()
	if err != nil {
		return nil, err
	}
	resp := &geotagv1.GetGazetteerResponse{
		Version: ix.Version(), Title: meta.Title, Date: meta.Date,
		PlaceCount: float64(ix.NumPlaces()), NameCount: float64(ix.NumNames()),
	}
	for n := range int32(len(geotagv1.PlaceType_name)) { // in the order of the enum
		name := strings.ToLower(strings.TrimPrefix(geotagv1.PlaceType_name[n], "PLACE_TYPE_"))
		if count := meta.ByType[name]; count > 0 {
			resp.Types = append(resp.Types, &geotagv1.TypeCount{PlaceType: geotagv1.PlaceType(n), Count: float64(count)})
		}
	}
	for _, s := range meta.Sources {
		resp.Sources = append(resp.Sources, &geotagv1.GazetteerSource{
			Name: s.Name, Version: s.Version, Date: s.Date, License: s.License, Attribution: s.Attribution, Url: s.URL,
		})
	}
	for _, l := range t.Languages() {
		resp.Languages = append(resp.Languages, &geotagv1.TextLanguage{Tag: l.Tag, Reading: geotagv1.Reading(l.Reading)})
	}
	return resp, nil
}
