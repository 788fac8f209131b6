package mention

import (
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/names"
	"example.com/geotag/internal/prose"
)

// What the joint chain takes is held against the names of the gazetteer: the texts that it learned from are marked by many rules, and know nothing of ours.

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
// that belongs to the name, which most of the languages that the chain learned from leave out: "jihar Kano"; or in English the beginning of a
// strange one: "Deir" of "Deir al-Balah".
func covers(a *Advice, k int32, st stretch) bool {
	n := &a.List.Names[k]
	if n.Lacks() || a.Opinions[k].Reason != 0 || n.First > st.first || n.Last < st.last || n.First == st.first && n.Last == st.last ||
		a.Text.LanguageAt(st.first).Model != prose.Joint && !strange(a.Text, n) {
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
