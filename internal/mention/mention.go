// Package mention tells which names of a text are places', and how the text uses each.
//
//	names.List -> opinions of rules -> Recognizer -> Set
//
// Rules return opinions on the names that the gazetteer has. A Recognizer, of which the rules themselves, the learned chain and
// the caller's spans are three, makes mentions of them. Nothing after this package writes into a Set.
package mention

import (
	"context"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/learn"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/names"
	"example.com/geotag/internal/prose"
)

// Role and Reason are what a mention is judged to be.
type (
	Role   = model.Role
	Reason = model.Reason
)

// A Verdict is what a name was judged to be: a place in a role, or nothing of the kind for a reason. The zero Verdict is
// that nothing speaks against it.
type Verdict struct {
	Role   Role   // zero: it is rejected, or not judged yet
	Reason Reason // zero: it is accepted, or not judged yet
	// Of a rejection:
	Left, Right int32  // the words that the whole rejected name covers, inclusive
	Why         string // how the word Cue showed it: "followed by"
	Cue         int32
	Silent      bool // it is a part of a name that another rejection answers for
	// Of a place:
	Cued bool // something around it says that it is one
}

// A Mention is a name that was judged.
type Mention struct {
	Verdict
	Given      prose.Span // what the caller gave, in bytes of what was handed in; zero: nothing
	Chance     float32    // how likely it is a place's name, 0 to 1
	RoleChance float32    // how likely it is used in its role, 0 to 1; 0: no model said
	Label      uint8      // that the chain gave it
	Acting     bool       // by rule it is an actor
	Inner      bool       // by rule it stands inside the name of a body
}

// A Set holds the mentions of a text: one for each of its names.
type Set struct {
	names.List
	Mentions []Mention // as long as Names
	Cast     bool      // the roles are given, and the names linked; else both are found from what surrounds the names
}

// Begin empties a set for a text of so many words, keeping its memory.
func (s *Set) Begin(words int) {
	s.List.Begin(words)
	s.Mentions = s.Mentions[:0]
}

// Add appends a mention of a name, which must begin after all others end.
func (s *Set) Add(n names.Name, m Mention) {
	s.List.Add(n)
	s.Mentions = append(s.Mentions, m)
}

// Accepted reports whether a mention is a place that the gazetteer has candidates for.
func (s *Set) Accepted(k int32) bool { return s.Mentions[k].Role != 0 && !s.Names[k].Unlisted }

// Bytes returns where a mention stands in the text's source: what the caller gave, else its words.
func (s *Set) Bytes(text *prose.Text, k int32) (start, end int) {
	if g := s.Mentions[k].Given; g.End > 0 {
		return text.Origin.Source(g.Start, g.End)
	}
	n := &s.Names[k]
	return int(text.Words[n.First].Start), int(text.Words[n.Last].End)
}

// Input returns where a mention stands in what was handed in.
func (s *Set) Input(text *prose.Text, k int32) (start, end int) {
	if g := s.Mentions[k].Given; g.End > 0 {
		return g.Start, g.End
	}
	return text.Origin.Input(s.Bytes(text, k))
}

// Advice is what a Recognizer may go by: the text, the names of the gazetteer in it, and what the rules make of each.
type Advice struct {
	Text     *prose.Text
	List     *names.List
	Opinions []Verdict     // as long as List.Names
	Finder   *names.Finder // of more names in the text
	Bare     bool          // the text is nothing but names, of which the rules know as much as any Recognizer
	sight    *sight
	hearer   *hearer
}

// A Recognizer tells which words of a text are names of places. The Set is good until its next call; the only error is the
// context's. One goroutine at a time uses it.
type Recognizer interface {
	Recognize(ctx context.Context, a *Advice) (*Set, error)
}

// A Reader reads texts with a Recognizer, and keeps its memory from one to the next. One goroutine at a time uses it.
type Reader struct {
	finder *names.Finder
	hearer hearer
	rules  rules
	sight  sight
	caster caster
	advice Advice
}

// NewReader returns a Reader of names in an index, which finds their roles by a chain.
func NewReader(ix *gazetteer.Index, roles *learn.Chain) *Reader {
	r := &Reader{finder: names.NewFinder(ix), caster: caster{chain: roles}}
	r.rules.hearer = &r.hearer
	return r
}

// Read returns the mentions of a text in their roles. The Set is good until the next call. The only error is the context's.
func (r *Reader) Read(ctx context.Context, text *prose.Text, by Recognizer) (*Set, error) {
	a, err := r.Advise(ctx, text)
	if err != nil {
		return nil, err
	}
	return r.Recognize(ctx, a, by)
}

// Recognize returns the mentions of the text that was advised on last, in their roles: what Read does after Advise.
func (r *Reader) Recognize(ctx context.Context, a *Advice, by Recognizer) (*Set, error) {
	set, err := by.Recognize(ctx, a)
	if err != nil {
		return nil, err
	}
	if !set.Cast {
		r.caster.cast(a.Text, a.views(), set)
	}
	return set, nil
}

// Advise returns the names of a text and what the rules make of each, good until the next call.
func (r *Reader) Advise(ctx context.Context, text *prose.Text) (*Advice, error) {
	list, err := r.finder.Find(ctx, text)
	if err != nil {
		return nil, err
	}
	alone := onlyNames(text, list)
	opinions, err := r.rules.judge(ctx, text, list, alone)
	if err != nil {
		return nil, err
	}
	r.sight.stale = true
	r.advice = Advice{Text: text, List: list, Opinions: opinions, Finder: r.finder, Bare: alone, sight: &r.sight, hearer: &r.hearer}
	return &r.advice, nil
}

// RoleFeatures returns the features of a mention for its role, good until the next call. The set must be of the last text read.
func (r *Reader) RoleFeatures(set *Set, k int) []uint32 {
	return r.caster.features(r.advice.Text, r.advice.views(), &set.Names[k], &set.Mentions[k])
}
