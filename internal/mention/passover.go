package mention

import (
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/names"
	"example.com/geotag/internal/prose"
)

// How sure a place is that the chain passes over: a dateline's, for what else do they name? So of a
// state's short form and the town before it. And a river's or an airport's, of which the texts that it learned from have few. And a name beside
// which the rules see that it is one, in a text whose case says nothing. And a city's of several words that read like a person's: Khan Younis. And a
// name with the noun in small letters that belongs to it, which most of the languages that it learned from leave out: "jihar Kano". And an entry among other places in a list or a table.
const (
	sureDateline  = 0.7
	sureAddressed = 0.7
	surePhysical  = 0.5
	sureRecased   = 0.5
	sureCity      = 0.5
	sureLed       = 0.5
	sureKnown     = 0.5
	sureEntry     = 0.7
)

// passOver adds the mention of a name that the chain takes for no place, with the rules' reason if they have one, else the
// chain's. Of a dateline and of what no town is called the rules know better.
func (c *Chain) passOver(a *Advice, k int32) {
	n, m := a.List.Names[k], Mention{Verdict: a.Opinions[k]}
	if n.Nearly {
		return
	}
	first := a.Text.Words[n.First].Class
	switch {
	case n.Decree == names.Blocked:
	case m.Role == model.Dateline && !n.Lacks() && !first.Has(lexicon.Common|lexicon.Month):
		m.Chance, m.Label = sureDateline, model.LabelPlace
	case a.Text.Recased && m.Role == model.Location && !n.Lacks() && (m.Cued && (n.First < n.Last || !first.Has(lexicon.Common)) || unmistakable(&n, first)):
		m.Chance, m.Label = sureRecased, model.LabelPlace
	case n.Entry && m.Role != 0, a.Text.Past && once(a, &n, &m):
		m.Chance, m.Label = sureEntry, model.LabelPlace
	case addressed(a, k):
		m = Mention{Verdict: Verdict{Role: model.Location, Cued: true}, Chance: sureAddressed, Label: model.LabelPlace}
	case physical(a.Text, &n), !beyondDoubt(&m.Verdict) && (seat(a.Text, &n) || odd(a.Text, &n)):
		m = Mention{Verdict: Verdict{Role: model.Location}, Chance: surePhysical, Label: model.LabelPlace}
	case m.Reason == 0 && n.Led && !n.Lacks() && a.Text.Words[n.First].Shape&prose.Capital == 0:
		m = Mention{Verdict: Verdict{Role: model.Location, Cued: true}, Chance: sureLed, Label: model.LabelPlace}
	case m.Reason == 0 && (c.labels[n.First] == uint8(model.LabelPerson) && inFull(a.Text, &n) || c.labels[n.First] <= uint8(model.LabelPerson) && strange(a.Text, &n)):
		m = Mention{Verdict: Verdict{Role: model.Location}, Chance: sureCity, Label: model.LabelPlace}
	case c.known(a, k):
		if m.Role == 0 {
			m.Verdict = Verdict{Role: model.Location}
		}
		m.Chance, m.Label = sureKnown, model.LabelPlace
	case m.Reason == 0:
		m.Verdict = Verdict{Left: n.First, Right: n.Last, Cue: n.First}
		m.Reason, m.Why = c.reason(n.First, first)
	}
	c.add(a, n, m)
}

// reason says why the chain takes a name that begins at a word for no place.
func (c *Chain) reason(word int32, class lexicon.Class) (Reason, string) {
	switch c.labels[word] {
	case model.LabelPerson:
		return model.Person, "reads like a person's name:"
	case model.LabelBody:
		return model.Organization, "reads like the name of a body:"
	case model.LabelName:
		return model.Product, "reads like another thing's name:"
	}
	if class.Has(lexicon.Common) {
		return model.CommonWord, ordinary
	}
	return model.UnknownPlace, "nothing says that it is a place:"
}

// sureDemonym is how sure a place is of which a word in small letters is an adjective. Set by hand.
const sureDemonym = 0.7

// adjectives adds the adjectives of places in small letters before a word: "российские", "colombianos".
func (c *Chain) adjectives(a *Advice, to int32) {
	for ; c.next < to; c.next++ {
		if s := a.Text.SentenceOf(c.next); s.Language.Demonyms == nil {
			c.next = min(s.Last, to-1) // it writes none so
			continue
		}
		if n, ok := a.Finder.Adjective(c.next); ok {
			c.set.Add(n, Mention{Verdict: Verdict{Role: model.Demonym, Cued: true}, Chance: sureDemonym, Label: model.LabelPlace})
		}
	}
}
