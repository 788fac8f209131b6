package mention

import (
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/prose"
)

// relatedTo is how a word shows that a name is a relative's: "her son London".
const relatedTo = "a relative's name:"

// kin are words for one relative or several; born stands before a maiden name, and dead before who is.
var (
	kin = []string{
		"son", "daughter", "sister", "brother", "wife", "husband", "mother", "father", "nephew", "niece", "uncle", "aunt", "cousin", "widow", "widower",
		"grandson", "granddaughter", "grandmother", "grandfather", "stepson", "stepdaughter", "sister-in-law", "brother-in-law", "fiancé", "fiancée",
		"twin", "twins", "sons", "daughters", "sisters", "brothers", "nephews", "nieces", "cousins", "grandchildren", "grandsons", "granddaughters",
	}
	born = []string{"nee", "née"}
	dead = []string{"late"}
)

// relative finds relatives, as obituaries and courts name them: "her son London", "a daughter, Georgia, of Macon", "mother of Sydney", "nee Perth".
// Of what a comma or an "of" parts from the word, given names alone are such.
func (r *rules) relative(n *site) (Verdict, bool) {
	t, first := r.text, n.first
	if n.First == 0 || n.First != n.Last || n.Demonym || n.language.Words != nil {
		return Verdict{}, false
	}
	given := first.Class.Has(lexicon.GivenName|lexicon.RareName) && !knownCountry(n.Name)
	before := &t.Words[n.First-1]
	found := false
	switch {
	case before.Sentence != first.Sentence || first.Gap > prose.GapComma:
	case first.Gap == prose.GapComma:
		found = given && t.Is(before, kin) && n.Container < 0
	case t.Is(before, t.LanguageAt(n.First).Function.Of):
		w := t.Before(n.First - 1)
		found = given && w != nil && t.Is(w, kin)
	default:
		found = t.Is(before, born) || t.Is(before, dead) && given || t.Is(before, kin) && before.Shape&prose.Capital == 0
	}
	return Verdict{Left: n.First, Right: n.Last, Why: relatedTo, Cue: n.First - 1}, found
}
