package measure

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// geography is how a language states distances and directions.
type geography struct {
	before, after map[[2]byte][]wording // those before a place's name by their last two bytes, those after it by their first two
	lengths       []lengthName
	at            []string // before a distance: "в", "à"
	of            []string // what "@" stands for in the file: "de", "du", "de la"
	deals, ways   []string // beginnings of what is between two towns without being there, and of what lies between two countries
	town          []string // between a wording and a name: "la ville de"
}

// A lengthName is the name of a unit of distance.
type lengthName struct {
	name   string
	metres float64
}

// A wording is a phrase beside a place's name, in small letters.
type wording struct {
	text            string
	kind            RelationKind
	bearing, spread float64
	either          bool // Toward of a town, Part of a country
	far             bool // a distance must stand with it
}

// kinds are the lines of a file that list wordings without a direction.
var wordingKinds = map[string]wording{
	"away": {kind: Away, far: true}, "near": {kind: Near}, "off": {kind: Off}, "outskirts": {kind: Outskirts}, "border": {kind: Border}, "between places": {kind: Between},
	"inside phrases": {kind: Inside, far: true}, "center": {kind: Part},
}

// enter enters a line of the file, and reports whether it is one of these.
func (g *geography) enter(kind, list string) (ok bool) {
	kind, after := strings.CutSuffix(kind, " after")
	if head, template, ok := strings.Cut(kind, " after "); ok {
		kind, after = head+" "+template, true
	}
	var phrases []string
	for text := range strings.SplitSeq(list, ",") {
		if text = strings.ToLower(strings.TrimSpace(text)); text != "" {
			phrases = append(phrases, text)
		}
	}
	switch head, template, directed := strings.Cut(kind, " "); {
	case kind == "length":
		g.enterLengths(strings.Fields(list))
	case directed && strings.Contains(template, "{}"):
		for i, direction := range phrases {
			w := wording{kind: Toward, bearing: 45 * float64(i), spread: 22.5, either: head == "either"}
			if head == "part" {
				w.kind = Part
			}
			g.add(w, strings.Replace(template, "{}", direction, 1), after)
		}
	case wordingKinds[kind].kind != 0:
		for _, text := range phrases {
			g.add(wordingKinds[kind], text, after)
		}
	default:
		return false
	}
	return true
}

func (g *geography) enterLengths(words []string) {
	metres := 0.0
	for _, word := range words {
		if v, err := strconv.ParseFloat(word, 64); err == nil {
			metres = v
			continue
		}
		g.lengths = append(g.lengths, lengthName{strings.ReplaceAll(word, "_", " "), metres})
	}
}

// add enters a phrase, in which "@" stands for each of of.
func (g *geography) add(w wording, text string, after bool) {
	of := g.of
	if !strings.Contains(text, "@") {
		of = []string{""}
	}
	for _, word := range of {
		w.text = strings.Replace(text, "@", word, 1)
		if after {
			start := [2]byte{w.text[0], w.text[1]}
			g.after[start] = append(g.after[start], w)
		} else {
			end := [2]byte{w.text[len(w.text)-2], w.text[len(w.text)-1]}
			g.before[end] = append(g.before[end], w)
		}
	}
}

// RelationBefore reads the wording in the language that ends where a place's name begins, at the byte at of the text; in one whose wordings are not
// known, that of English. It takes bounded time.
func (l *Locale) RelationBefore(text string, at int) (Relation, bool) {
	x := l.lexis()
	if x == nil || len(x.geography.before) == 0 {
		return RelationBefore(text, at)
	}
	from := wordingFrom(text, at)
	s := text[from:at]
	r, rest, ok := l.cutWording(s)
	if short, town := cutLongestOf(s, x.town); !ok && town {
		r, rest, ok = l.cutWording(short)
	}
	r.Start = from + len(rest)
	for r.Start < at && (text[r.Start] == ' ' || text[r.Start] == '\n') {
		r.Start++
	}
	return r, ok
}

// cutWording takes a wording with its distance off the end of s.
func (l *Locale) cutWording(s string) (r Relation, rest string, ok bool) {
	end := cutGap(s)
	if len(end) < 2 {
		return r, s, false
	}
	last := [2]byte{lower(end[len(end)-2]), lower(end[len(end)-1])}
	var w wording
	for _, known := range l.file.geography.before[last] {
		if short, found := cutPhrase(s, known.text); found && len(known.text) > len(w.text) {
			far, left, measured := l.cutDistance(short)
			if known.far && !measured {
				continue
			}
			w, ok = known, true
			r, rest = Relation{Kind: w.kind, Bearing: w.bearing, Spread: w.spread, Either: w.either}, short
			if measured && w.kind != Part && w.kind != Near && w.kind != Between {
				r, rest = far.along(w), left
			}
		}
	}
	return r, rest, ok
}

// along makes a distance one with a direction, from a border, off a coast.
func (r Relation) along(w wording) Relation {
	r.Bearing, r.Spread = w.bearing, w.spread
	if r.Kind = w.kind; w.kind == Toward {
		r.Kind = Away
	}
	return r
}

