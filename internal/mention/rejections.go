package mention

import (
	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/names"
	"example.com/geotag/internal/prose"
)

// How a word showed that a name is no place.
const (
	followedBy  = "followed by"
	precededBy  = "preceded by"
	knownInFull = "given in full elsewhere:"
	housed      = "a street with a number:"
	aRoute      = "a road with a number:"
	doesAs      = "does what persons do:"
	ordinary    = "an ordinary word:"
	listed      = "on the gazetteer's list of names that are none:"
)

// only is the verdict for a name that covers nothing but itself, by its own first word.
func only(n *names.Name, why string) Verdict {
	return Verdict{Left: n.First, Right: n.Last, Why: why, Cue: n.First}
}

// widened is the verdict for a name that runs over the given words, with a leading capitalized "The".
func (r *rules) widened(from, to int32, why string, cue int32) (Verdict, bool) {
	if w := r.text.Before(from); w != nil && w.Shape&prose.Capital != 0 && r.text.Is(w, r.text.LanguageAt(from).Function.Article) {
		from--
	}
	return Verdict{Left: from, Right: to, Why: why, Cue: cue}, true
}

// agency finds the acronyms of news agencies and broadcasters, which are also names of places ("AP").
func (r *rules) agency(n *site) (Verdict, bool) {
	w := n.first
	if n.First != n.Last || w.Shape&prose.AllCaps == 0 || !w.Class.Has(lexicon.Acronym) {
		return Verdict{}, false
	}
	return only(n.Name, "the acronym"), true
}

// What words hardly ever are a place alone: those of grammar and of the calendar, titles, and the nouns that end other names ("University", "Central"), which
// may be one after a preposition of place.
const (
	grammar = lexicon.Month | lexicon.Weekday | lexicon.Determiner | lexicon.Pronoun | lexicon.Conjunction |
		lexicon.Preposition | lexicon.Auxiliary | lexicon.NumberWord | lexicon.VesselPrefix | lexicon.VeryCommon
	plainNouns = lexicon.Title | lexicon.OrgNoun | lexicon.CivicNoun | lexicon.SchoolNoun | lexicon.FacilityNoun |
		lexicon.StreetNoun | lexicon.AdminWord | lexicon.SettlementWord | lexicon.FeatureWord | lexicon.Directional |
		lexicon.SayVerb | lexicon.PersonNoun | lexicon.GovernmentNoun | lexicon.MilitaryNoun | lexicon.EventNoun | lexicon.PublicationNoun
)

// plain finds the words that hardly ever are a place alone.
func (r *rules) plain(n *site) (Verdict, bool) {
	w := n.first
	if r.bare && w.Class.Has(lexicon.NumberWord) && wellKnown(n.Name) {
		return Verdict{}, false // "Lima" beside "Peru" is no number of Indonesian
	}
	if n.First != n.Last || n.Container >= 0 || n.Demonym ||
		!w.Class.Has(grammar) && (!w.Class.Has(plainNouns) || n.placed) || knownCountry(n.Name) && w.Shape&prose.AllCaps != 0 {
		return Verdict{}, false
	}
	return only(n.Name, ordinary), true
}

// vessel finds ships and submarines by what stands before: "USS Cairo", "the tanker Odessa".
func (r *rules) vessel(n *site) (Verdict, bool) {
	if n.Demonym {
		return Verdict{}, false
	}
	if w := n.before; w != nil && w.Shape&prose.AllCaps != 0 && (w.Class.Has(lexicon.VesselPrefix) || r.text.Is(w, motorShips) && r.definite(n.First-1)) {
		return r.widened(n.First-1, n.Last, precededBy, n.First-1)
	}
	if i := r.ship(n.First); i >= 0 && r.definite(i) {
		r.marks.add(n.first.Form, shipName)
		return r.widened(i, n.Last, precededBy, i)
	}
	return Verdict{}, false
}

// shipElsewhere finds those that the text has shown before to be ships.
func (r *rules) shipElsewhere(n *site) (Verdict, bool) {
	if n.Demonym || n.First != n.Last || !r.marks.has(n.first.Form, shipName) || !r.definite(n.First) ||
		!r.text.Is(n.before, n.language.Function.Article) {
		return Verdict{}, false
	}
	return only(n.Name, "a ship's name elsewhere:"), true
}

