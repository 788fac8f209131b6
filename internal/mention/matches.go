package mention

import (
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/prose"
)

// Teams bear the names of towns, provinces and countries. That a sentence reports a match shows in scores and in words of sport; which of its names are
// teams', in the scores beside them and in what they do to each other.

// What a sentence shows of a match: a score, or a word that nothing but a report has, and what other sentences have as well. Set by hand.
const surely, hardly = 2, 1

// How much a sentence must show for a name to be a team's that does what teams do, and for one beside its score, which counts itself. Set by hand.
const enoughToPlay, enoughToScore = 2, 3

// unread is the report of a sentence that was not looked at.
const unread = -1

// unread forgets the sentences of the text before.
func (r *rules) unread() {
	r.reports = r.reports[:0]
	for range r.text.Sentences {
		r.reports = append(r.reports, unread)
	}
}

// report returns how much the sentence of a word shows that it reports a match.
func (r *rules) report(word int32) int {
	k := r.text.Words[word].Sentence
	if r.reports[k] == unread {
		const most = 100
		r.reports[k] = int8(min(r.readReport(&r.text.Sentences[k]), most))
	}
	return int(r.reports[k])
}

// readReport reads a sentence for report.
func (r *rules) readReport(s *prose.Sentence) int {
	t, m := r.text, s.Language.Matches
	if m == nil {
		return 0
	}
	sum, scores, votes := 0, 0, false
	for i := s.First; i <= s.Last; i++ {
		w := &t.Words[i]
		if w.Shape&prose.Digits != 0 {
			if r.score(i) || r.total(i) {
				scores += surely
			}
			continue
		}
		if !w.Class.Has(lexicon.SportWord|lexicon.MatchVerb|lexicon.TeamNoun) && r.hearer.cues(w)&cueTelling == 0 {
			continue
		}
		votes = votes || t.Is(w, m.Votes)
		sum += r.shows(i, m)
	}
	if !votes {
		sum += scores
	}
	if t.Sport {
		sum += hardly
	}
	return sum
}

// shows returns how much a word shows that its sentence reports a match.
func (r *rules) shows(i int32, m *prose.MatchWords) int {
	t, w := r.text, &r.text.Words[i]
	before := t.Before(i)
	switch {
	case w.Class.Has(lexicon.SportWord) && !t.Is(w, m.Loose), w.Gap == prose.GapHyphen && t.Is(w, m.Finals):
		return surely
	case w.Class.Has(lexicon.SportWord | lexicon.MatchVerb), t.Is(w, m.Hints):
		return hardly
	case before != nil && (before.Class.Has(lexicon.NumberWord) || before.Shape&prose.Digits != 0) && t.Is(w, m.Parts): // "the third quarter"
		return hardly
	case before != nil && w.Shape&prose.Capital != 0 && w.Class.Has(lexicon.TeamNoun) && t.Is(before, t.LanguageAt(i).Function.Article):
		return hardly
	}
	return 0
}

// score reports whether a score begins at a word: "3-1".
func (r *rules) score(i int32) bool {
	return r.figure(i) && r.figure(i+1) && (r.text.Words[i+1].Gap == prose.GapHyphen || r.text.Words[i+1].Gap == prose.GapOther) &&
		!(int(i)+2 < len(r.text.Words) && r.text.Words[i+2].Gap == prose.GapHyphen)
}

// total reports whether an innings begins at a word: "243 for 5".
func (r *rules) total(i int32) bool {
	return r.figure(i) && r.figure(i+2) && r.text.Words[i+1].Gap == prose.GapSpace && r.text.Words[i+2].Gap == prose.GapSpace &&
		r.text.Is(&r.text.Words[i+1], r.text.LanguageAt(i).Matches.For)
}

// figure reports whether a word is a number of at most three digits.
func (r *rules) figure(i int32) bool {
	const digits = 3
	if int(i) >= len(r.text.Words) {
		return false
	}
	w := &r.text.Words[i]
	return w.Shape&prose.Digits != 0 && w.FoldEnd-w.FoldStart <= digits
}

// contender finds teams in a report of a match, by what stands beside them: "India were 243 for 5", "Natal beat Western Province 3-1".
func (r *rules) contender(n *site) (Verdict, bool) {
	m := n.language.Matches
	if m == nil || n.Demonym || n.Container >= 0 || n.Holds >= 0 {
		return Verdict{}, false
	}
	if cue, ok := r.playsAfter(n, m); ok && !n.placed {
		return Verdict{Left: n.First, Right: n.Last, Why: followedBy, Cue: cue}, true
	}
	if r.playsBefore(n, m) {
		return Verdict{Left: n.First, Right: n.Last, Why: precededBy, Cue: n.First - 1}, true
	}
	return Verdict{}, false
}

