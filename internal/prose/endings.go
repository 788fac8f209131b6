package prose

import (
	"maps"
	"slices"
	"strings"

	"example.com/geotag/internal/fold"
)

// Endings are what a language does to names, in folded form.
type Endings struct {
	Nouns     []Ending          // of nouns, and of adjectives within names: "Wielkiej Brytanii"
	Adjective []Ending          // those of adjectives
	Divisions map[string]string // the noun for a division in any case, and in Latin letters: "области" and "oblast"
	Latin     []Ending          // letters that the language writes in Latin ones as others do not: "и" and "y"
	Least     float32           // how well known a place is at least, as a prior, of whose name a single word is an oblique form; 0: as any
	byLast    map[byte][]Ending // those of the words that end with a byte
	any       []Ending          // those of all words: the oblique form has none
}

// An Ending is that of an oblique case with one of the nominative that it may be of.
type Ending struct{ Oblique, Nominative string }

// LongestEnding is how many bytes an oblique ending has at most.
const LongestEnding = 16

// Of returns the endings that a folded word may have, in no order that matters.
func (e *Endings) Of(word []byte) []Ending {
	if len(word) > 0 {
		if of, ok := e.byLast[word[len(word)-1]]; ok {
			return of
		}
	}
	return e.any
}

// index orders the endings for Of.
func (e *Endings) index() {
	e.byLast, e.any = map[byte][]Ending{}, nil
	for _, c := range e.Nouns {
		if c.Oblique == "" {
			e.any = append(e.any, c)
		}
	}
	for _, c := range e.Nouns {
		if n := len(c.Oblique); n > 0 {
			last := c.Oblique[n-1]
			if e.byLast[last] == nil {
				e.byLast[last] = slices.Clone(e.any)
			}
			e.byLast[last] = append(e.byLast[last], c)
		}
	}
}

// joined returns the endings of two languages.
func (e *Endings) joined(with *Endings) *Endings {
	both := &Endings{Divisions: map[string]string{}}
	for _, of := range []*Endings{e, with} {
		both.add(of.Nouns)
		both.Adjective = append(both.Adjective, of.Adjective...)
		maps.Copy(both.Divisions, of.Divisions)
	}
	both.index()
	return both
}

// add adds endings that are not there yet.
func (e *Endings) add(more []Ending) {
	for _, c := range more {
		if c.Oblique != c.Nominative && !slices.Contains(e.Nouns, c) {
			e.Nouns = append(e.Nouns, c)
		}
	}
}

// divide adds a noun for a division: the word in Latin letters, then its forms.
func (e *Endings) divide(words []string) {
	if e.Divisions == nil {
		e.Divisions = map[string]string{}
	}
	for _, w := range words[1:] {
		e.Divisions[fold.Name(w)] = words[0]
	}
}

// endings reads pairs such as "owie>ow"; a + is a space.
func endings(pairs []string) (out []Ending) {
	for _, p := range pairs {
		oblique, nominative, _ := strings.Cut(strings.ReplaceAll(p, "+", " "), ">")
		out = append(out, Ending{fold.Name(oblique), fold.Name(nominative)})
	}
	return out
}
