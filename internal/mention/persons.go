package mention

import (
	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/prose"
)

// Persons have names of towns, states and countries. Kin, age and a trade are theirs alone, and who says what "she" did is no place.

// human finds persons by what is said of them: "Georgia's mother", "Chad and his brother", "Austin is six years old", "Madison, a nurse,".
func (r *rules) human(n *site) (Verdict, bool) {
	if n.First != n.Last || n.Demonym || n.Container >= 0 || n.Holds >= 0 || !n.first.Class.Has(lexicon.GivenName) || n.placed {
		return Verdict{}, false
	}
	if n.before != nil && n.before.Class.Has(lexicon.Preposition|lexicon.Directional) {
		return Verdict{}, false
	}
	switch {
	case r.named(n.First), r.kin(n), r.aged(n.Last), r.trade(n.Last), n.Best().Kind == gazetteer.Settlement && (r.born(n.Last) || r.speaks(n.Last)):
		return only(n.Name, doesAs), true
	case n.Best().Kind == gazetteer.Admin1 && r.speaks(n.Last): // or the state speaks of somebody
		return only(n.Name, "says what a person says:"), true
	}
	return Verdict{}, false
}

// named reports whether a name is given to a person before a word: "my name is Israel", "a girl named Asia".
func (r *rules) named(first int32) bool {
	words, p := r.text.Words, r.text.LanguageAt(first).Persons
	if p == nil || first < 2 || words[first].Gap > prose.GapComma || words[first-1].Gap > prose.GapComma {
		return false
	}
	w, before := &words[first-1], &words[first-2]
	return r.text.Is(w, p.Named) && before.Class.Has(lexicon.PersonNoun) || w.Class.Has(lexicon.Auxiliary) && r.text.Is(before, p.Name)
}

// kin reports whether a name has kin: "Georgia's mother", "Chad and his brother", "Virginia said her son".
func (r *rules) kin(n *site) bool {
	t, i := r.text, n.Last+1
	p := n.language.Persons
	if p == nil {
		return false
	}
	if t.Words[n.Last].Shape&prose.Possessive != 0 {
		return r.follows(i+1, p.Kin)
	}
	if !r.follows(i, nil) || !t.Words[i].Class.Has(lexicon.Conjunction|lexicon.SayVerb) {
		return false
	}
	return r.follows(i+1, p.Own) && r.follows(i+2, p.Kin)
}

// follows reports whether a word stands after nothing but white space, and is one of some; any, if they are nil.
func (r *rules) follows(i int32, some []string) bool {
	return int(i) < len(r.text.Words) && r.text.Words[i].Gap == prose.GapSpace && (some == nil || r.text.Is(&r.text.Words[i], some))
}

// aged reports whether an age follows a word: "is six years old", "turned nine", ", 34,".
func (r *rules) aged(last int32) bool {
	t, i := r.text, last+1
	p := t.LanguageAt(last).Persons
	if p == nil || int(i)+2 >= len(t.Words) || t.Words[last].Shape&prose.Possessive != 0 {
		return false
	}
	if t.Words[i].Gap == prose.GapComma {
		return r.years(i) && t.Words[i+1].Gap == prose.GapComma && t.Words[i+1].Shape&prose.Capital == 0
	}
	if !r.follows(i, nil) || !r.follows(i+1, nil) || !r.years(i+1) {
		return false
	}
	return t.Is(&t.Words[i], p.Turned) || t.Words[i].Class.Has(lexicon.Auxiliary) && (r.follows(i+2, p.When) || r.follows(i+2, p.Years) && r.follows(i+3, p.Old))
}

// born reports whether who has a name "was born", as Augusta in 1911.
func (r *rules) born(last int32) bool {
	p := r.text.LanguageAt(last).Persons
	return p != nil && r.follows(last+1, nil) && r.text.Words[last+1].Class.Has(lexicon.Auxiliary) && r.follows(last+2, p.Born)
}

// years reports whether a word is a number that may be a person's age.
func (r *rules) years(i int32) bool {
	const digits = 2
	w := &r.text.Words[i]
	return w.Class.Has(lexicon.NumberWord) || w.Shape&prose.Digits != 0 && w.FoldEnd-w.FoldStart <= digits
}

// trade reports whether a comma and what a person is follow a word: ", a nurse,".
func (r *rules) trade(last int32) bool {
	const farthest = 4
	t, i := r.text, last+1
	if int(i)+1 >= len(t.Words) || t.Words[i].Gap != prose.GapComma || !t.Words[i].Class.Has(lexicon.Determiner) || t.Is(&t.Words[i], t.LanguageAt(last).Function.Article) {
		return false
	}
	for k := i + 1; k < i+farthest && r.follows(k, nil) && !t.Words[k].Class.Has(lexicon.Preposition); k++ {
		if ends := int(k)+1 >= len(t.Words) || t.Words[k+1].Gap != prose.GapSpace; ends {
			return t.Words[k].Class.Has(lexicon.PersonNoun)
		}
	}
	return false
}

// speaks reports whether a verb of saying follows a word, and soon after it "he" or "she": "told reporters that she".
func (r *rules) speaks(last int32) bool {
	const farthest = 5
	t, i := r.text, last+1
	p := t.LanguageAt(last).Persons
	if p == nil || t.Words[last].Shape&prose.Possessive != 0 || !r.follows(i, nil) || !t.Words[i].Class.Has(lexicon.SayVerb) {
		return false
	}
	for k := i + 1; k < i+farthest && r.follows(k, nil) && t.Words[k].Shape&prose.Capital == 0; k++ {
		if t.Is(&t.Words[k], p.Pronouns) {
			return true
		}
	}
	return false
}
