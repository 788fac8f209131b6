package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
)

const findManual = `
Looks a name up and prints the places that bear it, the best known first, a line each: name, division and country,
kind, population, latitude and longitude, id.`

const findExamples = `
Examples:
  geotag find Kursk
  geotag find -countries US -n 20 springfield
  geotag find -json 'São Paulo' | jq '.features[0].geometry'`

func find(ctx context.Context, e env, args []string) error {
	fs := e.flags("geotag find [FLAGS] NAME", findManual, findExamples)
	var src source
	src.flags(fs)
	var req geotagv1.FindPlacesRequest
	number := fs.Uint("n", 10, "show up to `N` places, at most 100")
	asJSON := fs.Bool("json", false, "print a GeoJSON FeatureCollection")
	countries := fs.String("countries", "", "keep only places in these `COUNTRIES`, such as UA,RU")
	fs.StringVar(&req.DisplayLanguage, "names", "", "name places in `LANGUAGE`")
	args, err := fs.parse(args, 1, 100)
	if err != nil {
		return err
	}
	req.Query = strings.Join(args, " ")
	req.PageSize = int32(min(*number, 1<<30))
	req.CountryCodes = splitList(*countries)
	return src.call(ctx, func(api geotagv1.GeotagServiceClient) error {
		resp, err := api.FindPlaces(ctx, &req)
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
		if len(resp.GetFeatures()) == 0 {
			return hinted(fmt.Errorf("no place bears the name %q", req.GetQuery()), "the spelling counts, but not case, accents or punctuation")
		}
		return printPlaces(e.stdout, resp.GetFeatures())
	})
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
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%.4f %.4f\t%s\n", p.GetName(), whereabouts(p), kind, population,
			p.GetLocation().GetLatitude(), p.GetLocation().GetLongitude(), p.GetPlaceId())
	}
	return t.Flush()
}

// whereabouts names a place's first-order division and country.
func whereabouts(p *geotagv1.Properties) string {
	var names []string
	if p.GetAdmin1() != "" {
		names = append(names, p.GetAdmin1())
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
	return strings.Join(names, ", ")
}
