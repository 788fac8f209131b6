package own

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// spaces are those that part thousands.
var spaces = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "\u2009", "", "'", "", "’", "")

// grouped is a whole number whose thousands are parted.
var grouped = regexp.MustCompile(`^-?\d{1,3}(?:(?:,\d{3})+|(?:\.\d{3})+)$`)

// unknown are texts that stand for no value.
var unknown = map[string]bool{"": true, "-": true, "--": true, "–": true, "?": true, "n/a": true, "na": true, "n.a.": true, "null": true, "none": true, "nan": true, "unknown": true, "\\n": true}

func isUnknown(s string) bool { return unknown[strings.ToLower(strings.TrimSpace(s))] }

// quantity reads a number of people or square meters as tables have them: "1200", "1,200", "1 200", "1.2e3", "~1200".
func quantity(s string, most float64) (float64, error) {
	t := spaces.Replace(strings.TrimLeft(strings.TrimSpace(s), "~≈<>+ "))
	if grouped.MatchString(t) {
		t = strings.NewReplacer(",", "", ".", "").Replace(t)
	}
	v, err := decimal(t)
	if err != nil || !(v >= 0 && v <= most) {
		return 0, fmt.Errorf("%q is not a number from 0 to %v", s, most)
	}
	return v, nil
}

// decimal reads a number with a decimal point or comma.
func decimal(s string) (float64, error) {
	if strings.Count(s, ",") == 1 && !strings.Contains(s, ".") {
		s = strings.Replace(s, ",", ".", 1)
	}
	return strconv.ParseFloat(strings.Replace(s, "−", "-", 1), 64)
}

// sexagesimal is degrees, minutes and seconds, with the direction before or behind; or just degrees with a direction.
var sexagesimal = regexp.MustCompile(`^([NSEW])?\s*([-+−]?\d+(?:[.,]\d+)?)\s*[°º:d ]?\s*(?:(\d+(?:[.,]\d+)?)\s*['′’:m ]\s*)?(?:(\d+(?:[.,]\d+)?)\s*(?:["″”]|''|′′)?\s*)?([NSEW])?$`)

// degrees reads a latitude or longitude in decimal degrees, with a point or a comma, or in degrees, minutes and seconds, with one of the two letters
// of its axis, the negative one second. (O is none: it is east in German, and west in French.)
func degrees(s, axis string) (float64, bool) {
	s = strings.ToUpper(strings.TrimSpace(s))
	if v, err := decimal(strings.TrimSuffix(s, "°")); err == nil {
		return v, !math.IsNaN(v) && !math.IsInf(v, 0)
	}
	m := sexagesimal.FindStringSubmatch(s)
	if m == nil || m[1] != "" && m[5] != "" || !strings.Contains(axis, m[1]+m[5]) {
		return 0, false
	}
	var parts [3]float64
	for i := range parts {
		if m[2+i] != "" {
			parts[i], _ = decimal(m[2+i])
		}
	}
	if parts[1] >= 60 || parts[2] >= 60 {
		return 0, false
	}
	v := math.Abs(parts[0]) + parts[1]/60 + parts[2]/3600
	if strings.ContainsAny(m[2], "-−") || m[1]+m[5] == axis[1:] {
		v = -v
	}
	return v, true
}

// projected is from what size on a coordinate is taken for one in meters.
const projected = 1000

// coordinates reads a latitude and a longitude as they stand in a row. Longitudes of up to two turns are taken as what they come to.
func coordinates(latText, lonText string) (y, x float64, err error) {
	y, okY := degrees(latText, "NS")
	x, okX := degrees(lonText, "EW")
	bad := func(what, s string, ok bool, v, most float64, why string) error {
		if ok && math.Abs(v) >= projected {
			return fmt.Errorf("%s %q looks projected, in meters: degrees are needed", what, s)
		}
		return fmt.Errorf("%s %q is not a number from %v to %v%s", what, s, -most, most, why)
	}
	switch {
	case !okY || math.Abs(y) > 90:
		why := ""
		if okX && okY && math.Abs(x) <= 90 && math.Abs(y) <= 180 {
			why = "; are lat and lon swapped?"
		}
		return 0, 0, bad("lat", latText, okY, y, 90, why)
	case !okX || math.Abs(x) > 540:
		return 0, 0, bad("lon", lonText, okX, x, 180, "")
	}
	return y, x, nil
}
