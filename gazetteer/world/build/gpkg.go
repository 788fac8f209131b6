package main

import (
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"
	_ "modernc.org/sqlite" // the driver "sqlite"
)

// A unit is a country or an administrative unit of Natural Earth.
type unit struct {
	Country string // ISO 3166-1 alpha-2, as Natural Earth sees it; "-1" where it gives none
	Name    string
	FIPS    string // "RS41", or empty
	Other   string // what GeoNames called it in ASCII letters ("Provincia di Messina"), or empty
	Shape   orb.MultiPolygon
}

// readMap reads the two layers of world_map.gpkg, which is an SQLite file.
func readMap(name string) (countries, units []unit, err error) {
	db, err := sql.Open("sqlite", "file:"+name+"?mode=ro&immutable=1")
	if err != nil {
		return nil, nil, err
	}
	defer db.Close()
	if countries, err = readUnits(db, `SELECT iso_a2, NAME, '', '', geom FROM countries ORDER BY fid`); err != nil {
		return nil, nil, fmt.Errorf("countries: %w", err)
	}
	if units, err = readUnits(db, `SELECT iso_a2, name, fips, gn_name, geom FROM states_provinces ORDER BY fid`); err != nil {
		return nil, nil, fmt.Errorf("states_provinces: %w", err)
	}
	return countries, units, nil
}

func readUnits(db *sql.DB, query string) ([]unit, error) {
	rows, err := db.Query(query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var units []unit
	for rows.Next() {
		var country, name, fips, other sql.NullString
		var blob []byte
		if err := rows.Scan(&country, &name, &fips, &other, &blob); err != nil {
			return nil, err
		}
		shape, err := parseGeometry(blob)
		if err != nil {
			return nil, fmt.Errorf("row %d, %s: %w", len(units)+1, name.String, err)
		}
		units = append(units, unit{Country: country.String, Name: name.String, FIPS: fips.String, Other: other.String, Shape: shape})
	}
	return units, rows.Err()
}

// envelopeSize is the length of a GeoPackage header's bounding box, by its code in the flags.
var envelopeSize = [...]int{0, 32, 48, 48, 64}

// parseGeometry reads a GeoPackage geometry: "GP", version, flags, reference system, bounding box, then WKB.
func parseGeometry(b []byte) (orb.MultiPolygon, error) {
	if len(b) < 8 || string(b[:2]) != "GP" {
		return nil, errors.New("not a GeoPackage geometry")
	}
	box := int(b[3] >> 1 & 7)
	if box >= len(envelopeSize) || len(b) < 8+envelopeSize[box] {
		return nil, errors.New("bad GeoPackage header")
	}
	var order binary.ByteOrder = binary.BigEndian
	if b[3]&1 == 1 {
		order = binary.LittleEndian
	}
	if srs := order.Uint32(b[4:]); srs != 4326 {
		return nil, fmt.Errorf("reference system %d, want WGS84 (4326)", srs)
	}
	g, err := wkb.Unmarshal(b[8+envelopeSize[box]:])
	if err != nil {
		return nil, err
	}
	switch g := g.(type) {
	case orb.MultiPolygon:
		return g, nil
	case orb.Polygon:
		return orb.MultiPolygon{g}, nil
	default:
		return nil, fmt.Errorf("a %s, want polygons", g.GeoJSONType())
	}
}
