package gazetteer

import (
	"fmt"
	"slices"
)

var typeNames = [...]string{
	Country: "country", Admin1: "admin1", Admin2: "admin2", Settlement: "settlement", Continent: "continent", Region: "region",
	Union: "union", Water: "water", Landform: "landform", Island: "island", Airport: "airport", Facility: "facility",
	Postcode: "postcode",
}

// String returns the type's name in lower case: "admin1".
func (t Type) String() string {
	if !t.valid() {
		return fmt.Sprintf("type(%d)", uint8(t))
	}
	return typeNames[t]
}

func (t Type) valid() bool { return Country <= t && t <= Postcode }

// TypeOf returns the type of a name in lower case, as String gives it.
func TypeOf(name string) (Type, bool) {
	i := slices.Index(typeNames[:], name)
	return Type(max(i, 0)), i > 0
}
