// Package world is the gazetteer that is built in: the countries, their first-order divisions, and the settlements of
// 500 people and more, with names in many languages.
//
// Its data is made by "make world" from the sources that NOTICE names; counts.tsv tells how much each of them gave.
// Disputed places follow GeoNames' country codes (Crimea: UA). Ids are GeoNames numbers for settlements, ISO 3166-1 codes
// for countries ("RU"), GeoNames codes for divisions ("RU.41"), and "C:", the division's code and the name for the
// settlements whose source has no number ("C:UA.26:Robotyne").
package world

import (
	_ "embed"
	"sync"

	"example.com/geotag/gazetteer"
)

//go:embed world.gaz
var data []byte

var load = sync.OnceValues(func() (*gazetteer.Index, error) { return gazetteer.Load(data) })

// Index returns the gazetteer. It reads the program's own pages in place, so the first call costs microseconds and
// pages are only loaded when they are used. All calls return the same index, which may be used by several goroutines at
// once.
func Index() (*gazetteer.Index, error) { return load() }

// Data returns the bytes of the gazetteer, which are the program's own pages and must never be written to.
func Data() []byte { return data }
