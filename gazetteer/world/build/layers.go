package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"example.com/geotag/internal/fold"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"github.com/paulmach/orb/simplify"
	"golang.org/x/text/encoding/charmap"
)

// A kindOf is what a class of Natural Earth's is here: a type, a feature code, and the word that names of the class have, if it is to be
// added where they have none.
type kindOf struct{ typ, code, word string }

// layerKinds are the layers that natural.tsv.gz is made of, and their classes in lower case; "" is any.
var layerKinds = []struct {
	layer string
	kinds map[string]kindOf
}{
	{"rivers_lake_centerlines", rivers},
	{"rivers_europe", rivers},
	{"rivers_north_america", rivers},
	{"lakes", lakes},
	{"lakes_europe", lakes},
	{"lakes_north_america", lakes},
	{"glaciated_areas", map[string]kindOf{"": {"landform", "GLCR", ""}}},
	{"geography_marine_polys", map[string]kindOf{
		"sea": {"water", "SEA", ""}, "gulf": {"water", "GULF", ""}, "bay": {"water", "BAY", ""}, "strait": {"water", "STRT", ""},
		"sound": {"water", "SD", ""}, "channel": {"water", "CHN", ""}, "lagoon": {"water", "LGN", ""}, "fjord": {"water", "FJD", ""},
		"inlet": {"water", "INLT", ""}, "ocean": {"water", "OCN", ""},
	}},
	{"geography_regions_polys", regions},
	{"geography_regions_points", regions},
	{"geography_regions_elevation_points", map[string]kindOf{
		"mountain": {"landform", "MT", ""}, "plateau": {"landform", "PLAT", ""}, "pass": {"landform", "PASS", ""}, "cape": {"landform", "CAPE", ""},
	}},
	{"parks_and_protected_lands_area", map[string]kindOf{"": {"landform", "PRK", ""}}},
	{"parks_and_protected_lands_point", map[string]kindOf{"": {"landform", "PRK", ""}}},
}

var (
	rivers = map[string]kindOf{"river": {"water", "STM", "River"}, "intermittent river": {"water", "STMI", "River"},
		"river (intermittent)": {"water", "STMI", "River"}, "lake centerline": {"water", "STM", "River"}}
	lakes   = map[string]kindOf{"lake": {"water", "LK", "Lake"}, "alkaline lake": {"water", "LK", "Lake"}, "reservoir": {"water", "RSV", "Reservoir"}}
	regions = map[string]kindOf{
		"range/mtn": {"landform", "MTS", ""}, "plateau": {"landform", "PLAT", ""}, "desert": {"landform", "DSRT", ""}, "pen/cape": {"landform", "PEN", ""},
		"peninsula": {"landform", "PEN", ""}, "cape": {"landform", "CAPE", ""}, "coast": {"landform", "CST", ""}, "plain": {"landform", "PLN", ""},
		"delta": {"landform", "DLTA", ""}, "valley": {"landform", "VAL", ""}, "basin": {"landform", "BSN", ""}, "lowland": {"landform", "PLN", ""},
		"wetlands": {"landform", "WTLD", ""}, "gorge": {"landform", "GRGE", ""}, "isthmus": {"landform", "ISTH", ""}, "foothills": {"landform", "UPLD", ""},
		"tundra": {"landform", "TUND", ""}, "depression": {"landform", "DPR", ""}, "island": {"island", "ISL", ""}, "island group": {"island", "ISLS", ""},
		"waterfall": {"water", "FLLS", ""},
	}
)

// A feature is a place of the layers: all their features of one name and class that touch or nearly do.
type feature struct {
	kindOf
	name  string
	shape sketch
}

// naturalTable writes natural.tsv.gz anew: what Natural Earth's layers in a directory name.
func naturalTable(in *inputs, dir, file string) error {
	var list []feature
	for _, l := range layerKinds {
		name := filepath.Join(dir, "ne_10m_"+l.layer+".json")
		data, err := os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		some, err := readLayer(data, l.kinds)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		list = append(list, some...)
	}
	return write(file, packNatural(united(list), assign(in.mapUnits, in.cities, func(string) bool { return false }).pieces()))
}

// A layerFeature is a feature of GeoJSON.
type layerFeature struct {
	Properties map[string]any
	Geometry   struct {
		Type        string
		Coordinates json.RawMessage
	}
}

