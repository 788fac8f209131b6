package geonames

import (
	"fmt"

	"example.com/geotag/gazetteer"
)

// typeOf tells the type from the feature class and code (https://www.geonames.org/export/codes.html).
func typeOf(class, code string) (gazetteer.Type, error) {
	if t, ok := byCode[class+"."+code]; ok {
		return t, nil
	}
	switch class {
	case "A", "L":
		return gazetteer.Region, nil
	case "P":
		return gazetteer.Settlement, nil
	case "H":
		return gazetteer.Water, nil
	case "T", "U", "V":
		return gazetteer.Landform, nil
	case "S":
		return gazetteer.Facility, nil
	case "R":
		return 0, unwanted("a road or railway")
	case "":
		return 0, unwanted("no feature class")
	}
	return 0, fmt.Errorf("unknown feature class %q", class)
}

// byCode are the types of features that differ from others of their class.
var byCode = map[string]gazetteer.Type{
	"A.PCL": gazetteer.Country, "A.PCLD": gazetteer.Country, "A.PCLF": gazetteer.Country, "A.PCLI": gazetteer.Country, "A.PCLS": gazetteer.Country,
	"A.ADM1": gazetteer.Admin1,
	"A.ADM2": gazetteer.Admin2, "A.ADM3": gazetteer.Admin2, "A.ADM4": gazetteer.Admin2, "A.ADM5": gazetteer.Admin2, "A.ADMD": gazetteer.Admin2,
	"L.CONT": gazetteer.Continent,
	"L.MILB": gazetteer.Facility, "L.NVB": gazetteer.Facility, "L.PRT": gazetteer.Facility,
	"S.AIRB": gazetteer.Airport, "S.AIRF": gazetteer.Airport, "S.AIRP": gazetteer.Airport,
	"T.ATOL": gazetteer.Island, "T.ISL": gazetteer.Island, "T.ISLET": gazetteer.Island, "T.ISLF": gazetteer.Island,
	"T.ISLM": gazetteer.Island, "T.ISLS": gazetteer.Island, "T.ISLT": gazetteer.Island, "T.ISLX": gazetteer.Island,
}
