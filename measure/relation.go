package measure

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Relation is how a text places something by a place that it names: "30 km south of Taitung".
type Relation struct {
	Kind  RelationKind
	Start int // the byte at which the wording begins
	// LowM and HighM are the distance as stated, in metres: the ends of a range, else the same; from 0 for "within 10 km of"; both 0: none is
	// stated.
	LowM, HighM float64
	// ImpliedLowM and ImpliedHighM are what the rounding and the hedge allow of it, as of an Area. A distance is seldom meant to the kilometre: a
	// figure is good to half a unit of its last place that is no trailing zero. ImpliedHighM of 0 is no upper bound.
	ImpliedLowM, ImpliedHighM float64
	// Bearing is the direction from the place in degrees clockwise from north, and Spread by how much it may be missed to
	// either side; a Spread of 0: none is stated.
	Bearing, Spread float64
	// Either says that a direction is Toward of a town and a Part of what is large: "au nord de".
	Either bool
}

// A RelationKind is how something lies to a place. The zero RelationKind is none.
type RelationKind uint8

// The kinds, in the order of the service's RelationKind.
const (
	Away      RelationKind = iota + 1 // "30 km south of", "30 km from"
	Toward                            // "south of", without a distance
	Near                              // "near", "close to", "outside", "within 10 km of"
	Between                           // "between X and Y"
	Off                               // "off", "off the coast of", "15 miles off"
	Border                            // "on the border of X and Y"
	Part                              // "northern", "the northern part of"
	Outskirts                         // "on the outskirts of"
	Inside                            // "20 km inside", from the border
)

// String returns "away", "toward", "near", "between", "off", "border", "part", "outskirts", "inside", or "" for none.
func (k RelationKind) String() string {
	names := [...]string{"", "away", "toward", "near", "between", "off", "border", "part", "outskirts", "inside"}
	if int(k) < len(names) {
		return names[k]
	}
	return ""
}

// maxWording is how many bytes before a name are looked at.
const maxWording = 96

// RelationBefore reads the wording that ends where a place's name begins, at the byte at of the text. It takes bounded time.
func RelationBefore(text string, at int) (Relation, bool) {
	from := wordingFrom(text, at)
	s := withoutGap(cutArticle(text[from:at]))
	last := lastWord(s)
	if !slices.Contains(heads, last) && !strings.HasSuffix(last, "ern") && !endsAtBorder(s, last) {
		return Relation{}, false // nearly all there are
	}
	r, rest, ok := cutRelation(s, last)
	if !ok {
		return Relation{}, false
	}
	r.Start = from + len(rest)
	return r, true
}