// readLayer reads the features of a GeoJSON FeatureCollection that have a name and a class that counts.
func readLayer(data []byte, kinds map[string]kindOf) ([]feature, error) {
	var c struct{ Features []layerFeature }
	if err := json.Unmarshal(data, &c); err != nil {
		return nil, err
	}
	var list []feature
	for i, f := range c.Features {
		one, ok, err := f.read(kinds)
		if err != nil {
			return nil, fmt.Errorf("feature %d: %w", i+1, err)
		}
		if ok {
			list = append(list, one)
		}
	}
	return list, nil
}

func (f layerFeature) read(kinds map[string]kindOf) (one feature, ok bool, err error) {
	text := func(key string) string {
		s, _ := f.Properties[key].(string)
		return s
	}
	kind, ok := kinds[strings.ToLower(text("featurecla"))]
	if !ok {
		kind, ok = kinds[""]
	}
	name := layerName(cmp.Or(text("unit_name"), text("name_full"), text("name_en"), text("name")))
	if !ok || name == "" || f.Geometry.Type == "" {
		return one, false, nil
	}
	if kind.word != "" && !watery.MatchString(name) {
		name += " " + kind.word
	}
	shape, err := readOutline(f.Geometry.Type, f.Geometry.Coordinates)
	return feature{kind, name, shape}, err == nil, err
}

// watery are names that say that they are of a river or a lake.
var watery = regexp.MustCompile(`(?i)\b(rivers?|rivi[eè]re|fleuve|r[ií]os?|rio|arroyo|creek|canal|kanal|fork|delta|bayou|wadi|oued|brook|branch|slough|channel|estuary|chai|lakes?|lac|lago|lagoa|laguna|lagoon|loch|lough|reservoir|r[eé]servoir|presa|represa|embalse|dam|ozero|jezioro|see|hu|co|nor|nuur|göl|gölü|golu|daryacheh|buhayrat|zalew|sea|flowage|pond|impoundment|bay|harbou?r|sound|inlet|bukt|fjord)\b|(elva|elven|elv|[aå]n|[aä]lv|[aä]lven|joki|irmak|j[aä]rvi|vatn|vatnet|s[oö]n|see|sj[oö]n|sj[oö]|ozero|selk[aä]|fjorden|vesi|hav|meer)$`)

// layerWords are words that Natural Earth writes short: at the start of a name, and behind.
var (
	layerStarts = strings.NewReplacer("^Mt. ", "Mount ", "^I. ", "Isla ", "^Is. ", "Islas ", "^Pt. ", "Point ", "^Plat. ", "Plateau ", "^L. ", "Lake ", "^", "")
	layerEnds   = strings.NewReplacer(
		" Mts.", " Mountains", " Mt.", " Mountain", " Ra.", " Range", " Pen.", " Peninsula", " Plat.", " Plateau", " I.", " Island", " Is.", " Islands",
		" Pk.", " Peak", " Arch.", " Archipelago", " Des.", " Desert", " Cr.", " Creek", " R.", " River", " L.", " Lake",
		" N PRES", " National Preserve", " & PRES", " and Preserve", " NPRES", " National Preserve", " NRA", " National Recreation Area", " NHS", " National Historic Site",
		" NHP", " National Historical Park", " NBP", " National Battlefield Park", " NBS", " National Battlefield Site", " NMP", " National Military Park",
		" NP", " National Park", " NM", " National Monument", " NB", " National Battlefield", " NS", " National Seashore", " NL", " National Lakeshore",
		" N MEM", " National Memorial", " MEM PKWY", " Memorial Parkway", " MEM", " Memorial", " NST", " National Scenic Trail", " IHS", " International Historic Site")
)

// layerName is a name as it is written in full, or "" if it is none: in capitals it is given small letters, units of a park are its own,
// and letters that a Macintosh wrote are read.
func layerName(name string) string {
	name = strings.Map(func(r rune) rune {
		if r >= 0x80 && r < 0xa0 {
			return charmap.Macintosh.DecodeByte(byte(r))
		}
		return r
	}, name)
	name, _, _ = strings.Cut(strings.Replace(name, "Rivire ", "Rivière ", 1), "--")
	if f := strings.FieldsFunc(name, func(r rune) bool { return r == '/' || r == '(' || r == ',' }); len(f) > 0 {
		name = f[0]
	}
	name = strings.Join(strings.Fields(name), " ")
	name = strings.TrimSuffix(layerEnds.Replace(layerStarts.Replace("^"+name)), "`")
	if strings.ToUpper(name) == name {
		name = titled(name)
	}
	if len(fold.Name(name)) < 3 || strings.ContainsAny(name, "0123456789?|[]_\uFFFD") || !unicode.IsUpper([]rune(name)[0]) {
		return ""
	}
	return name
}

