package naturalearth

import (
	"strings"

	"example.com/geotag/gazetteer"
)

// typeOf tells type and GeoNames feature code from the attribute featurecla, in small letters.
func typeOf(class string) (t gazetteer.Type, code string, ok bool) {
	if k, ok := kinds[class]; ok {
		return k.t, k.code, true
	}
	switch {
	case strings.HasPrefix(class, "admin-0 capital"), strings.HasPrefix(class, "admin-1 capital"), strings.HasPrefix(class, "admin-1 region capital"),
		strings.HasPrefix(class, "admin-0 region capital"), strings.HasPrefix(class, "populated place"), class == "historic place":
		return gazetteer.Settlement, "PPL", true
	case strings.HasPrefix(class, "admin-1"):
		return gazetteer.Admin1, "ADM1", true
	case strings.HasPrefix(class, "admin-0 country"), class == "admin-0 dependency", class == "admin-0 sovereignty":
		return gazetteer.Country, "", true
	case strings.HasPrefix(class, "admin-0"): // claims, leases, breakaways
		return gazetteer.Region, "", true
	}
	return 0, "", false
}

// A kind is what a class of physical features is here.
type kind struct {
	t    gazetteer.Type
	code string
}

var kinds = map[string]kind{
	"ocean": {gazetteer.Water, "OCN"}, "sea": {gazetteer.Water, "SEA"}, "bay": {gazetteer.Water, "BAY"}, "gulf": {gazetteer.Water, "GULF"},
	"strait": {gazetteer.Water, "STRT"}, "channel": {gazetteer.Water, "CHN"}, "sound": {gazetteer.Water, "SD"}, "fjord": {gazetteer.Water, "FJD"},
	"lagoon": {gazetteer.Water, "LGN"}, "inlet": {gazetteer.Water, "INLT"}, "reef": {gazetteer.Water, "RF"}, "generic": {gazetteer.Water, ""},
	"lake": {gazetteer.Water, "LK"}, "alkaline lake": {gazetteer.Water, "LKN"}, "reservoir": {gazetteer.Water, "RSV"},
	"river": {gazetteer.Water, "STM"}, "lake centerline": {gazetteer.Water, "LK"}, "canal": {gazetteer.Water, "CNL"}, "waterfall": {gazetteer.Water, "FLLS"},
	"island": {gazetteer.Island, "ISL"}, "island group": {gazetteer.Island, "ISLS"},
	"continent": {gazetteer.Continent, "CONT"}, "geoarea": {gazetteer.Region, "RGN"}, "coast": {gazetteer.Region, "CST"}, "tundra": {gazetteer.Region, "TUND"},
	"basin": {gazetteer.Landform, "BSN"}, "cape": {gazetteer.Landform, "CAPE"}, "pen/cape": {gazetteer.Landform, "PEN"}, "peninsula": {gazetteer.Landform, "PEN"},
	"delta": {gazetteer.Landform, "DLTA"}, "depression": {gazetteer.Landform, "DPR"}, "desert": {gazetteer.Landform, "DSRT"},
	"foothills": {gazetteer.Landform, "HLLS"}, "gorge": {gazetteer.Landform, "GRGE"}, "isthmus": {gazetteer.Landform, "ISTH"},
	"lowland": {gazetteer.Landform, "PLN"}, "mountain": {gazetteer.Landform, "MT"}, "pass": {gazetteer.Landform, "PASS"}, "plain": {gazetteer.Landform, "PLN"},
	"plateau": {gazetteer.Landform, "PLAT"}, "pole": {gazetteer.Landform, ""}, "range/mtn": {gazetteer.Landform, "MTS"}, "range/mts": {gazetteer.Landform, "MTS"},
	"spot elevation": {gazetteer.Landform, "MT"}, "valley": {gazetteer.Landform, "VAL"}, "wetlands": {gazetteer.Landform, "WTLD"}, "dragons-be-here": {gazetteer.Region, ""},
}
