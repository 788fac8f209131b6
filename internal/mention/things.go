package mention

import (
	"slices"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/names"
	"example.com/geotag/internal/prose"
)

// Things, treaties, firms and persons bear the names of places; the words after tell.

// called finds what is called after a place and written small: "Stockholm syndrome", "Brussels sprouts", "the Dayton accords", and
// the times of zones: "8 p.m. Moscow time".
func (r *rules) called(n *site) (Verdict, bool) {
	t, next, things := r.text, n.next, n.language.Things
	if t.Is(&t.Words[n.Last], things.Zones) && n.First > 0 && t.Is(&t.Words[n.First-1], things.Hours) {
		return only(n.Name, "a zone of time:"), true // "6 p.m. Pacific"
	}
	const others = lexicon.Preposition | lexicon.Auxiliary | lexicon.Determiner | lexicon.Conjunction | lexicon.SayVerb | lexicon.ActVerb
	if next == nil || n.Container >= 0 || next.Class.Has(others) {
		return Verdict{}, false
	}
	switch {
	case t.Is(next, things.Called):
	case t.Is(next, things.Treaties) && n.Best().Kind == gazetteer.Settlement:
	case r.zoned(n.Last+1) && (t.Is(&t.Words[n.Last], things.Zones) || r.timed(n.First, farthestHour)):
	default:
		return Verdict{}, false
	}
	return r.widened(n.First, n.Last+1, followedBy, n.Last+1)
}

// currency finds the country in a currency: "US$5 million", "$US 15".
func (r *rules) currency(n *site) (Verdict, bool) {
	t, w := r.text.Source, n.first
	if n.First != n.Last || w.Shape&prose.AllCaps == 0 {
		return Verdict{}, false
	}
	signed := int(w.End) < len(t) && t[w.End] == '$' || w.Start > 0 && t[w.Start-1] == '$'
	return only(n.Name, "a currency:"), signed
}

// zoned reports whether "time" comes at a word, or after "Standard" or the like.
func (r *rules) zoned(i int32) bool {
	things := r.text.LanguageAt(i).Things
	if w := r.text.After(i); w != nil && r.text.Is(&r.text.Words[i], things.Standard) {
		return r.text.Is(w, things.Time)
	}
	return r.text.Is(&r.text.Words[i], things.Time)
}

// farthestHour is how many words before a zone's time its hour may stand: "8 p.m. Moscow time".
const farthestHour = 3

// timed reports whether an hour is named at most so many words before a word: "8 p.m.", "noon".
func (r *rules) timed(first, farthest int32) bool {
	for i := first - 1; i >= max(0, first-farthest) && r.text.Words[i+1].Gap < prose.GapParagraph; i-- {
		if w := &r.text.Words[i]; w.Shape&prose.Digits != 0 || r.text.Is(w, r.text.LanguageAt(i).Things.Hours) {
			return true
		}
	}
	return false
}

// doer finds persons by what they do, who have names of countries and towns: "Jordan scored 31 points", "Chad smiled".
func (r *rules) doer(n *site) (Verdict, bool) {
	const persons = lexicon.GivenName | lexicon.AmbiguousName | lexicon.Surname
	t, next := r.text, n.next
	if next == nil || n.First != n.Last || n.Demonym || n.Container >= 0 || next.Shape&prose.Capital != 0 ||
		!n.first.Class.Has(persons) || n.placed {
		return Verdict{}, false
	}
	deeds := n.language.Deeds
	if !t.Is(next, deeds.Personal) && !(t.Is(next, deeds.Playing) && r.plays(n.Last+1, n.Best().Sovereign())) {
		return Verdict{}, false
	}
	return only(n.Name, doesAs), true
}

// plays reports whether what a player makes is named soon after a verb: "scored 31 points", "hit a home run"; of one with a country's
// name, what no national team makes.
func (r *rules) plays(verb int32, country bool) bool {
	const farthest = 5
	deeds := r.text.LanguageAt(verb).Deeds
	for i := verb + 1; i < min(int32(len(r.text.Words)), verb+farthest) && r.text.Words[i].Gap <= prose.GapHyphen; i++ {
		if w := &r.text.Words[i]; r.text.Is(w, deeds.Feats) || !country && r.text.Is(w, deeds.Runs) {
			return true
		}
	}
	return false
}

// firm finds companies that have a town's name: those that nearly all mean by it, and others by what only firms have or do.
func (r *rules) firm(n *site) (Verdict, bool) {
	t := r.text
	if n.First != n.Last || n.Demonym || n.Container >= 0 || n.placed {
		return Verdict{}, false
	}
	things, before, next := n.language.Things, n.before, n.next
	switch n.Best().Kind {
	case gazetteer.Settlement:
	case gazetteer.Water, gazetteer.Landform, gazetteer.Region: // "Amazon workers", but "the Amazon"
		return only(n.Name, "a company's name:"), (before == nil || before.Class.Has(lexicon.Conjunction)) && lexicon.Firm(t.Word(n.First))
	default:
		return Verdict{}, false
	}
	if i := n.Last + 1; t.Words[n.Last].Shape&prose.Possessive != 0 && i < int32(len(t.Words)) && t.Words[i].Gap == prose.GapNone {
		next = t.After(i)
		if i+1 < int32(len(t.Words)) {
			next = &t.Words[i+1]
		}
	}
	of := before != nil && t.Is(before, n.language.Function.Of)
	switch {
	case of && n.First > 1 && t.Is(&t.Words[n.First-2], things.Shares):
		return only(n.Name, "a company's name:"), true
	case next != nil && next.Shape&prose.Capital == 0 && t.Is(next, things.Shares) && n.Best().Prior < famous:
		return Verdict{Left: n.First, Right: n.Last, Why: followedBy, Cue: n.Last + 1}, true
	case of || n.Listed >= 0 && r.opinions[n.Listed].Reason == 0:
		return Verdict{}, false
	}
	return only(n.Name, "a company's name:"), lexicon.Firm(t.Word(n.First))
}

