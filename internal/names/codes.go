package names

import (
	"strings"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/prose"
)

// Short forms ("TX", "Calif.", "UK", "RJ") are words and other names as well, so that each counts only where one may stand.

// shortest is the length in bytes up to which a name without a full stop is a code rather than a word.
const shortest = 3

const short = gazetteer.Abbreviation | gazetteer.Code

// Short reports whether a name is written as a short form first of all.
func (n *Name) Short() bool {
	return !n.Lacks() && n.Best().Flags&short != 0 && n.Best().Flags&gazetteer.Demonym == 0
}

// abbreviated reports whether the text writes a name as an abbreviation is written, and where one may stand.
func (j *judge) abbreviated(c *Candidate) bool {
	w := &j.text.Words[j.name.Last]
	code, caps := c.Flags&gazetteer.Code != 0, w.Shape&prose.AllCaps != 0
	switch {
	case j.given:
		return true
	case !j.single && code:
		j.sure = caps && w.Gap == prose.GapHyphen // "BR-RJ"
		return j.sure
	case w.Shape&prose.Dotted != 0 && (!caps || w.FoldEnd-w.FoldStart > shortest-1 || w.End-w.Start > shortest):
		return !code && j.dotted(c)
	case code || !caps || w.FoldEnd-w.FoldStart > shortest:
		return j.spelled(c)
	case c.Kind == gazetteer.Country || c.Kind == gazetteer.Union:
		return c.Exact || j.holder(c)
	case w.FoldEnd-w.FoldStart == shortest && !w.Class.Has(lexicon.Common):
		return true
	}
	return j.coded(c)
}

// dotted judges an abbreviation with a full stop: an ordinary word only where a place may stand ("in Miss.", "an Ill. man"), and initials with
// space between only after what lies there ("Newark, N. J."), for authors have them, too.
func (j *judge) dotted(c *Candidate) bool {
	t, first := j.text, &j.text.Words[j.name.First]
	switch {
	case j.single && first.End-first.Start <= shortest && !c.Exact:
		return false // "Ms.", "Co.", "Dr."
	case c.Kind == gazetteer.Country, c.Kind == gazetteer.Union, j.cues(c):
		return true
	case !j.single && first.Shape&prose.Initial != 0 && t.Words[j.name.Last].Gap != prose.GapNone:
		return j.holder(c)
	case j.holder(c):
		return true
	}
	before, next := t.Before(j.name.First), t.After(j.name.Last)
	return !first.Class.Has(lexicon.Common) || j.follows() || first.Gap != prose.GapSpace || prepared(t, j.name.First) ||
		before != nil && t.Is(before, t.LanguageAt(j.name.First).Function.Of) || next != nil && next.Shape&prose.Capital == 0
}

// spelled judges a form without a full stop that is no code in capitals: "Calif" in "D-Calif", "Qld".
func (j *judge) spelled(c *Candidate) bool {
	w := &j.text.Words[j.name.Last]
	switch caps := w.Shape&prose.AllCaps != 0; {
	case c.Flags&gazetteer.Code != 0:
		return caps && j.holder(c)
	case w.FoldEnd-w.FoldStart <= shortest:
		return c.Exact
	default:
		return caps || c.Exact || w.Gap == prose.GapComma && j.follows() || w.Gap == prose.GapHyphen
	}
}

// foreign reports whether a use of the name is a code, or as short as one, in other languages than the text's. The sense is of the
// paragraph's language, which is not always the one that its text is in.
func (j *judge) foreign(s *sense, use int) bool {
	w := &j.text.Words[j.name.Last]
	if !j.single || j.given || w.FoldEnd-w.FoldStart > shortest || w.Shape&prose.Uncased != 0 {
		return false
	}
	own := j.text.LanguageAt(j.name.Last).Tag
	tag, _, _ := strings.Cut(j.text.SentenceOf(j.name.Last).Tag, "-")
	if tag == "" && w.Shape&(prose.AllCaps|prose.Dotted) != 0 {
		tag = own
	}
	if tag == "" || tag == own {
		return tag != "" && !s.in
	}
	for u := range j.name.Toponym.Uses() {
		if use--; use < 0 {
			return !u.InLang(tag)
		}
	}
	return false
}

// coded judges a division's code: after what lies there; in English also after a comma, for no gazetteer has all towns, and
// where what stands around it says so.
func (j *judge) coded(c *Candidate) bool {
	switch {
	case j.holder(c):
		return true
	case j.text.LanguageAt(j.name.First).Tag != "en":
		return false
	case j.cues(c):
		return true
	}
	listed := j.enumerated()
	j.sure = j.sure || listed
	return listed || j.text.Words[j.name.First].Gap == prose.GapComma && j.follows() && !j.degree()
}

// holder reports whether the candidate holds the name before, and notes that one does.
func (j *judge) holder(c *Candidate) bool {
	fits := j.fits(c)
	j.holds = j.holds || fits
	return fits
}

// follows reports whether the name stands right after another, or after the delivery zone of one ("CHICAGO 15, ILL.").
func (j *judge) follows() bool {
	if j.before == nil {
		return false
	}
	between := j.text.Words[j.before.Last+1 : j.name.First]
	return len(between) == 0 || len(between) == 1 && zone(&between[0])
}