// shipAfter finds ships by what stands after: "the Arkhangelsk nuclear submarine".
func (r *rules) shipAfter(n *site) (Verdict, bool) {
	if n.Demonym || !r.definite(n.First) {
		return Verdict{}, false
	}
	for i, k := n.Last, 0; k < 3; k++ {
		w := r.text.After(i)
		const others = lexicon.Preposition | lexicon.Conjunction | lexicon.Auxiliary | lexicon.SayVerb | lexicon.ActVerb | lexicon.Determiner | lexicon.AdminWord
		if w == nil || w.Class.Has(others) {
			break
		}
		i++
		if w.Class.Has(lexicon.VesselNoun) {
			return r.widened(n.First, i, followedBy, i)
		}
	}
	return Verdict{}, false
}

// motorShips are prefixes of ships that mean something else as well, unless an article stands before: "the MS Estonia".
var motorShips = []string{"ms", "mt"}

// ship returns the noun for a ship before a name, perhaps with the beginning of the ship's name between, or -1: "the ship Maersk Alabama", "the ferry
// Princess of Malta".
func (r *rules) ship(name int32) int32 {
	t, i := r.text, name
	w := t.Before(i)
	if w != nil && t.Is(w, t.LanguageAt(name).Function.Of) {
		if i--; t.Before(i) == nil || t.Before(i).Shape&prose.Capital == 0 {
			return -1
		}
		w = t.Before(i)
	}
	if w != nil && w.Shape&prose.Capital != 0 && !w.Class.Has(lexicon.VesselNoun|lexicon.Weekday|lexicon.Month) {
		i--
		w = t.Before(i)
	}
	if w == nil || !w.Class.Has(lexicon.VesselNoun) || w.Shape&prose.Possessive != 0 {
		return -1
	}
	return i - 1
}

// definite reports whether "the" or a possessive stands before word i, with at most two adjectives between.
func (r *rules) definite(i int32) bool {
	for range 3 {
		w := r.text.Before(i)
		if w == nil || w.Class.Has(lexicon.Preposition) {
			return false
		}
		if r.text.Is(w, r.text.LanguageAt(i).Function.Article) || w.Shape&prose.Possessive != 0 || w.Class.Has(lexicon.Pronoun) {
			return true
		}
		i--
	}
	return false
}

// publication finds newspapers and stations: "The Kyiv Independent", "Times of Malta".
func (r *rules) publication(n *site) (Verdict, bool) {
	if i, ok := head(r.text, n.Name, lexicon.PublicationNoun); ok {
		return r.widened(n.First, i, followedBy, i)
	}
	if i, ok := owner(r.text, n.Name, lexicon.PublicationNoun); ok {
		return r.widened(i, n.Last, precededBy, i)
	}
	return Verdict{}, false
}

// team finds sports teams: "Manchester United", "FC Barcelona", "Chelsea beat Arsenal" in a report of a match.
func (r *rules) team(n *site) (Verdict, bool) {
	p, w := n.before, n.next
	the := p != nil && r.text.Is(p, n.language.Function.Article) // "lost to the Boston Celtics"
	if i, ok := head(r.text, n.Name, lexicon.TeamNoun); ok && (the || !n.placed) && (r.text.After(i) == nil || r.text.After(i).Shape&prose.Capital == 0) {
		return r.widened(n.First, i, followedBy, i)
	}
	if p != nil && p.Class.Has(lexicon.TeamNoun) && p.Shape&prose.Capital != 0 {
		return r.widened(n.First-1, n.Last, precededBy, n.First-1)
	}
	playing := r.text.Sport && n.Candidates[0].Kind == gazetteer.Settlement
	if w != nil && w.Class.Has(lexicon.MatchVerb) && playing {
		return Verdict{Left: n.First, Right: n.Last, Why: followedBy, Cue: n.Last + 1}, true
	}
	if p != nil && p.Class.Has(lexicon.MatchVerb) && playing {
		return Verdict{Left: n.First, Right: n.Last, Why: precededBy, Cue: n.First - 1}, true
	}
	return Verdict{}, false
}