// listedFirm finds companies by what stands after their whole name: a ticker, "Nevada Lithium (NYSE: NVL)", "Texas Instruments (TXN.O)", or what only firms have,
// "Ohio Casualty shares".
func (r *rules) listedFirm(n *site) (Verdict, bool) {
	const longest = 4
	t, last := r.text, n.Last
	if n.placed {
		return Verdict{}, false
	}
	for k := 0; k < longest && int(last)+1 < len(t.Words); k++ {
		w := &t.Words[last+1]
		if w.Shape&prose.Capital == 0 || w.Gap != prose.GapSpace && w.Gap != prose.GapHyphen {
			break
		}
		last++
	}
	if r.ticker(last + 1) {
		return r.widened(n.First, last, followedBy, last+1)
	}
	if last == n.Last || t.Words[n.Last+1].Gap == prose.GapHyphen && n.Demonym || !r.follows(last+1, n.language.Things.Shares) {
		return Verdict{}, false
	}
	return r.widened(n.First, last, followedBy, last+1)
}

// ticker reports whether a company's sign stands in brackets from a word on: "(NYSE: NVL)", "(TXN.O)".
func (r *rules) ticker(i int32) bool {
	t := r.text
	if int(i)+1 >= len(t.Words) || t.Words[i].Gap != prose.GapOpen || t.Words[i].Shape&prose.AllCaps == 0 {
		return false
	}
	next := &t.Words[i+1]
	between := t.Source[t.Words[i].End:next.Start]
	return t.Is(&t.Words[i], t.LanguageAt(i).Things.Exchanges) || between == "." && next.Shape&prose.Capital != 0 && next.End-next.Start <= 2
}

// carrier reports whether a name stands in that of an airline or a railway: "Air India", "Norfolk Southern".
func carrier(t *prose.Text, n *names.Name) bool {
	things, before, next := t.LanguageAt(n.First).Things, t.Before(n.First), t.After(n.Last)
	if before != nil && before.Shape&prose.Capital != 0 && t.Is(before, things.Airs) {
		return true
	}
	if next == nil || next.Shape&prose.Capital == 0 || !t.Is(next, things.Ways) {
		return false
	}
	after := t.After(n.Last + 1)
	return after == nil || after.Shape&prose.Capital == 0
}

// seat reports whether a name is that of a building or street that news name for who sits there, or where they go: "at the
// Pentagon", "Downing Street said".
func seat(t *prose.Text, n *names.Name) bool {
	if n.Lacks() || n.Demonym || !n.Best().Seat() {
		return false
	}
	if next := t.After(n.Last); next != nil && next.Shape&prose.Capital != 0 {
		return false
	}
	before := t.Before(n.First)
	if before == nil || t.Is(before, t.LanguageAt(n.First).Function.Article) || t.Is(before, articles) {
		return before != nil || n.Last > n.First && !t.SentenceOf(n.First).Headline
	}
	return n.Last > n.First && before.Shape&prose.Capital == 0
}

// staff finds those who work in such a building: "White House aides", "Pentagon press secretary".
func (r *rules) staff(n *site) (Verdict, bool) {
	const farthest, persons = 2, lexicon.PersonNoun | lexicon.Title
	if n.Demonym {
		return Verdict{}, false
	}
	for i := n.Last; i < n.Last+farthest; i++ {
		next := r.text.After(i)
		if next == nil || next.Shape&prose.Capital != 0 || next.Class.Has(lexicon.Preposition|lexicon.Auxiliary|lexicon.SayVerb) {
			break
		}
		if next.Class.Has(persons) {
			inSeat := slices.ContainsFunc(n.Candidates, func(c names.Candidate) bool { return c.Seat() })
			return Verdict{Left: n.First, Right: n.Last, Why: followedBy, Cue: i + 1}, inSeat
		}
	}
	return Verdict{}, false
}

// articles are those of other languages, for texts whose language nobody told: "Der Kreml".
var articles = []string{"der", "den", "dem", "das", "el", "il", "o", "al"}

// odd reports whether a name of several capitalized words stands where a town does: after a preposition, or before what holds it.
// "Truth or Consequences, New Mexico" is not what the words say.
func odd(t *prose.Text, n *names.Name) bool {
	if next := t.After(n.Last); next != nil && next.Shape&prose.Capital != 0 {
		return false
	}
	return n.Last > n.First && !n.Lacks() && !n.Demonym && n.Best().Kind == gazetteer.Settlement && t.Words[n.Last].Shape&prose.Capital != 0 &&
		(n.Container >= 0 || placed(t, n) && n.Best().Main && n.Best().Exact)
}