// cutDistance takes a distance in the words of the language off the end of s, with what stands before it.
func (l *Locale) cutDistance(s string) (r Relation, rest string, ok bool) {
	s = cutGap(s)
	if inner, ok := strings.CutSuffix(s, ")"); ok {
		if open := strings.LastIndexByte(inner, '('); open >= 0 && len(inner)-open < 40 {
			s = cutGap(inner[:open])
		}
	}
	left, metres := l.cutLength(s)
	if metres == 0 {
		return r, s, false
	}
	left, high, ok := l.cutNumber(cutGap(left))
	if !ok || high.article {
		return r, s, false
	}
	if l.comma {
		high = high.withComma()
	}
	low := high
	if joined, j := l.cutJoint(left); j != 0 && j != choice {
		if before, first, ok := l.cutNumber(joined); ok && first.value < high.value {
			left, low = before, first
			if l.comma {
				low = low.withComma()
			}
			left, _ = l.cutIntro(left)
		}
	}
	left, h := l.cutHedge(left)
	if h.q == 0 && low == high {
		h.q = About
	}
	from, to := h.bounds(low, high)
	r = Relation{Kind: Away, LowM: low.value * metres, HighM: high.value * metres, ImpliedLowM: from * metres, ImpliedHighM: to * metres}
	if short, found := cutLongestOf(left, l.file.geography.at); found {
		left = short
	}
	return r, left, true
}

// cutLength takes a unit of distance off the end of s, with its length in metres; 0: there is none.
func (l *Locale) cutLength(s string) (rest string, metres float64) {
	s = strings.TrimSuffix(s, ".")
	for _, u := range l.file.geography.lengths {
		if left, ok := cutPhrase(s, u.name); ok {
			return left, u.metres
		}
		if n := len(s) - len(u.name); n > 0 && isDigit(s[n-1]) && s[n:] == u.name {
			return s[:n], u.metres // "5km"
		}
	}
	return s, 0
}

// cutLongestOf takes the longest of some phrases off the end of s.
func cutLongestOf(s string, phrases []string) (rest string, ok bool) {
	rest = s
	for _, p := range phrases {
		if short, found := cutPhrase(s, p); found && len(short) < len(rest) {
			rest, ok = short, true
		}
	}
	return rest, ok
}

// mostAfter is how many words after a name are looked at.
const mostAfter = 8

// RelationAfter reads the wording in the language that follows a place's name, from the byte start to at of the text: "30 km kuzeyinde". It returns
// the byte after it, which is at where there is none, and takes bounded time.
func (l *Locale) RelationAfter(text string, start, at int) (r Relation, end int, ok bool) {
	x := l.lexis()
	if x == nil || len(x.geography.after) == 0 {
		return r, at, false
	}
	s := text[at:min(at+2*maxWording, len(text))]
	s = skipEnding(s)
	for rest, n := skipGap(s), 0; n < mostAfter && rest != ""; n++ {
		if r, left, ok := l.skipWording(rest, s[:len(s)-len(rest)]); ok {
			r.Start = start
			return r, at + len(text[at:min(at+2*maxWording, len(text))]) - len(left), true
		}
		next := strings.IndexByte(rest, ' ')
		if next < 0 || strings.ContainsAny(rest[:next], ",;:!?") || strings.HasSuffix(rest[:next], ".") {
			break
		}
		rest = skipGap(rest[next:])
	}
	return r, at, false
}

// skipEnding takes the ending after an apostrophe off the start of s: of "Halep'in".
func skipEnding(s string) string {
	if r, n := utf8.DecodeRuneInString(s); isApostrophe(r) {
		_, s = skipLetters(s[n:])
	}
	return s
}

// skipWording takes a wording off the start of s, if all that stands between the name and it is a distance, or nothing.
func (l *Locale) skipWording(s, between string) (r Relation, rest string, ok bool) {
	if len(s) < 2 {
		return r, s, false
	}
	start := [2]byte{lower(s[0]), lower(s[1])}
	for _, w := range l.file.geography.after[start] {
		left, found := skipPhrase(s, w.text, false)
		if !found {
			continue
		}
		between = strings.TrimSpace(between)
		for _, town := range l.file.geography.town {
			if short, found := skipPhrase(between, town, false); found {
				between = strings.TrimSpace(short)
			}
		}
		if between == "" && !w.far {
			return Relation{Kind: w.kind, Bearing: w.bearing, Spread: w.spread, Either: w.either}, left, true
		}
		if far, before, measured := l.cutDistance(between); measured && strings.TrimSpace(before) == "" && w.kind != Near {
			return far.along(w), left, true
		}
	}
	return r, s, false
}

// HasWordings reports whether the language has wordings of its own: else those of English are read.
func (l *Locale) HasWordings() bool {
	x := l.lexis()
	return x != nil && len(x.geography.before) > 0
}

// FollowsNames reports whether wordings of the language stand after the names of places.
func (l *Locale) FollowsNames() bool {
	x := l.lexis()
	return x != nil && len(x.geography.after) > 0
}

// Between reports what a word in small letters says that stands before "between": that it is a dealing of two towns, or a way or land that lies there.
func (l *Locale) Between(word string) (dealing, way bool) {
	begins := func(stem string) bool { return strings.HasPrefix(word, stem) }
	x := l.lexis()
	return x != nil && slices.ContainsFunc(x.geography.deals, begins), x != nil && slices.ContainsFunc(x.geography.ways, begins)
}

// Joins reports whether a word joins the two places of "between X and Y" in the language.
func (l *Locale) Joins(word string) bool {
	x := l.lexis()
	return x != nil && x.joints[strings.ToLower(word)] != ""
}
