package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
)

const findManual = `
Looks a name up and prints the places that bear it, the best known first, a line each: name, division and country,
kind, population, latitude and longitude, id. What holds the place may follow after commas, by its name or its code:
'Paris, Texas', 'Santos, SP'. Coordinates are answered with what is there, codes of ISO 3166 with the country or division.
Where nothing bears the name as it is spelled, it is tried in Latin letters, then as a line of an address, without commas
and with abbreviations, a postal code or a street, and then with one or two letters amiss.`

const findExamples = `
Examples:
  geotag find Kursk
  geotag find -countries US -n 20 springfield
  geotag find 'London, Ontario'
  geotag find 'Tampa, FL 33602'
  geotag find 48.2082, 16.3738
  geotag find -prefix murm
  geotag find -area Yemen
  geotag find -near 40,-88 -types settlement springfield
  geotag find -json 'São Paulo' | jq '.features[0].geometry'`

// A finding is what find's flags ask for.
type finding struct {
	src                         source
	req                         geotagv1.FindPlacesRequest
	number                      uint
	asJSON, prefix, exact, area bool
	countries, types            string
}

func (f *finding) flags(fs *flagSet) {
	f.src.flags(fs)
	fs.UintVar(&f.number, "n", 10, "show up to `N` places, at most 100")
	fs.BoolVar(&f.asJSON, "json", false, "print a GeoJSON FeatureCollection")
	fs.StringVar(&f.countries, "countries", "", "keep only places in these `COUNTRIES`, such as UA,RU")
	fs.StringVar(&f.req.DisplayLanguage, "names", "", "name places in `LANGUAGE`")
	fs.BoolVar(&f.prefix, "prefix", false, "complete the name: places whose names begin so, too")
	fs.BoolVar(&f.exact, "exact", false, "only places that bear the name as it is spelled")
	fs.BoolVar(&f.area, "area", false, "print each place's area below it, where that comes from, and what to beware of in it")
	fs.StringVar(&f.types, "types", "", "keep only these `KINDS`, such as settlement,admin1")
	fs.Func("near", "prefer places near `LAT,LON`", func(s string) error {
		var lat, lon float64
		if n, err := fmt.Sscanf(s, "%g,%g", &lat, &lon); n != 2 || err != nil {
			return errors.New("a point is written LAT,LON, such as 51.2,35.3")
		}
		f.req.Near = &geotagv1.LatLng{Latitude: &lat, Longitude: &lon}
		return nil
	})
	fs.Func("bbox", "keep only places in the box `W,S,E,N`", func(s string) error {
		box := make([]float64, 4)
		if n, err := fmt.Sscanf(s, "%g,%g,%g,%g", &box[0], &box[1], &box[2], &box[3]); n != 4 || err != nil {
			return errors.New("a box is written WEST,SOUTH,EAST,NORTH in degrees")
		}
		f.req.Bbox = box
		return nil
	})
}

// request makes the request of the flags and the name.
func (f *finding) request(fs *flagSet, name string) error {
	f.req.Query = name
	f.req.PageSize = int32(min(f.number, 1<<30))
	f.req.CountryCodes = splitList(f.countries)
	switch {
	case f.prefix && f.exact:
		return fs.misuse("-prefix and -exact exclude each other")
	case f.prefix:
		f.req.Mode = geotagv1.FindMode_FIND_MODE_PREFIX
	case f.exact:
		f.req.Mode = geotagv1.FindMode_FIND_MODE_EXACT
	}
	for _, kind := range splitList(f.types) {
		t, ok := geotagv1.PlaceType_value["PLACE_TYPE_"+strings.ToUpper(kind)]
		if !ok || t == 0 {
			return fs.misuse("%q is no kind of place", kind)
		}
		f.req.PlaceTypes = append(f.req.PlaceTypes, geotagv1.PlaceType(t))
	}
	return nil
}

