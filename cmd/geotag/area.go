package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"text/tabwriter"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
)

const areaManual = `
Converts the first area that TEXT states, and with -place says what share of the place it is.`

const areaExamples = `
Examples:
  geotag area '1,300 square kilometers (roughly 500 square miles)'
  geotag area 'about 640 acres' -place Luxembourg
  geotag area -geojson -place 'Kursk Oblast' '1,300 km²' > circle.geojson`

func area(ctx context.Context, e env, args []string) error {
	fs := e.flags("geotag area [FLAGS] TEXT", areaManual, areaExamples)
	var src source
	src.flags(fs)
	var req geotagv1.ConvertAreaRequest
	asJSON := fs.Bool("geojson", false, "print a GeoJSON Feature, with a circle of the area around the place")
	fs.alias("json", "geojson")
	fs.StringVar(&req.Place, "place", "", "the `PLACE` that it is an area of: a name or an id")
	args, err := fs.parse(args, 1, 1000)
	if err != nil {
		return err
	}
	req.Text = strings.Join(args, " ")
	return src.call(ctx, func(api geotagv1.GeotagServiceClient) error {
		resp, err := api.ConvertArea(ctx, &req)
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
		area, place := resp.GetProperties().GetArea(), req.GetPlace()
		if id := area.GetPlaceId(); id != "" { // which may be what holds the place
			if found, err := api.GetPlace(ctx, &geotagv1.GetPlaceRequest{PlaceId: id}); err == nil && id != place {
				place = found.GetProperties().GetName()
			}
		}
		return printArea(e.stdout, area, place)
	})
}

// printArea prints a small table of an area's figures.
func printArea(w io.Writer, a *geotagv1.StatedArea, place string) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	hedge := strings.ToLower(strings.TrimPrefix(a.GetQualifier().String(), "AREA_QUALIFIER_"))
	fmt.Fprintf(t, "stated\t%s (%s)\n", plain(a.GetText()), strings.ReplaceAll(hedge, "_", " "))
	precision := max(4, digits(a.GetText()))
	for _, unit := range []struct {
		name  string
		value float64
	}{
		{"square kilometers", a.GetSquareKilometers()},
		{"square miles", a.GetSquareMiles()},
		{"hectares", a.GetHectares()},
		{"acres", a.GetAcres()},
	} {
		fmt.Fprintf(t, "%s\t%s\n", unit.name, bounds(unit.value, a, precision))
	}
	if other := a.GetOtherM2(); other > 0 {
		fmt.Fprintf(t, "or, if its point groups thousands\t%s square kilometers\n", grouped(other/1e6))
	}
	if r := a.GetRestatement(); r != nil {
		verdict := "consistent"
		if !r.GetConsistent() {
			verdict = "inconsistent"
		}
		if m := r.GetLikelyMistake(); m != 0 {
			verdict += ": " + words(m.String(), "LIKELY_MISTAKE_")
		}
		fmt.Fprintf(t, "restated as %s\t%s, %+.1f %%\n", plain(r.GetText()), verdict, r.GetDifferencePercent())
	}
	if s := a.GetShareOfPlace(); s > 0 {
		fmt.Fprintf(t, "share of %s\t%s %% (area: %s)\n", plain(place), grouped(100*s), plain(a.GetPlaceAreaSource()))
		if warning := a.GetPlaceAreaWarning(); warning != "" {
			fmt.Fprintf(t, "note on that area\t%s\n", plain(warning))
		}
	}
	return t.Flush()
}

// bounds prints the middle of an area in some unit with so many digits, or of a range both ends.
func bounds(middle float64, a *geotagv1.StatedArea, digits int) string {
	low, high := a.GetLowM2(), a.GetHighM2()
	if low == high {
		return groupedTo(middle, digits)
	}
	m2 := (low + high) / 2
	return groupedTo(middle*low/m2, digits) + " to " + groupedTo(middle*high/m2, digits)
}

// digits returns the most significant digits that a number of a text is written with: 6 of "429,603 acres".
func digits(text string) (most int) {
	n := 0
	for _, c := range text {
		switch {
		case '0' < c && c <= '9', c == '0' && n > 0:
			n++
			most = max(most, n)
		case c != '0' && c != ',' && c != '.':
			n = 0
		}
	}
	return min(most, maxDigits)
}

// maxDigits is how many digits a conversion is good for.
const maxDigits = 10

// grouped prints a number with commas and about four significant digits: 1,300, 501.9, 0.0215.
func grouped(x float64) string { return groupedTo(x, 4) }

// groupedTo prints a number with commas and so many significant digits or all of its whole part.
func groupedTo(x float64, digits int) string {
	decimals := 0
	if x != 0 {
		decimals = max(0, digits-1-int(math.Floor(math.Log10(math.Abs(x)))))
	}
	s := strconv.FormatFloat(x, 'f', decimals, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	whole, _, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0 && whole[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
