package measure

import (
	"strings"
	"unicode/utf8"
)

// A Line is the border or the coast of a place, where it follows the place's name: "the Polish border", "Sicily's southern coast".
type Line struct {
	Kind            RelationKind // Border, or Off of a coast
	Bearing, Spread float64      // of the side, as a Relation's; a Spread of 0: none is stated
	End             int          // the byte after the wording
}

// lines are the nouns of borders and coasts.
var lines = []struct {
	noun string
	kind RelationKind
}{
	{"border", Border}, {"borders", Border}, {"frontier", Border}, {"boundary", Border}, {"borderline", Border}, {"land border", Border},
	{"state border", Border}, {"maritime border", Border}, {"coast", Off}, {"coastline", Off}, {"shore", Off}, {"shores", Off}, {"seaboard", Off},
}

// notLines are what a border or coast becomes a part of: "the border guard", "the coast road".
var notLines = []string{
	"guard", "guards", "guardsman", "police", "patrol", "force", "forces", "agency", "agents", "agent", "service", "officials", "officers", "troops",
	"control", "controls", "policy", "security", "dispute", "disputes", "conflict", "war", "talks", "state", "states", "collie", "wall", "fence", "deal",
}

// LineAfter reads the border or coast of a place whose name ends at the byte at of the text. It takes bounded time.
func LineAfter(text string, at int) (Line, bool) {
	s := text[at:min(at+maxWording, len(text))]
	for _, possessive := range []string{"'s", "’s", "'", "’"} {
		if rest, ok := strings.CutPrefix(s, possessive); ok {
			s = rest
			break
		}
	}
	if s == "" || s[0] != ' ' {
		return Line{}, false
	}
	var l Line
	s = skipGap(s)
	if s == "" || !strings.ContainsRune("bcfslmnew", rune(lower(s[0]))) { // nearly all there are
		return l, false
	}
	if word, rest, ok := strings.Cut(s, " "); ok && strings.ContainsRune("nsew", rune(lower(s[0]))) {
		if left, bearing, spread, found := cutQuarter(word); found && left == "" {
			l.Bearing, l.Spread, s = bearing, spread, rest
		}
	}
	for _, line := range lines {
		rest, ok := skipPhrase(s, line.noun, false)
		if !ok {
			continue
		}
		for _, noun := range notLines {
			if _, part := skipPhrase(strings.TrimLeft(rest, " -"), noun, false); part {
				return Line{}, false
			}
		}
		l.Kind, l.End = line.kind, at+len(text[at:min(at+maxWording, len(text))])-len(rest)
		return l, true
	}
	return Line{}, false
}

// cutQuarter takes "southern" or "south" off the end of s.
func cutQuarter(s string) (rest string, bearing, spread float64, ok bool) {
	if rest, bearing, spread, ok = cutAdjective(s); ok {
		return rest, bearing, spread, ok
	}
	return cutCompass(s)
}

// cutCoast takes "off the west coast of", "30 miles from the southern shore of" off the end of s.
func cutCoast(s string) (r Relation, rest string, ok bool) {
	for _, noun := range []string{"coast of", "coastline of", "shores of", "shore of", "seaboard of"} {
		if rest, ok = cutPhrase(s, noun); ok {
			break
		}
	}
	if !ok {
		return r, s, false
	}
	var l Line
	rest, l.Bearing, l.Spread, _ = cutQuarter(rest)
	before := cutThe(rest)
	if r, rest, ok = cutToLine(before, Off); !ok || r.HighM == 0 && !endsIn(before, "off") {
		return Relation{}, s, false
	}
	if l.Spread > 0 {
		r.Bearing, r.Spread = l.Bearing, l.Spread
	}
	return r, rest, true
}

// besideLine are the words between what lies at a border or coast and the place's name.
var besideLine = []string{"close to", "near to", "near", "along", "on", "at", "across", "over", "towards", "toward", "up to", "to", "beyond", "past"}

// RelationToLine reads the wording before a place's name, at the byte at of the text, whose border or coast follows. Of a border the wording
// may be nothing: the border itself. It takes bounded time.
func RelationToLine(text string, at int, l Line) (Relation, bool) {
	from := wordingFrom(text, at)
	s := cutArticle(text[from:at])
	r, rest, ok := cutToLine(s, l.Kind)
	if !ok {
		return Relation{}, false
	}
	if l.Spread > 0 {
		r.Bearing, r.Spread = l.Bearing, l.Spread
	}
	if r.Start = from + len(rest); rest == s && r.HighM == 0 && r.Kind == Border {
		r.Start = at
	}
	for r.Start < at && text[r.Start] == ' ' {
		r.Start++
	}
	return r, true
}

