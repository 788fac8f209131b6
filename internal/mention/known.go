package mention

import (
	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/names"
	"example.com/geotag/internal/prose"
)

// How well known a place is, as a prior, whose name the joint chain passes over and the rules take: where something beside the name says that it is
// a place's, where nothing does, and where the name reads like a body's, as those of countries that act do. The texts that the chain learned from have few of the places that news names, and some have capitals that act
// as bodies. knownUncased is by how much better known it is where no capitals tell names. Set by hand, by what models do on the half of a corpus that
// they have not seen.
const knownCued, knownBare, knownBody, knownUncased = 3.5, 6, 7.2, 1

// known reports whether a name that the joint chain passes over is that of a place that those who write the language know.
func (c *Chain) known(a *Advice, k int32) bool {
	n, o := &a.List.Names[k], &a.Opinions[k]
	if (o.Reason != 0 || o.Role == 0) && !headed(a, n, o) || n.Lacks() || a.Text.LanguageAt(n.First).Model != prose.Joint || n.Demonym && !n.Best().Own {
		return false
	}
	best, least := n.Best(), float32(knownBare)
	if best.Kind == gazetteer.Union {
		return false // a body as well, as most who mark names see it
	}
	switch label := c.labels[n.First]; {
	case label == model.LabelPerson || label == model.LabelName:
		return false
	case label == model.LabelBody:
		least = knownBody
	case o.Cued || o.Role == model.Actor:
		least = knownCued
	}
	switch w := &a.Text.Words[n.First]; {
	case w.Shape&prose.Uncased != 0 && !a.Text.LanguageAt(n.First).Taught:
		return true // the chain has seen neither the language nor capitals in it
	case n.First == n.Last && w.Class.Has(lexicon.Directional|lexicon.SettlementWord|lexicon.AdminWord|lexicon.FeatureWord):
		return false // "im Norden"
	case w.Shape&prose.Uncased != 0:
		least += knownUncased
	case a.Text.LanguageAt(n.First).Nouns:
		least = max(least, knownAmongNouns)
	}
	return (best.Main || best.Own) && best.Prior >= least
}

// headed reports whether a title before a name that the rules take for a person's is rather that of who heads the place: "محافظ الإسكندرية", "мэр Москвы".
func headed(a *Advice, n *names.Name, o *Verdict) bool {
	return o.Reason == model.Person && o.Why == precededBy && o.Cue < n.First && a.Text.Words[o.Cue].Class.Has(lexicon.Title) && !n.Lacks() &&
		(n.Inflected || a.Text.Words[n.First].Shape&prose.Uncased != 0 && n.Best().Prior >= famous)
}

// parts returns the names of which a stretch is made that the gazetteer lacks, from one to before another, where more than a comma or an Arabic "and"
// parts them: "تونس وتركيا".
func parts(a *Advice, st stretch) (from, to int32) {
	all := a.List.Names
	from = a.List.At(st.first)
	if from < 0 || a.Text.LanguageAt(st.first).Model != prose.Joint {
		return 0, 0
	}
	next := st.first
	for to = from; int(to) < len(all) && all[to].First == next && next <= st.last; to++ {
		w := &a.Text.Words[next]
		parted := w.Gap > prose.GapComma || w.Shape&prose.Uncased != 0 && all[to].Inflected || to > from && nested(a.Text, next, &all[to-1], &all[to])
		if a.Opinions[to].Reason != 0 || to > from && !parted {
			return 0, 0
		}
		next = all[to].Last + 1
	}
	if next != st.last+1 || to-from < 2 {
		return 0, 0
	}
	return from, to
}

// nested reports whether of two names, the second of which begins at a word, one holds the other by what is written between them: "熊本県人吉市",
// "Santa Rosa, La Pampa". Languages that write addresses as one name have it otherwise: see address.
func nested(t *prose.Text, word int32, a, b *names.Name) bool {
	w := &t.Words[word]
	return w.Shape&prose.Uncased != 0 && !t.LanguageAt(word).Addresses && liesIn(b, a) || w.Gap == prose.GapComma && liesIn(a, b)
}