// playsAfter looks after a name for what a team has or does, and returns its word.
func (r *rules) playsAfter(n *site, m *prose.MatchWords) (int32, bool) {
	t, i := r.text, n.Last+1
	if int(i) >= len(t.Words) || t.Words[i].Sentence != t.Words[n.Last].Sentence || t.Words[n.Last].Shape&prose.Possessive != 0 {
		return 0, false
	}
	w := &t.Words[i]
	switch {
	case r.scored(n, i):
		return i, true
	case w.Gap != prose.GapSpace:
		return 0, false
	case !w.Class.Has(lexicon.Auxiliary|lexicon.MatchVerb) && r.hearer.cues(w)&cueBeside == 0:
		return 0, false
	case t.Is(w, m.Players), t.Is(w, m.Leaders) && r.report(i) > 0 && r.capital(i+1), t.Is(w, m.Versus) && r.report(i) >= enoughToPlay:
		return i, true
	}
	if n.before != nil && t.Is(n.before, n.language.Function.Of) {
		return 0, false // "the mayor of Natal won"
	}
	return r.predicate(i, m)
}

// predicate looks from a word on, perhaps after an auxiliary, for what a team does, or its score, and returns its word: "were 243 for 5".
func (r *rules) predicate(i int32, m *prose.MatchWords) (int32, bool) {
	t := r.text
	for k := 0; k < longestPredicate && t.Words[i].Class.Has(lexicon.Auxiliary) && r.follows(i+1, nil); k++ {
		i++
		if r.total(i) || r.score(i) {
			return i, r.total(i) || r.report(i) >= enoughToScore
		}
	}
	return i, (t.Words[i].Class.Has(lexicon.MatchVerb) || t.Is(&t.Words[i], m.Verbs)) && r.report(i) >= enoughToPlay
}

// capital reports whether a capitalized word stands after nothing but white space.
func (r *rules) capital(i int32) bool {
	return r.follows(i, nil) && r.text.Words[i].Shape&prose.Capital != 0
}

// scored reports whether a name's score stands at the word after it: "Portland (14-9)", "Queensland 24 Victoria 18", "Dallas 98, Orlando 91;".
func (r *rules) scored(n *site, i int32) bool {
	t := r.text
	if gap := t.Words[i].Gap; !r.figure(i) || gap != prose.GapSpace && gap != prose.GapOpen {
		return false
	}
	if r.score(i) {
		return r.report(i) >= enoughToScore
	}
	if t.Words[i].Gap != prose.GapSpace {
		return false
	}
	if before := r.list.At(n.First) - 1; before >= 0 && r.list.Names[before].Last+2 == n.First && r.figure(n.First-1) && r.opinions[before].Cue == n.First-1 {
		return r.opinions[before].Reason == model.Team // the second of two
	}
	if int(i)+2 >= len(t.Words) || r.list.At(i+1) < 0 {
		return false
	}
	next := r.list.Names[r.list.At(i+1)].Last + 1
	if !r.figure(next) || t.Words[next].Gap != prose.GapSpace {
		return false
	}
	gap := t.Words[i+1].Gap
	return gap == prose.GapSpace || gap == prose.GapComma && r.report(i) > 0
}

// playsBefore looks before a name for what teams do to another, or what is done for them.
func (r *rules) playsBefore(n *site, m *prose.MatchWords) bool {
	t, i := r.text, n.First-1
	p := n.before
	switch {
	case p == nil, !p.Class.Has(lexicon.MatchVerb) && r.hearer.cues(p)&cueBeside == 0:
		return false
	case t.Is(p, m.Against), p.Class.Has(lexicon.MatchVerb), i > 0 && t.Is(p, m.Verbs): // "as Buffalo crushed Miami"
		return r.report(i) >= enoughToPlay
	case i == 0 || p.Gap > prose.GapComma:
		return false
	case t.Is(p, m.Over):
		before := &t.Words[i-1]
		return (t.Is(before, m.Results) || before.Shape&prose.Digits != 0 && i > 1 && r.score(i-2)) && r.report(i) >= enoughToScore
	}
	return p.Gap == prose.GapSpace && t.Is(p, m.For) && t.Is(&t.Words[i-1], m.Deeds) && r.report(i) >= enoughToPlay
}