func cutToLine(s string, kind RelationKind) (r Relation, rest string, ok bool) {
	if r, rest, ok = cutInside(s); ok && kind == Border {
		return r, rest, true
	}
	if r, rest, ok = cutWithin(s); ok {
		r.Kind = kind
		return r, rest, true
	}
	if r, rest, ok = cutAway(s); ok {
		r.Kind = kind
		return r, rest, true
	}
	if before, found := cutPhrase(s, "off"); found && kind == Off {
		r, rest = Relation{Kind: Off}.farther(before)
		return r, rest, true
	}
	for _, phrase := range besideLine {
		if rest, ok = cutPhrase(s, phrase); ok {
			return Relation{Kind: kind}, rest, true
		}
	}
	return Relation{Kind: kind}, s, kind == Border
}

// cutInside takes "20 km inside", "5 km into" and "8 km across the border in" off the end of s.
func cutInside(s string) (r Relation, rest string, ok bool) {
	for _, phrase := range []string{"across the border into", "across the border in", "over the border into", "over the border in", "deep inside", "inside", "into", "within"} {
		if rest, ok = cutPhrase(s, phrase); ok {
			break
		}
	}
	if ok {
		rest, _ = cutPhrase(rest, "deep")
		r, rest, ok = r.cutDistance(rest)
	}
	if !ok {
		return Relation{}, s, false
	}
	r.Kind = Inside
	return r, rest, true
}

// ways are nouns for what leads from one place to another.
var ways = []string{
	"road", "highway", "motorway", "expressway", "freeway", "autobahn", "route", "railway line", "railway", "railroad", "rail line", "line", "track",
	"pipeline", "corridor", "trail", "path", "tunnel", "canal", "pass", "axis", "supply route",
}

// cutWayFrom takes "the road from" and "the road linking" off the end of s.
func cutWayFrom(s string) (rest string, ok bool) {
	before := s
	for _, word := range []string{"from", "linking", "connecting", "joining", "that links", "that connects", "which links"} {
		if before, ok = cutPhrase(s, word); ok {
			break
		}
	}
	if !ok {
		return s, false
	}
	for _, way := range ways {
		if rest, ok = cutPhrase(before, way); ok {
			for _, word := range []string{"main", "coastal", "old", "strategic", "desert"} {
				rest, _ = cutPhrase(rest, word)
			}
			return cutThe(rest), true
		}
	}
	return s, false
}

// WayAfter reads what leads between two places whose names, joined by a hyphen or dash, end at the byte at of the text: "the Karachi-Lahore
// motorway". It returns the byte after it.
func WayAfter(text string, at int) (end int, ok bool) {
	s := text[at:min(at+maxWording, len(text))]
	if s == "" || s[0] != ' ' {
		return at, false
	}
	s = s[1:]
	for _, way := range ways {
		if rest, found := skipPhrase(s, way, false); found && way != "path" {
			return at + 1 + len(s) - len(rest), true
		}
	}
	return at, false
}

// DistanceAfter adds to a direction the distance that follows a place's name, which ends at the byte at of the text: "north of Quetta by 5 km".
// It returns the byte after it.
func (r Relation) DistanceAfter(text string, at int) (far Relation, end int, ok bool) {
	s := text[at:min(at+maxWording, len(text))]
	rest, ok := skipPhrase(strings.TrimPrefix(s, " "), "by", false)
	if !ok || s[0] != ' ' {
		return r, at, false
	}
	for i := range rest { // the shortest beginning that is a distance to its end
		if i == 0 || rest[i] != ' ' && rest[i] != ',' && rest[i] != '.' && rest[i] != ';' {
			continue
		}
		if far, end, ok := r.wholeDistance(rest[:i]); ok {
			return far, at + len(s) - len(rest) + end, true
		}
	}
	if far, end, ok := r.wholeDistance(rest); ok {
		return far, at + len(s) - len(rest) + end, true
	}
	return r, at, false
}

// wholeDistance reads a distance that is all of s.
func (r Relation) wholeDistance(s string) (far Relation, end int, ok bool) {
	far, left, ok := r.cutDistance(s)
	return far, len(s), ok && strings.TrimSpace(left) == ""
}

// PartJoined reads a part that is joined to another, whose wording begins at the byte at of the text: "southern and" before "eastern Spain". It
// takes bounded time.
func PartJoined(text string, at int) (Relation, bool) {
	from := wordingFrom(text, at)
	s := cutGap(text[from:at])
	short, found := cutPhrase(s, "and")
	if !found {
		short, found = strings.CutSuffix(s, ",")
	}
	if !found {
		return Relation{}, false
	}
	short = strings.TrimSuffix(short, ",")
	r, rest, ok := cutPart(short)
	if !ok { // "the south and west of"
		r.Kind = Part
		rest, r.Bearing, r.Spread, ok = cutCompass(short)
		rest = cutThe(rest)
	}
	r.Start = from + len(rest)
	for r.Start < at && text[r.Start] == ' ' {
		r.Start++
	}
	return r, ok
}

// wordingFrom returns where the bytes begin that are looked at before a name.
func wordingFrom(text string, at int) int {
	from := max(at-maxWording, 0)
	for from > 0 && from < at && !utf8.RuneStart(text[from]) {
		from++
	}
	return from
}
