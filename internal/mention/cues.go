package mention

import (
	"slices"

	"example.com/geotag/internal/prose"
)

// A cue is what a word says by its letters alone to the rules of its language: one bit for each list of words that it may be in.
type cue uint32

const (
	cueCalled   cue = 1 << iota // prose.ThingWords.Called or Treaties
	cueZone                     // Zones
	cueTime                     // Time or Standard
	cueShares                   // Shares
	cueAirs                     // Airs
	cueWays                     // Ways
	cueDeed                     // prose.DeedWords.Personal or Playing
	cueBeside                   // what stands beside a team's name, of prose.MatchWords
	cueTelling                  // what tells of a match
	cueKin                      // kin, born or dead
	cueStreet                   // ways
	cueShip                     // motorShips
	cueParticle                 // particles
	cueTaker                    // takers

	// Of a place in a text, and no word's.
	cueFigure  // a number
	cueOpens   // a bracket opens
	cueForeign // the language is not English
)

// cueBits is how many bits of what is kept of a form are its cues; those above are one more than the number of the language in which it was heard.
const cueBits = 24

// mostHeard is how many languages are kept apart: as many as those bits can tell.
const mostHeard = 1<<(32-cueBits) - 1

// A hearer tells the cues of words, and keeps those of each form, for nearly all words of a text are those of others. What it keeps is of one
// prose.Reader and one age of its forms, four bytes a form; and the lists of each language that was heard, some 30 kB.
type hearer struct {
	text    *prose.Text
	age     uint32
	known   []uint32 // by form; 0: not heard yet
	tongues []tongue // that were heard
	last    *prose.Language
	number  uint32 // of the last one, as kept
}

// A tongue is the words of a language's lists, folded, with their cues.
type tongue struct {
	language *prose.Language
	cues     map[string]cue
}

// begin takes up a text.
func (h *hearer) begin(t *prose.Text) {
	if h.text != t || h.age != t.Age {
		h.text, h.age, h.known = t, t.Age, h.known[:0]
	}
	h.known = extend(h.known, t.Forms)
}

// cues returns the cues of a word of the text.
func (h *hearer) cues(w *prose.Word) cue {
	l := h.text.Sentences[w.Sentence].Language
	if l != h.last {
		h.last, h.number = l, h.numberOf(l)
	}
	k := h.known[w.Form]
	if k>>cueBits != h.number {
		k = uint32(h.tongues[h.number-1].cues[string(h.text.Folded[w.FoldStart:w.FoldEnd])]) | h.number<<cueBits
		h.known[w.Form] = k
	}
	return cue(k & (1<<cueBits - 1))
}

// numberOf returns one more than the number of a language, which it is given if it has none.
func (h *hearer) numberOf(l *prose.Language) uint32 {
	k := slices.IndexFunc(h.tongues, func(t tongue) bool { return t.language == l })
	if k < 0 {
		if len(h.tongues) == mostHeard {
			h.tongues = h.tongues[:0]
			clear(h.known)
		}
		k = len(h.tongues)
		h.tongues = append(h.tongues, tongueOf(l))
	}
	return uint32(k) + 1
}

func tongueOf(l *prose.Language) tongue {
	t := tongue{l, map[string]cue{}}
	in := func(c cue, lists ...[]string) {
		for _, words := range lists {
			for _, w := range words {
				t.cues[w] |= c
			}
		}
	}
	in(cueCalled, l.Things.Called, l.Things.Treaties)
	in(cueZone, l.Things.Zones)
	in(cueTime, l.Things.Time, l.Things.Standard)
	in(cueShares, l.Things.Shares)
	in(cueAirs, l.Things.Airs)
	in(cueWays, l.Things.Ways)
	in(cueDeed, l.Deeds.Personal, l.Deeds.Playing)
	in(cueKin, kin, born, dead)
	in(cueStreet, ways)
	in(cueShip, motorShips)
	in(cueParticle, particles)
	in(cueTaker, takers)
	if m := l.Matches; m != nil {
		in(cueBeside, m.Players, m.Verbs, m.Leaders, m.Against, m.Versus, m.Over, m.For)
		in(cueTelling, m.Hints, m.Parts, m.Finals, m.Votes)
	}
	return t
}