func find(ctx context.Context, e env, args []string) error {
	fs := e.flags("geotag find [FLAGS] NAME", findManual, findExamples)
	var f finding
	f.flags(fs)
	args, err := fs.parse(args, 1, 100)
	if err != nil {
		return err
	}
	if err := f.request(fs, strings.Join(args, " ")); err != nil {
		return err
	}
	return f.src.call(ctx, func(api geotagv1.GeotagServiceClient) error {
		resp, err := api.FindPlaces(ctx, &f.req)
		if err != nil {
			return err
		}
		f.noteUnread(e.stderr, resp.GetFeatures())
		if f.asJSON {
			doc, err := client.GeoJSON(resp)
			if err != nil {
				return err
			}
			return e.printJSON(doc)
		}
		if len(resp.GetFeatures()) == 0 {
			return hinted(fmt.Errorf("no place bears the name %q", f.req.GetQuery()), "nor one that is nearly the same; a part of it may do with -prefix")
		}
		f.note(e.stderr, resp.GetFeatures())
		if f.area {
			return printAreas(e.stdout, resp.GetFeatures())
		}
		return printPlaces(e.stdout, resp.GetFeatures())
	})
}

// noteUnread says what of the query was not looked up, such as a street, so that what is printed is only the place around it.
func (f *finding) noteUnread(w io.Writer, features []*geotagv1.Feature) {
	if len(features) == 0 {
		return
	}
	if unread := features[0].GetProperties().GetMatch().GetUnread(); unread != "" {
		fmt.Fprintf(w, "%q was not looked up: what follows is the place around it\n", unread)
	}
}

// note says where the places bear a name that is only nearly the one asked for.
func (f *finding) note(w io.Writer, features []*geotagv1.Feature) {
	m := features[0].GetProperties().GetMatch()
	switch m.GetKind() {
	case geotagv1.NameMatchKind_NAME_MATCH_KIND_TRANSLITERATED, geotagv1.NameMatchKind_NAME_MATCH_KIND_FUZZY:
		fmt.Fprintf(w, "no place bears the name %q; nearest is %q\n", f.req.GetQuery(), m.GetName())
	}
}

// printPlaces prints a line a place.
func printPlaces(w io.Writer, features []*geotagv1.Feature) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, f := range features {
		p := f.GetProperties()
		population := ""
		if p.GetPopulation() > 0 {
			population = grouped(p.GetPopulation())
		}
		kind := strings.ToLower(strings.TrimPrefix(p.GetPlaceType().String(), "PLACE_TYPE_"))
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%.4f %.4f\t%s\n", plain(p.GetName()), whereabouts(p), kind, population,
			p.GetLocation().GetLatitude(), p.GetLocation().GetLongitude(), plain(p.GetPlaceId()))
	}
	return t.Flush()
}

// printAreas prints a line a place, and below it its area.
func printAreas(w io.Writer, features []*geotagv1.Feature) error {
	for _, f := range features {
		if err := printPlaces(w, []*geotagv1.Feature{f}); err != nil {
			return err
		}
		p := f.GetProperties()
		if p.GetAreaM2() == 0 {
			continue
		}
		fmt.Fprintf(w, "  area %s km² (%s)\n", grouped(p.GetAreaM2()/1e6), plain(p.GetAreaSource()))
		if b := p.GetBoundaryAreaM2(); b > 0 && b != p.GetAreaM2() {
			fmt.Fprintf(w, "  boundary %s km²\n", grouped(b/1e6))
		}
		if warning := p.GetAreaWarning(); warning != "" {
			fmt.Fprintf(w, "  note: %s\n", plain(warning))
		}
	}
	return nil
}

// whereabouts names a place's first-order division and country.
func whereabouts(p *geotagv1.Properties) string {
	var names []string
	if p.GetAdmin1Name() != "" {
		names = append(names, p.GetAdmin1Name())
	}
	country := p.GetCountryCode()
	for _, a := range p.GetAncestors() {
		if a.GetPlaceType() == geotagv1.PlaceType_PLACE_TYPE_COUNTRY {
			country = a.GetName()
		}
	}
	if country != "" && p.GetPlaceType() != geotagv1.PlaceType_PLACE_TYPE_COUNTRY {
		names = append(names, country)
	}
	return plain(strings.Join(names, ", "))
}