// zone reports whether a word is a town's delivery zone: one or two digits.
func zone(w *prose.Word) bool {
	return w.Shape&prose.Digits != 0 && w.Gap == prose.GapSpace && w.End-w.Start <= 2
}

// fits reports whether the name before may lie in the candidate: "Santos, SP", "Paris (TX)", "Salvador - BA", "Wil SG".
func (j *judge) fits(c *Candidate) bool {
	w := &j.text.Words[j.name.First]
	if !j.follows() || !w.Gap.InSentence() || w.Gap == prose.GapSpace && w.Class.Has(lexicon.Common) {
		return false
	}
	for i := range j.before.Candidates {
		p := j.before.Candidates[i].Place
		if p == c.Place {
			return true
		}
		for a := range p.Ancestors() {
			if a == c.Place {
				return true
			}
		}
	}
	return false
}

// enumerated reports whether a code of two letters stands among others: "in TX, OK and LA".
func (j *judge) enumerated() bool {
	const least, beside = 3, 3
	t, run := j.text, 1
	for _, step := range [...]int32{-1, 1} {
		for i, k := j.name.First+step, 0; k < beside && i >= 0 && i < int32(len(t.Words)); i, k = i+step, k+1 {
			if w := &t.Words[i]; t.Is(w, t.LanguageAt(i).Function.And) {
				continue
			}
			if !j.state(i) {
				break
			}
			run++
		}
	}
	return run >= least
}

// state reports whether a word is the code of a division, in a list.
func (j *judge) state(i int32) bool {
	w := &j.text.Words[i]
	if w.Shape&prose.AllCaps == 0 || w.FoldEnd-w.FoldStart != 2 {
		return false
	}
	name, ok := j.ix.Lookup(string(j.text.Word(i)))
	if !ok {
		return false
	}
	for use := range name.Uses() {
		if use.Flags()&short == gazetteer.Abbreviation && use.Place().Type() == gazetteer.Admin1 {
			return true
		}
	}
	return false
}

// degree reports whether a code after a comma is rather a person's degree: "John Smith, MD".
func (j *judge) degree() bool {
	first := j.text.Before(j.before.First)
	return first != nil && first.Class.Has(lexicon.GivenName) && !first.Class.Has(lexicon.Common|lexicon.AmbiguousName)
}

// cued reports whether words around a short form say that it is a division's: a party before ("R-Fla."), a postal code
// after ("CO 80470"), or a preposition of place before the town that it follows ("9 km NW of The Geysers, CA"); and of which
// country, or nothing.
func cued(t *prose.Text, n *Name) (country string, ok bool) {
	w := &t.Words[n.First]
	switch {
	case n.First == 0:
		return "", false
	case w.Gap == prose.GapHyphen:
		return "US", party(t, n.First-1)
	case w.Gap == prose.GapComma || w.Gap == prose.GapSpace && t.Words[n.First-1].Shape&prose.Capital != 0:
		if country = postal(t, n.Last+1); country != "" {
			return country, true
		}
		return "", w.Gap == prose.GapComma && preparedTown(t, n.First-1)
	}
	return "", false
}

// cues reports whether the words around say that the candidate is meant, and notes it.
func (j *judge) cues(c *Candidate) bool {
	country, ok := cued(j.text, &j.name)
	ok = ok && (country == "" || c.Place.Country() == country)
	j.sure = j.sure || ok
	return ok
}

// party reports whether a word is a party's letter before a legislator's state: "(D-Ohio)", "Doe, R-Texas".
func party(t *prose.Text, i int32) bool {
	w := &t.Words[i]
	return w.End-w.Start == 1 && w.Gap != prose.GapNone && t.Is(w, []string{"d", "r", "i"})
}

// postal returns the country whose postal code begins at a word: five digits, four, or as "K1A"; or nothing.
func postal(t *prose.Text, i int32) string {
	if i >= int32(len(t.Words)) || t.Words[i].Gap > prose.GapComma || t.Words[i].Shape&(prose.Digits|prose.Capital) == 0 {
		return ""
	}
	var form [5]byte
	code := t.Word(i)
	if len(code) > len(form) {
		return ""
	}
	for k, c := range code {
		form[k] = 'A'
		if '0' <= c && c <= '9' {
			form[k] = '9'
		}
	}
	switch string(form[:len(code)]) {
	case "99999":
		return "US"
	case "9999":
		return "AU"
	case "A9A":
		return "CA"
	}
	return ""
}

// preparedTown reports whether a preposition of place stands before the capitalized words that end with a word.
func preparedTown(t *prose.Text, last int32) bool {
	const longest = 4 // words of a town's name
	for i := last; i > last-longest && i >= 0 && t.Words[i].Shape&prose.Capital != 0; i-- {
		if prepared(t, i) {
			return true
		}
	}
	return false
}

// prepared reports whether a preposition of place stands right before a word, or "of" after a direction ("9 km NW of").
func prepared(t *prose.Text, i int32) bool {
	p := t.Before(i)
	if p == nil {
		return false
	}
	if t.Is(p, t.LanguageAt(i).Function.Of) {
		d := t.Before(i - 1)
		return d != nil && (d.Class.Has(lexicon.Directional) || t.Is(d, t.LanguageAt(i).Function.Compass))
	}
	return p.Class.Has(lexicon.PlacePrep)
}