// street finds streets: "Dublin Road", "Rua Augusta 100".
func (r *rules) street(n *site) (Verdict, bool) {
	if i, ok := head(r.text, n.Name, lexicon.StreetNoun); ok && !n.Demonym {
		v, ok := r.widened(n.First, i, followedBy, i)
		if r.digits(n.First-1, n.First) {
			v.Why = housed
		}
		return v, ok
	}
	ends := n.Last > n.First && r.text.Words[n.Last].Class.Has(lexicon.StreetNoun) && !n.Best().Seat()
	if ends && r.numbered(n.First, n.Last) { // "3 London Road", which is also a place
		return Verdict{Left: n.First, Right: n.Last, Why: housed, Cue: n.Last}, true
	}
	if from := r.wayTo(n.First); from >= 0 && !n.Demonym && r.numbered(from, n.Last) {
		return Verdict{Left: from, Right: n.Last, Why: housed, Cue: from}, true
	}
	return Verdict{}, false
}

// route finds the short form of a division that is a road's by the number after it: "W.Va. 61".
func (r *rules) route(n *site) (Verdict, bool) {
	const digits = 3
	next := n.next
	if next == nil || next.Shape&prose.Digits == 0 || next.End-next.Start > digits || n.Container >= 0 ||
		!n.Short() || n.Best().Kind != gazetteer.Admin1 || r.text.Words[n.Last].Shape&prose.Dotted == 0 || n.first.Gap == prose.GapComma {
		return Verdict{}, false
	}
	return Verdict{Left: n.First, Right: n.Last + 1, Why: aRoute, Cue: n.Last + 1}, true
}

// ways are words for a street before its name, and joints what may stand between the two.
var (
	ways   = []string{"rue", "rua", "calle", "via", "viale", "corso", "piazza", "plaza", "avenida", "av", "ul", "ulica", "strada", "jalan", "carrera", "paseo"}
	joints = []string{"de", "la", "da", "do", "du", "del", "della", "des", "di", "los", "las"}
)

// wayTo returns the word for a street with which its name begins, as Romance and Slavic languages have it, or -1: "Rua Augusta",
// "rue de Rivoli". The English "via" is none.
func (r *rules) wayTo(name int32) int32 {
	const farthest = 3 // "de la" between
	for i := name - 1; i >= max(0, name-farthest) && r.text.Words[i+1].Gap == prose.GapSpace; i-- {
		switch w := &r.text.Words[i]; {
		case r.text.Is(w, ways) && (w.Shape&prose.Capital != 0 || w.Class&lexicon.Preposition == 0):
			return i
		case !r.text.Is(w, joints):
			return -1
		}
	}
	return -1
}

// numbered reports whether a house's number stands right before or after some words.
func (r *rules) numbered(first, last int32) bool {
	return r.digits(first-1, first) || r.digits(last+1, last+1)
}

// digits reports whether a word is a number and white space parts it from the word before the second.
func (r *rules) digits(i, second int32) bool {
	words := r.text.Words
	return i >= 0 && second < int32(len(words)) && words[i].Shape&prose.Digits != 0 && words[second].Gap == prose.GapSpace
}

// product finds treaties, events and goods: "the Paris Agreement", "Boston Marathon".
func (r *rules) product(n *site) (Verdict, bool) {
	if i, ok := head(r.text, n.Name, lexicon.ProductNoun|lexicon.EventNoun); ok && !n.Demonym {
		return r.widened(n.First, i, followedBy, i)
	}
	return Verdict{}, false
}

// institution finds the place inside the name of a body.
func (r *rules) institution(n *site) (Verdict, bool) {
	return Verdict{Cued: true}, inner(r.text, n.Name)
}

// personal finds persons by what stands before: a title, a given name, an initial; and a surname that the text has
// given in full elsewhere.
func (r *rules) personal(n *site) (Verdict, bool) {
	w := n.before
	switch {
	case w == nil, w.Shape&prose.Possessive != 0, n.Demonym && !w.Class.Has(lexicon.GivenName):
	case w.Shape&prose.Initial != 0,
		w.Class.Has(lexicon.Title) && !w.Class.Has(lexicon.Common) && !knownCountry(n.Name),
		w.Shape&prose.Capital != 0 && w.Class.Has(lexicon.GivenName) && !w.Class.Has(lexicon.AmbiguousName|lexicon.Month):
		return r.widened(n.First-1, n.Last, precededBy, n.First-1)
	}
	if n.First == n.Last && !n.Demonym && !n.placed && n.Container < 0 && r.marks.has(n.first.Form, surname) {
		return only(n.Name, knownInFull), true
	}
	return Verdict{}, false
}