// endsIn reports whether the last word of s is one of some.
func endsIn(s string, some ...string) bool {
	_, word := cutWord(cutGap(s))
	for _, w := range some {
		if len(w) == len(word) && strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}

// heads are the last words of wordings, but for those in "ern".
var heads = []string{
	"of", "from", "between", "off", "to", "near", "outside", "around", "inside", "into", "within", "central", "linking", "connecting", "joining", "links",
	"connects",
}

// lastWord returns the last word of s in lower case, if it is one of ASCII letters that is not too long.
func lastWord(s string) string {
	_, word := cutWord(cutGap(s))
	return strings.ToLower(word)
}

// endsAtBorder reports whether s, whose last word is given, ends in "border with" or "border in".
func endsAtBorder(s, last string) bool {
	if last != "with" && last != "in" {
		return false
	}
	before, _ := cutWord(cutGap(s))
	return endsIn(before, "border", "borders", "frontier")
}

// cutArticle takes "the", "the city of" and the like off the end of s.
func cutArticle(s string) string {
	if !endsIn(s, "of", "the", "a", "capital", "downtown") {
		return s
	}
	for _, noun := range []string{"city of", "town of", "village of", "port of", "capital of", "port city of", "border town of"} {
		if rest, ok := cutPhrase(s, noun); ok {
			s = rest
			break
		}
	}
	for _, article := range []string{"the", "a", "its capital", "the capital", "downtown"} {
		if rest, ok := cutPhrase(s, article); ok {
			return rest
		}
	}
	return s
}

// wordings are those without a distance or a direction.
var wordings = []struct {
	text string
	kind RelationKind
}{
	{"on the outskirts of", Outskirts}, {"in the outskirts of", Outskirts}, {"outskirts of", Outskirts}, {"on the edge of", Outskirts}, {"in the suburbs of", Outskirts},
	{"off the coast of", Off}, {"off the shores of", Off}, {"off the shore of", Off}, {"off", Off},
	{"on the border of", Border}, {"along the border of", Border}, {"near the border of", Border}, {"at the border of", Border},
	{"on the border with", Border}, {"along the border with", Border}, {"near the border with", Border}, {"at the border with", Border}, {"border with", Border},
	{"borders with", Border}, {"frontier with", Border}, {"border to", Border}, {"upstream of", Near}, {"downstream of", Near}, {"upstream from", Near},
	{"downstream from", Near}, {"upriver from", Near}, {"downriver from", Near}, {"across the border from", Near},
	{"on the border between", Border}, {"along the border between", Border}, {"near the border between", Border}, {"border between", Border},
	{"halfway between", Between}, {"midway between", Between}, {"between", Between},
	{"close to", Near}, {"not far from", Near}, {"in the vicinity of", Near}, {"just outside of", Near}, {"just outside", Near}, {"near", Near}, {"near to", Near}, {"outside of", Near},
	{"outside", Near},
}

// cutRelation takes a wording off the end of s, whose last word is given.
func cutRelation(s, last string) (r Relation, rest string, ok bool) {
	if r, rest, ok = cutAway(s); ok {
		return r, rest, true
	}
	if r, rest, ok = cutPart(s); ok {
		return r, rest, true
	}
	if r, rest, ok = cutWithin(s); ok {
		return r, rest, true
	}
	switch last {
	case "inside", "into", "within", "in":
		r, rest, ok = cutInside(s)
	case "of":
		r, rest, ok = cutCoast(s)
	case "from", "linking", "connecting", "joining", "links", "connects":
		r.Kind = Between
		rest, ok = cutWayFrom(s)
	}
	if ok {
		return r, rest, true
	}
	r = Relation{}
	rest = s
	for _, w := range wordings {
		if short, found := cutPhrase(s, w.text); found && len(short) < len(rest) {
			rest, r.Kind = short, w.kind
		}
	}
	r, rest = r.farther(rest)
	if r.Kind == Outskirts { // "the southern outskirts of"
		if short, bearing, spread, found := cutAdjective(cutThe(rest)); found {
			rest, r.Bearing, r.Spread = cutThe(short), bearing, spread
			rest, _ = cutPhrase(rest, "on")
		}
	}
	return r, rest, r.Kind != 0
}

// farther takes the distance off the end of s that stands before "off", "outside", "upstream of" or "from the border with".
func (r Relation) farther(s string) (Relation, string) {
	kind, before := r.Kind, s
	switch kind {
	case Border:
		if before, _ = cutPhrase(cutThe(s), "from"); before == s {
			return r, s
		}
	case Off, Near:
	default:
		return r, s
	}
	away, left, found := r.cutDistance(before)
	if !found {
		return r, s
	}
	if away.Kind = kind; kind == Near {
		away.Kind = Away
	}
	return away, left
}

func cutThe(s string) string {
	rest, _ := cutPhrase(s, "the")
	return rest
}

// cutAway takes "30 km south of", "south of", "30 km from" off the end of s.
func cutAway(s string) (r Relation, rest string, ok bool) {
	if rest, ok := cutPhrase(s, "from"); ok {
		for _, word := range []string{"away", "distance"} {
			rest, _ = cutPhrase(rest, word)
		}
		return r.cutDistance(rest)
	}
	rest, ok = cutPhrase(s, "of")
	if !ok {
		return r, s, false
	}
	short, bearing, spread, ok := cutCompass(rest)
	if !ok {
		return r, s, false
	}
	r = Relation{Kind: Toward, Bearing: bearing, Spread: spread}
	the := isPart(short)
	_, beside := cutPhrase(short, "to the")
	for _, phrase := range []string{"to the", "the", "just", "due", "directly", "further", "farther", "far"} {
		short, _ = cutPhrase(short, phrase)
	}
	if away, rest, ok := r.cutDistance(short); ok {
		return away, rest, true
	}
	if the && !beside { // "the north of Spain" is in it
		r.Kind, short = Part, cutThe(short)
	}
	return r, short, true
}

// isPart reports whether the words before a direction make it a part of the place: "the", "the far", "the south and".
func isPart(s string) bool {
	for _, word := range []string{"far", "deep", "extreme", "very"} {
		s, _ = cutPhrase(s, word)
	}
	if before, ok := cutPhrase(s, "and"); ok {
		if before, _, _, ok = cutCompass(before); ok {
			s = before
		}
	}
	_, ok := cutPhrase(s, "the")
	return ok
}

// zones are what has a radius around a place.
var zones = []string{"exclusion zone", "buffer zone", "security zone", "safety zone", "evacuation zone", "no-fly zone", "zone", "area", "radius", "perimeter", "cordon", "belt"}

// cutWithin takes "within 10 km of", "in a 30-mile radius of", "within a radius of 5 km around" and "a 30 km zone around" off the end of s.
func cutWithin(s string) (r Relation, rest string, ok bool) {
	around := false
	if rest, ok = cutPhrase(s, "of"); !ok {
		if rest, around = cutPhrase(s, "around"); !around {
			return r, s, false
		}
	}
	for _, zone := range zones {
		short, found := cutPhrase(rest, zone)
		if found && (around || zone == "radius") {
			rest, around = short, true
			break
		}
	}
	if r, rest, ok = r.cutDistance(rest); !ok {
		return Relation{}, s, false
	}
	if short, found := cutPhrase(rest, "radius of"); found {
		rest, around = short, true
	}
	for _, article := range []string{"a", "the"} {
		rest, _ = cutPhrase(rest, article)
	}
	short, within := cutPhrase(rest, "within")
	if !within {
		short, _ = cutPhrase(rest, "in")
	}
	if !within && !around {
		return Relation{}, s, false
	}
	r.Kind, r.LowM, r.ImpliedLowM = Near, 0, 0
	return r, short, true
}

// cutDistance takes a distance off the end of s, with one that restates it in parentheses.
func (r Relation) cutDistance(s string) (Relation, string, bool) {
	l := english
	s = cutGap(s)
	if inner, ok := strings.CutSuffix(s, ")"); ok {
		if open := strings.LastIndexByte(inner, '('); open >= 0 && len(inner)-open < 40 {
			s = cutGap(inner[:open])
		}
	}
	for _, u := range lengths {
		left, ok := cutPhrase(s, u.name)
		if n := len(s) - len(u.name); !ok && n > 0 && isDigit(s[n-1]) && strings.EqualFold(s[n:], u.name) {
			left, ok = s[:n], true // "5km"
		}
		if !ok {
			continue
		}
		left, high, ok := l.cutNumber(strings.TrimSuffix(cutGap(left), "-"))
		if !ok || high.article {
			return r, s, false
		}
		low := high
		if joined, j := l.cutJoint(left); j == to || j == dash || j == conjunction {
			if before, first, ok := l.cutNumber(joined); ok && first.value < high.value {
				left, low = before, first
				left, _ = cutPhrase(left, "between")
			}
		}
		left, h := l.cutHedge(left)
		if h.q == 0 && low == high {
			h.q = About
		}
		from, to := h.bounds(low, high)
		r.Kind, r.LowM, r.HighM = Away, low.value*u.metres, high.value*u.metres
		r.ImpliedLowM, r.ImpliedHighM = from*u.metres, to*u.metres
		return r, left, true
	}
	return r, s, false
}

// lengths are the units of distance in metres: the mile of 1,609.344 m, the nautical mile of 1,852 m.
var lengths = []struct {
	name   string
	metres float64
}{
	{"kilometers", 1000}, {"kilometer", 1000}, {"kilometres", 1000}, {"kilometre", 1000}, {"kms", 1000}, {"km", 1000},
	{"nautical miles", 1852}, {"nautical mile", 1852}, {"miles", 1609.344}, {"mile", 1609.344}, {"mi", 1609.344}, {"mi.", 1609.344},
	{"meters", 1}, {"meter", 1}, {"metres", 1}, {"metre", 1}, {"yards", 0.9144}, {"m", 1},
}

// winds are the directions, in degrees.
var winds = func() map[string]float64 {
	m := map[string]float64{}
	names := [...]string{"north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest"}
	for i, n := range names {
		m[n] = 45 * float64(i)
	}
	for i, n := range [...]string{
		"northnortheast", "eastnortheast", "eastsoutheast", "southsoutheast", "southsouthwest", "westsouthwest", "westnorthwest", "northnorthwest",
	} {
		m[n] = 22.5 + 45*float64(i)
	}
	return m
}()

// cutCompass takes a direction off the end of s: "south", "north-east", "north-northwest", "NE".
func cutCompass(s string) (rest string, bearing, spread float64, ok bool) {
	rest = cutGap(s)
	word := ""
	best := s
	for range 3 { // words joined by hyphens or nothing
		short, w := cutWord(rest)
		if w == "" {
			break
		}
		if len(w) <= 3 && strings.ToUpper(w) == w {
			w = initials[w]
		}
		word = strings.ToLower(w) + word
		if b, found := winds[word]; found {
			best, bearing, ok = short, b, true
			spread = 22.5
			if len(word) > len("northeast") {
				spread = 11.25
			}
		}
		if short == "" || short[len(short)-1] != '-' {
			break
		}
		rest = short[:len(short)-1]
	}
	return best, bearing, spread, ok
}

var initials = map[string]string{
	"N": "north", "NE": "northeast", "E": "east", "SE": "southeast", "S": "south", "SW": "southwest", "W": "west", "NW": "northwest",
	"NNE": "northnortheast", "ENE": "eastnortheast", "ESE": "eastsoutheast", "SSE": "southsoutheast", "SSW": "southsouthwest", "WSW": "westsouthwest",
	"WNW": "westnorthwest", "NNW": "northnorthwest",
}

// cutPart takes "northern", "the northern part of" off the end of s.
func cutPart(s string) (r Relation, rest string, ok bool) {
	rest = s
	for _, noun := range []string{"part of", "parts of", "half of", "reaches of", "tip of"} {
		if short, found := cutPhrase(s, noun); found {
			rest = short
			break
		}
	}
	short, bearing, spread, ok := cutAdjective(rest)
	if !ok {
		short, ok = cutPhrase(rest, "central")
	}
	if !ok {
		return r, s, false
	}
	return Relation{Kind: Part, Bearing: bearing, Spread: spread}, cutThe(short), true
}

// cutAdjective takes "northern" or "south-eastern" off the end of s.
func cutAdjective(s string) (rest string, bearing, spread float64, ok bool) {
	end := cutGap(s)
	if len(end) < 4 || !strings.EqualFold(end[len(end)-3:], "ern") {
		return s, 0, 0, false
	}
	if r, _ := utf8.DecodeLastRuneInString(end); !unicode.IsLetter(r) {
		return s, 0, 0, false
	}
	return cutCompass(end[:len(end)-3])
}