// address returns the name of the place that the last of a stretch's names means where all before it hold it, one the other, as Korean and Chinese
// addresses have it: "충청북도 청주시" is one name for who marks names there, and means 청주시.
func address(a *Advice, st stretch) (n names.Name, ok bool) {
	k := a.List.At(st.first)
	for ; k >= 0 && a.List.Names[k].Last < st.last; k++ {
		next := k + 1
		if int(next) == len(a.List.Names) || a.List.Names[next].First != a.List.Names[k].Last+1 || a.Text.Words[st.first].Shape&prose.Uncased == 0 ||
			!liesIn(&a.List.Names[next], &a.List.Names[k]) {
			return n, false
		}
	}
	if k < 0 || a.List.Names[k].Last != st.last {
		return n, false
	}
	n = a.List.Names[k]
	n.First = st.first
	return n, true
}

// liesIn reports whether a place that a name may mean lies in one that another may mean.
func liesIn(in, out *names.Name) bool {
	for i := range in.Candidates {
		if out.Holder(in.Candidates[i].Place) >= 0 {
			return true
		}
	}
	return false
}

// begun reports whether a word of a language that is not English has a capital, if any, for no other reason than that it begins its sentence, or
// that its script has none.
func begun(t *prose.Text, word int32) bool {
	return t.LanguageAt(word).Voice != nil && (t.SentenceOf(word).First == word || t.Words[word].Shape&prose.Uncased != 0)
}

// widen makes stretches as long as the names of which they are parts, unless they run into the stretch before or after.
func widen(a *Advice, stretches []stretch) {
	for i := range stretches {
		st := &stretches[i]
		k := a.List.From(st.first+1) - 1
		if k < 0 || !covers(a, k, *st) {
			continue
		}
		n := &a.List.Names[k]
		if (i == 0 || n.First > stretches[i-1].last) && (i+1 == len(stretches) || n.Last < stretches[i+1].first) {
			st.first, st.last = n.First, n.Last
		}
	}
}

// covers reports whether a stretch is a part of a name and no name without the rest of it: "Харківській" of "Харківській області"; or lacks the noun
// that belongs to the name, which most of the languages that the chain learned from leave out: "jihar Kano".
func covers(a *Advice, k int32, st stretch) bool {
	n := &a.List.Names[k]
	if n.Lacks() || a.Opinions[k].Reason != 0 || n.First > st.first || n.Last < st.last || n.First == st.first && n.Last == st.last ||
		a.Text.LanguageAt(st.first).Model != prose.Joint {
		return false
	}
	if n.Led && n.Last == st.last {
		return true
	}
	_, bears := a.Finder.Exactly(st.first, st.last, nil)
	return !bears
}

// inside returns the names within a stretch of a language that is not English, from one to before another: "לבנון" of "שבדרום לבנון".
func inside(a *Advice, st stretch) (from, to int32) {
	from = a.List.From(st.first)
	for to = from; int(to) < len(a.List.Names) && a.List.Names[to].Last <= st.last; to++ {
	}
	if a.Text.LanguageAt(st.first).Model != prose.Joint {
		return from, from
	}
	return from, to
}

// trimmed returns a stretch without the function word that begins its sentence: "À La Réunion".
func trimmed(t *prose.Text, st stretch) stretch {
	const small = lexicon.Preposition | lexicon.Conjunction
	if w := &t.Words[st.first]; st.last > st.first && capital(w) && begun(t, st.first) && w.Class.Has(small) {
		st.first++
	}
	return st
}

// add adds a mention, and before it the adjectives of places in small letters, which the chain does not look at.
func (c *Chain) add(a *Advice, n names.Name, m Mention) {
	c.adjectives(a, n.First)
	c.set.Add(n, m)
	c.next = n.Last + 1
}

// sureDemonym is how sure a place is of which a word in small letters is an adjective. Set by hand.
const sureDemonym = 0.7

// adjectives adds the adjectives of places in small letters before a word: "российские", "colombianos".
func (c *Chain) adjectives(a *Advice, to int32) {
	for ; c.next < to; c.next++ {
		if n, ok := a.Finder.Adjective(c.next); ok {
			c.set.Add(n, Mention{Verdict: Verdict{Role: model.Demonym, Cued: true}, Chance: sureDemonym, Label: model.LabelPlace})
		}
	}
}
