package own

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkt"
	"github.com/paulmach/orb/geojson"
)

var (
	srid  = regexp.MustCompile(`(?i)^SRID=(\d+);\s*`)
	third = regexp.MustCompile(`(?i)^([A-Z]+)\s*(ZM|Z|M)\b\s*`)
	// beyond is a position's third and fourth number.
	beyond = regexp.MustCompile(`([-+.\deE]+\s+[-+.\deE]+)(?:\s+[-+.\deE]+){1,2}`)
)

// parseGeometry reads the geometry in a column: WKT, with PostGIS' SRID or without, a geometry of GeoJSON, or "lat, lon".
func parseGeometry(s string) (g orb.Geometry, err error) {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "{") {
		j, err := geojson.UnmarshalGeometry([]byte(s))
		if err != nil {
			return nil, fmt.Errorf("geometry: no GeoJSON: %w", err)
		}
		return j.Geometry(), nil
	}
	if m := srid.FindStringSubmatch(s); m != nil {
		if m[1] != "4326" {
			return nil, fmt.Errorf("geometry: SRID %s looks projected: degrees (4326) are needed", m[1])
		}
		s = s[len(m[0]):]
	}
	if s != "" && strings.ContainsAny(s[:1], "0123456789-+−NSns([") {
		return pair(s)
	}
	return parseWKT(s)
}

func parseWKT(s string) (g orb.Geometry, err error) {
	defer func() { // the library indexes what it has not measured
		if recover() != nil {
			g, err = nil, errors.New("geometry: no WKT")
		}
	}()
	if thirdOf := third.FindStringSubmatch(s); thirdOf != nil && !strings.EqualFold(thirdOf[1], "MULTIPOINT") {
		s = thirdOf[1] + " " + s[len(thirdOf[0]):]
	}
	s = beyond.ReplaceAllString(s, "$1")
	if g, err = wkt.Unmarshal(s); err != nil {
		return nil, fmt.Errorf("geometry %.40q: no WKT: %w", s, err)
	}
	return g, nil
}

// pair reads "lat, lon", with or without brackets, as tables of one column of coordinates have them.
func pair(s string) (orb.Geometry, error) {
	s = strings.Trim(s, "[]() ")
	parts := strings.Split(s, ",")
	if len(parts) != 2 {
		if parts = strings.Split(s, ";"); len(parts) != 2 {
			parts = strings.Fields(s)
		}
	}
	if len(parts) != 2 {
		return nil, fmt.Errorf("geometry %.40q is neither WKT nor GeoJSON nor \"lat, lon\"", s)
	}
	y, x, err := coordinates(parts[0], parts[1])
	return orb.Point{x, y}, err
}
