package gazetteer

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed subdivisions.tsv
var subdivisionsTable string

// subdivisions are the ids of divisions by their ISO 3166-2 codes.
var subdivisions = sync.OnceValue(func() map[string]string {
	ids := make(map[string]string, strings.Count(subdivisionsTable, "\n"))
	for line := range strings.Lines(subdivisionsTable) {
		if code, id, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && code[0] != '#' {
			ids[code] = id
		}
	}
	return ids
})

// Subdivision returns the id by which gazetteers of GeoNames' codes, the built-in one among them, know the first-order division of an ISO
// 3166-2 code: "BR.27" for "BR-SP", in any case. Codes that Unicode CLDR does not name, or that GeoNames has no division for, are not known.
func Subdivision(code string) (id string, ok bool) {
	id, ok = subdivisions()[strings.ToUpper(code)]
	return id, ok
}