// titled is a name in capitals with small letters, and its small words small.
func titled(name string) string {
	words := strings.Fields(strings.ToLower(name))
	for i, word := range words {
		if i == 0 || !slices.Contains([]string{"of", "de", "del", "the", "and", "la", "do", "da"}, word) {
			r := []rune(word)
			r[0] = unicode.ToUpper(r[0])
			words[i] = string(r)
		}
	}
	return strings.Join(words, " ")
}

// nearDegrees is how far apart parts of one river or lake may lie: beyond a lake or a simplification. Set by hand.
const nearDegrees = 0.3

// united joins features of one name, type and code that are near each other.
func united(list []feature) []feature {
	var out []feature
	at := make(map[string][]int)
	for _, f := range list {
		k := f.typ + f.code[:min(3, len(f.code))] + fold.Name(f.name)
		var mine []int
		at[k] = slices.DeleteFunc(at[k], func(i int) bool {
			near := out[i].shape.near(f.shape)
			if near {
				mine = append(mine, i)
			}
			return near
		})
		for _, i := range mine {
			f.shape = f.shape.with(out[i].shape)
			out[i].name = ""
		}
		at[k] = append(at[k], len(out))
		out = append(out, f)
	}
	return slices.DeleteFunc(out, func(f feature) bool { return f.name == "" })
}

// packNatural is natural.tsv.gz of the features, each with the country that it lies in.
func packNatural(list []feature, countries []countryPiece) []byte {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	fmt.Fprintln(z, "# Natural features of Natural Earth's 1:10m layers, public domain (go run . -layers DIR)")
	fmt.Fprintln(z, "# id	type	code	name	other names	latitude	longitude	uncertainty in km	extent	country	sketch")
	ids := make(map[string]int)
	for _, f := range list {
		id := "ne:" + strings.Trim(repeated.ReplaceAllString(strings.ToLower(asciiName(f.name)), "-"), "-")
		id = id[:min(len(id), longestID)]
		if ids[id]++; ids[id] > 1 {
			id = fmt.Sprintf("%s-%d", id, ids[id])
		}
		country := countryAround(countries, f.shape.points())
		shape := f.shape.simplified()
		at := shape.center()
		fmt.Fprintf(z, "%s\t%s\t%s\t%s\t\t%s\t%s\t%.0f\t\t%s\t%s\n", id, f.typ, f.code, f.name, decimals(at[1]), decimals(at[0]), shape.radiusKm(), country, shape)
	}
	z.Close()
	return b.Bytes()
}

// longestID leaves room for a number in the 64 bytes of an id.
const longestID = 58

var repeated = regexp.MustCompile(`-+`)

// A place is in one country if this share of its points are. Set by hand.
const ownShare = 0.85

// A piece of a country is a polygon of it and its box.
type countryPiece struct {
	country string
	box     orb.Bound
	polygon orb.Polygon
}

// pieces are those of all countries.
func (s shapes) pieces() (list []countryPiece) {
	for country, shape := range sorted(s.country) {
		for _, p := range shape {
			list = append(list, countryPiece{country, p.Bound(), p})
		}
	}
	return list
}

// countryAround is the country that nearly all the points lie in, or "".
func countryAround(pieces []countryPiece, points []orb.Point) string {
	counts := make(map[string]int)
	step := len(points)/samples + 1
	for i := 0; i < len(points); i += step {
		at := slices.IndexFunc(pieces, func(c countryPiece) bool {
			return c.box.Contains(points[i]) && planar.PolygonContains(c.polygon, points[i])
		})
		if at >= 0 {
			counts[pieces[at].country]++
		}
	}
	best, share := most(counts)
	if share < ownShare {
		return ""
	}
	return best
}

// samples are how many points of a shape tell its country, at most.
const samples = 20

// simplifier straightens lines by up to a part of their extent.
func simplifier(b orb.Bound) *simplify.DouglasPeuckerSimplifier {
	return simplify.DouglasPeucker(min(max(max(b.Max[0]-b.Min[0], b.Max[1]-b.Min[1])/100, 0.003), 0.02))
}