// forename finds persons by what stands after: "Paris Hilton", "Vladimir Putin".
func (r *rules) forename(n *site) (Verdict, bool) {
	w, self := n.next, n.first.Class
	if w == nil || n.First != n.Last || w.Shape&(prose.Capital|prose.AllCaps) != prose.Capital || n.Demonym {
		return Verdict{}, false
	}
	if knownCountry(n.Name) && !(self.Has(lexicon.GivenName) && w.Class.Has(lexicon.Surname) && !w.Class.Has(lexicon.Common|lexicon.Title)) { // "India Walker"
		return Verdict{}, false
	}
	unknown := w.Class == 0 || w.Class.Has(lexicon.Surname|lexicon.GivenName)
	if !unknown || !self.Has(lexicon.GivenName|lexicon.AmbiguousName) || r.begins(n.Last+1) {
		return Verdict{}, false
	}
	if self.Has(lexicon.AmbiguousName) && n.placed {
		return Verdict{}, false
	}
	return r.widened(n.First, n.Last+1, followedBy, n.Last+1)
}

// famous is the prior of a place that most readers know: a settlement of half a million, a country, a region.
const famous = 5.7

// wellKnown reports whether a name is that of a place that most readers know: one that is large, and known by that name.
func wellKnown(n *names.Name) bool {
	best := n.Best()
	return best.Prior >= famous && best.Size >= famous
}

// ordinary finds plain words that only begin a sentence, or stand in a headline, with a capital.
func (r *rules) ordinary(n *site) (Verdict, bool) {
	w := n.first
	if n.First != n.Last || n.Container >= 0 || n.Demonym || n.placed || knownCountry(n.Name) {
		return Verdict{}, false
	}
	switch {
	case w.Class.Has(lexicon.Common) && !wellKnown(n.Name):
		return only(n.Name, ordinary), true
	case w.Class.Has(lexicon.Common) && !w.Class.Has(lexicon.AmbiguousName):
		st := r.text.SentenceOf(n.First)
		return only(n.Name, ordinary), st.First == n.First || st.Headline
	}
	return Verdict{}, false
}

// barename finds given names and surnames that stand alone with nothing around them that says place: "Sullivan said".
func (r *rules) barename(n *site) (Verdict, bool) {
	const persons = lexicon.GivenName | lexicon.RareName | lexicon.Surname
	w := n.first
	if n.First != n.Last || n.Container >= 0 || n.Holds >= 0 || n.Demonym || !w.Class.Has(persons) || n.placed ||
		n.Listed >= 0 || wellKnown(n.Name) {
		return Verdict{}, false
	}
	return only(n.Name, "a person's name as often as a place's:"), true
}

// knownCountry reports whether a name is a country's first of all.
func knownCountry(n *names.Name) bool { return n.Best().Kind == gazetteer.Country }

// begins reports whether a country's name begins at a word.
func (r *rules) begins(word int32) bool {
	k := r.list.At(word)
	return k >= 0 && knownCountry(&r.list.Names[k])
}

// Unnamed judges a word at which no name of the gazetteer begins: an agency, or a direction used as a region ("the West").
func Unnamed(t *prose.Text, i int32) (Verdict, bool) {
	w := &t.Words[i]
	if w.Shape&prose.AllCaps != 0 && w.Class.Has(lexicon.Acronym) {
		return Verdict{Reason: model.Organization, Left: i, Right: i, Why: "the acronym", Cue: i}, true
	}
	if w.Shape&(prose.Capital|prose.AllCaps) != prose.Capital || !w.Class.Has(lexicon.Directional) {
		return Verdict{}, false
	}
	the, next := t.Before(i), t.After(i)
	if the == nil || !t.Is(the, t.LanguageAt(i).Function.Article) || next != nil && next.Shape&prose.Capital != 0 {
		return Verdict{}, false
	}
	return Verdict{Reason: model.UnknownPlace, Left: i, Right: i, Why: "a direction used as a region:", Cue: i}, true
}

// Absent is the verdict for a likely place that the gazetteer lacks, and of which too little is known to place it.
func Absent(n *names.Name) Verdict {
	return Verdict{Reason: model.UnknownPlace, Left: n.First, Right: n.Last, Why: "not in the gazetteer:", Cue: n.First}
}
