package main

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
)

const reverseManual = `
Says what is at a point: the countries and regions that contain it, a line each, and how that is known; then the
settlements near it with their distance and direction. Where a border is so near that neither it nor the settlements tell on
which side the point is, both countries are undecided. LAT and LON are degrees north and east; a negative number is
an argument.`

const reverseExamples = `
Examples:
  geotag reverse 51.19 35.27
  geotag reverse -17.8 178.0
  geotag reverse -json -geometry boundary 48.85 2.35 | jq '.features[0]'`

func reverse(ctx context.Context, e env, args []string) error {
	fs := e.flags("geotag reverse [FLAGS] LAT LON", reverseManual, reverseExamples)
	var src source
	src.flags(fs)
	var req geotagv1.LocatePointRequest
	tolerance := fs.Float64("tolerance", 5000, "count points up to so many `METERS` outside a boundary as inside")
	asJSON := fs.Bool("json", false, "print a GeoJSON FeatureCollection")
	geometry := fs.String("geometry", "point", "with -json: carry geometry in `DETAIL`: point, bbox or boundary")
	fs.oneOf("geometry", "point", "bbox", "boundary")
	fs.StringVar(&req.DisplayLanguage, "names", "", "name places in `LANGUAGE`")
	args, err := fs.parse(args, 2, 2)
	if err != nil {
		return err
	}
	req.Point = new(geotagv1.LatLng)
	for i, to := range []**float64{&req.Point.Latitude, &req.Point.Longitude} {
		degrees, err := strconv.ParseFloat(args[i], 64)
		if err != nil {
			return &usageError{fmt.Errorf("%q is not a number of degrees", args[i]), "write LAT LON, such as 51.19 35.27"}
		}
		*to = &degrees
	}
	req.ToleranceM = tolerance
	var ok bool
	if req.Geometry, ok = enum[geotagv1.GeometryDetail](geotagv1.GeometryDetail_value, "GEOMETRY_DETAIL_", *geometry); !ok {
		return fs.misuse("-geometry %s: it must be point, bbox or boundary", *geometry)
	}
	return src.call(ctx, func(api geotagv1.GeotagServiceClient) error {
		resp, err := api.LocatePoint(ctx, &req)
		if err != nil {
			return err
		}
		if *asJSON {
			doc, err := client.GeoJSON(resp)
			if err != nil {
				return err
			}
			return e.printJSON(doc)
		}
		return printLocation(e.stdout, resp.GetFeatures())
	})
}

// printLocation prints a line a place: name, division and country, kind, how it is known or how far it is, id.
func printLocation(w io.Writer, features []*geotagv1.Feature) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, f := range features {
		p := f.GetProperties()
		var known string
		switch {
		case p.GetContainment() != 0:
			known = words(p.GetContainment().String(), "CONTAINMENT_")
		case p.DistanceM != nil:
			known = fmt.Sprintf("%.1f km %s", p.GetDistanceM()/1000, compass(p.GetBearingDegrees()))
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", plain(p.GetName()), whereabouts(p), words(p.GetPlaceType().String(), "PLACE_TYPE_"), known, plain(p.GetPlaceId()))
	}
	return t.Flush()
}

// words returns an enum value's name as words, without its prefix.
func words(value, prefix string) string {
	return strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(value, prefix), "_", " "))
}

// compass names the direction of a bearing in degrees, of eight.
func compass(bearing float64) string {
	return []string{"N", "NE", "E", "SE", "S", "SW", "W", "NW"}[int(bearing/45+0.5)%8]
}
